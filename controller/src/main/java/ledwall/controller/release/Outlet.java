package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.Memo;
import org.jspecify.annotations.Nullable;

/**
 * One place at which a release comes out, and how far it is there, as it is stored.
 *
 * @param name the screen's or channel's when it was scheduled, for people
 * @param cause why it failed, or what delays it; null where all is well
 * @param memo what the channel's adapter has to remember; empty for a wall
 * @param nextAt not called again before; null for at once
 * @param task what somebody has to do by hand; null for nothing
 * @param evidence null until it is proved that people see it
 * @param withdrawal null unless it is to be taken back from here
 */
public record Outlet(OutletId id, String name, OutletState state, @Nullable Cause cause, Memo memo, @Nullable Instant nextAt, @Nullable ManualTask task,
                     Times times, @Nullable Evidence evidence, @Nullable Withdrawal withdrawal) {
    /**
     * @param calledAt when it was, or is to be, called the last time; for a wall when its token was sent
     * @param submittedAt when it said that it took it
     * @param actualAt when people saw it first
     */
    public record Times(@Nullable Instant calledAt, @Nullable Instant submittedAt, @Nullable Instant actualAt) {
        static final Times NONE = new Times(null, null, null);
    }

    static Outlet fresh(OutletId id, String name, Memo memo) {
        return new Outlet(id, name, OutletState.SCHEDULED, null, memo, null, null, Times.NONE, null, null);
    }

    public boolean isWall() {
        return id instanceof OutletId.Wall;
    }

    /** How far people saw it from the instant, + = late. */
    public Optional<Duration> skew(Instant planned) {
        return Optional.ofNullable(times.actualAt()).map(actual -> Duration.between(planned, actual));
    }

    /** Whether somebody may see it, or may come to see it, without anything being done. */
    boolean mayBeOut() {
        return switch (state) {
            case SUBMITTING, SUBMITTED, CONFIRMED -> true;
            // A failed one may have been called, and a wall may show it later.
            case FAILED -> times.calledAt() != null;
            case SCHEDULED, PREPARING, READY, WITHDRAWN -> false;
        };
    }

    Outlet in(OutletState other) {
        return new Outlet(id, name, other, cause, memo, nextAt, task, times, evidence, withdrawal);
    }

    /** In another state, in which all is well. */
    Outlet well(OutletState other) {
        return new Outlet(id, name, other, null, memo, null, task, times, evidence, withdrawal);
    }

    Outlet failed(Cause why) {
        return new Outlet(id, name, OutletState.FAILED, why, memo, null, task, times, evidence, withdrawal);
    }

    /** Delayed: not to be called before. */
    Outlet later(@Nullable Cause why, Instant next) {
        return new Outlet(id, name, state, why, memo, next, task, times, evidence, withdrawal);
    }

    Outlet with(Memo newer) {
        return new Outlet(id, name, state, cause, newer, nextAt, task, times, evidence, withdrawal);
    }

    Outlet with(@Nullable ManualTask other) {
        return new Outlet(id, name, state, cause, memo, nextAt, other, times, evidence, withdrawal);
    }

    Outlet with(@Nullable Withdrawal other) {
        return new Outlet(id, name, state, cause, memo, nextAt, task, times, evidence, other);
    }

    Outlet called(Instant at) {
        return new Outlet(id, name, state, cause, memo, nextAt, task, new Times(at, times.submittedAt(), times.actualAt()), evidence, withdrawal);
    }

    /** It took it; a second time changes nothing. */
    Outlet submitted(Instant at) {
        Instant first = times.submittedAt() == null ? at : times.submittedAt();
        return new Outlet(id, name, OutletState.SUBMITTED, null, memo, nextAt, task, new Times(times.calledAt(), first, times.actualAt()), evidence, withdrawal);
    }

    Outlet confirmed(Instant seen, Evidence proof) {
        return new Outlet(id, name, OutletState.CONFIRMED, null, memo, null, null, new Times(times.calledAt(), times.submittedAt(), seen), proof, withdrawal);
    }
}
