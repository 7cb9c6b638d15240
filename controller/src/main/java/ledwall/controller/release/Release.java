package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;

/**
 * One piece of content that goes live on walls and online channels at one instant, as it is stored: the truth from which a controller that was killed goes on.
 *
 * @param revision counts what people did to it, edits and schedulings: a go is for one revision
 * @param version counts each time it was stored
 * @param booking null in draft
 * @param since when it came into its state
 * @param decision null before the point of no return; of a draft, that which brought it back
 * @param outlets those of the newest scheduling, in order; none before the first
 */
public record Release(ReleaseId id, long revision, long version, Content content, @Nullable Booking booking, ReleaseState state, Instant since,
                      @Nullable Decision decision, List<Outlet> outlets, String createdBy, Instant createdAt) {
    /** A wall whose proof has not come so long after the instant does not show it, until it proves otherwise. */
    public static final Duration SETTLE_AFTER = Duration.ofSeconds(6);
    /** Walls that were away may prove what they showed so long after the window's end. */
    private static final Duration PROOFS_UNTIL = Duration.ofHours(24);

    public Release {
        outlets = OutletList.of(outlets);
    }

    /** Whether it was decided that it goes. */
    public boolean goes() {
        return decision != null && decision.verdict() == Decision.Verdict.GO && state.code() != ReleaseState.Code.DRAFT;
    }

    public boolean isWithdrawn() {
        return state instanceof ReleaseState.Withdrawn;
    }

    /**
     * Walls that would show this by themselves although it does not go any more: they have to be told, and are told it by the name that this scheduling has there.
     *
     * @param next what became of it
     */
    public List<ScreenId> recalled(Release next) {
        boolean dropped = isUndecided() && !next.goes() && (next.booking() == null || next.decision() != null);
        return dropped && !content.policy().needsToken() ? screens() : List.of();
    }

    /** Whether it is in the schedule, and nothing is decided yet. */
    public boolean isUndecided() {
        return switch (state) {
            case ReleaseState.Scheduled _, ReleaseState.Preparing _, ReleaseState.Armed _ -> decision == null;
            case ReleaseState.Draft _, ReleaseState.Live _, ReleaseState.PartlyLive _, ReleaseState.Withdrawn _, ReleaseState.Failed _ -> false;
        };
    }

    /** Whether anything is still to be done or heard. */
    public boolean isOpen() {
        boolean told = !goes() || isWithdrawn() || state instanceof ReleaseState.Live;
        return isUndecided() || !told || outlets.stream().anyMatch(outlet -> {
            Withdrawal back = outlet.withdrawal();
            Evidence proof = outlet.evidence();
            return back != null ? back.isOpen() || outlet.task() != null : goes() && !isWithdrawn() && (proof == null || !proof.exact());
        });
    }

    /** Whether anything can still be done or heard: what nobody proved within a day after its window is left at that, but a withdrawal is never. */
    public boolean isHeardOf(Instant now) {
        return isOpen() && (booking == null || isUndecided() || now.isBefore(booking.until().plus(PROOFS_UNTIL))
            || outlets.stream().anyMatch(outlet -> outlet.withdrawal() != null && outlet.withdrawal().isOpen()));
    }

    public Booking booked() {
        if (booking == null) {
            throw new IllegalStateException(id + " is not scheduled");
        }
        return booking;
    }

    /** Under which name and revision the walls know it. */
    public ReleaseRef ref() {
        return new ReleaseRef(booked().wallId(), revision);
    }

    public Optional<Outlet> outlet(OutletId which) {
        return OutletList.of(outlets).find(which);
    }

    public List<ScreenId> screens() {
        var out = new ArrayList<ScreenId>();
        for (Outlet outlet : outlets) {
            if (outlet.id() instanceof OutletId.Wall(ScreenId screen)) {
                out.add(screen);
            }
        }
        return out;
    }

    public long count(Predicate<Outlet> which) {
        return outlets.stream().filter(which).count();
    }

    /** Unchanged where it is in this state already. */
    Release in(ReleaseState next, Instant now) {
        return next.equals(state) ? this : new Release(id, revision, version, content, booking, next, next.code() == state.code() ? since : now, decision, outlets,
            createdBy, createdAt);
    }

    Release revised(long next) {
        return new Release(id, next, version, content, booking, state, since, decision, outlets, createdBy, createdAt);
    }

    /** The same as it was stored. */
    public Release at(long stored) {
        return new Release(id, revision, stored, content, booking, state, since, decision, outlets, createdBy, createdAt);
    }

    Release with(Content other) {
        return new Release(id, revision, version, other, booking, state, since, decision, outlets, createdBy, createdAt);
    }

    Release with(@Nullable Booking other) {
        return new Release(id, revision, version, content, other, state, since, decision, outlets, createdBy, createdAt);
    }

    Release with(@Nullable Decision other) {
        return new Release(id, revision, version, content, booking, state, since, other, outlets, createdBy, createdAt);
    }

    Release with(List<Outlet> others) {
        return new Release(id, revision, version, content, booking, state, since, decision, others, createdBy, createdAt);
    }

    Release each(UnaryOperator<Outlet> change) {
        return with(outlets.stream().map(change).toList());
    }

    Release one(OutletId which, UnaryOperator<Outlet> change) {
        return each(outlet -> outlet.id().equals(which) ? change.apply(outlet) : outlet);
    }
}
