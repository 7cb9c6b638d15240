package ledwall.protocol.timeline;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import org.jspecify.annotations.Nullable;

/**
 * What a wall has heard of releases. A go is for one revision, from the instant on at which it was heard first; a withdrawal is for every revision and for good.
 *
 * @param closed nobody knows any more what was heard: whatever belongs to a release gives way to what is beneath it
 */
public record Tokens(SortedMap<ReleaseId, Heard> heard, boolean closed) {
    /** Nothing was heard yet. */
    public static final Tokens NONE = new Tokens(Collections.emptySortedMap(), false);

    /**
     * What was heard of one release, on the timeline clock as the wall knows it.
     *
     * @param revision whose go it is, or which was withdrawn without one
     * @param goNanos {@link Block#FOREVER} where none was heard
     * @param withdrawnNanos from when on nothing of it may be shown; {@link Block#FOREVER} where it was not withdrawn
     */
    public record Heard(long revision, long goNanos, long withdrawnNanos) {
        public boolean withdrawn() {
            return withdrawnNanos != Block.FOREVER;
        }

        /** The verdict that counts. */
        public Verdict verdict() {
            return withdrawn() ? Verdict.WITHDRAWN : Verdict.GO;
        }

        /** When that was heard. */
        public long sinceNanos() {
            return withdrawn() ? withdrawnNanos : goNanos;
        }
    }

    public Tokens {
        heard = Collections.unmodifiableSortedMap(new TreeMap<>(heard));
    }

    public Tokens(Map<ReleaseId, Heard> heard) {
        this(new TreeMap<>(heard), false);
    }

    /** The same, known to be all there is, or not. */
    public Tokens closed(boolean other) {
        return other == closed ? this : new Tokens(heard, other);
    }

    /** With what is heard now. What was heard before stays as it was first heard, and a withdrawal stays. */
    public Tokens hear(ReleaseRef release, Verdict verdict, long atNanos) {
        Heard known = heard.get(release.release());
        if (known != null && known.withdrawn()) {
            return this;
        }
        return switch (verdict) {
            case WITHDRAWN -> with(release.release(), known == null ? new Heard(release.revision(), Block.FOREVER, atNanos)
                    : new Heard(known.revision(), known.goNanos(), atNanos));
            case GO -> known != null && known.revision() == release.revision() ? this
                    : with(release.release(), new Heard(release.revision(), atNanos, Block.FOREVER));
        };
    }

    private Tokens with(ReleaseId release, Heard what) {
        var next = new TreeMap<>(heard);
        next.put(release, what);
        return new Tokens(next, closed);
    }

    /** Without a release of which nobody speaks any more. */
    public Tokens without(ReleaseId release) {
        if (!heard.containsKey(release)) {
            return this;
        }
        var next = new TreeMap<>(heard);
        next.remove(release);
        return new Tokens(next, closed);
    }

    /** The same with all withdrawals as old as time: however the clock is set, what was withdrawn stays so. */
    public Tokens forGood() {
        var next = new TreeMap<ReleaseId, Heard>();
        heard.forEach((release, what) -> next.put(release, what.withdrawn() ? new Heard(what.revision(), what.goNanos(), Instants.FIRST_NANOS) : what));
        return next.equals(heard) ? this : new Tokens(next, closed);
    }

    /** The same with no go heard later than this: the clock by which it was heard has been set back since. */
    public Tokens heardBy(long nowNanos) {
        var next = new TreeMap<ReleaseId, Heard>();
        heard.forEach((release, what) -> next.put(release, what.goNanos() == Block.FOREVER || what.goNanos() <= nowNanos ? what
                : new Heard(what.revision(), nowNanos, what.withdrawnNanos())));
        return next.equals(heard) ? this : new Tokens(next, closed);
    }

    public Optional<Heard> of(ReleaseId release) {
        return Optional.ofNullable(heard.get(release));
    }

    /** When the go for this revision was heard; {@link Block#FOREVER} where it was not. */
    long goNanos(ReleaseRef release) {
        @Nullable Heard known = heard.get(release.release());
        return known != null && known.revision() == release.revision() ? known.goNanos() : Block.FOREVER;
    }

    /** From when on nothing of it may be shown; {@link Block#FOREVER} where it was not withdrawn. */
    long withdrawnNanos(ReleaseId release) {
        @Nullable Heard known = heard.get(release);
        return known == null ? Block.FOREVER : known.withdrawnNanos();
    }
}
