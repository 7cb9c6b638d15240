package ledwall.meter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What was amiss on one screen over a long time, in order. Shorter runs than {@link #LEAST_NANOS} are not told. */
public record Lapses(List<Run> runs) {
    public enum Kind {
        /** Another item than the one that was due, by its barcode. */
        WRONG("a wrong item"),
        BLACK("black"),
        /** Neither black nor any item: the slate, or a damaged picture. */
        OTHER("the slate, or a picture that cannot be read"),
        /** A picture of a moving item, for as long as it stood beyond its time. */
        FROZEN("a picture that stood still");

        public final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** @param code what was seen first */
    public record Run(Kind kind, long atNanos, long nanos, int code) {}

    public static final long LEAST_NANOS = 10_000_000;
    private static final long STEP_NANOS = 1_000_000;

    public Lapses {
        runs = List.copyOf(runs);
    }

    public long longestNanos(Kind kind) {
        return runs.stream().filter(run -> run.kind() == kind).mapToLong(Run::nanos).max().orElse(0);
    }

    /**
     * @param frameNanos how long a picture of a moving item stands at most
     * @param stills the items that do not move
     */
    public static Lapses of(List<Sight> sights, Plan plan, long frameNanos, Collection<Integer> stills) {
        var out = new ArrayList<Run>();
        var black = new Open(Kind.BLACK, out);
        var other = new Open(Kind.OTHER, out);
        var wrong = new Open(Kind.WRONG, out);
        for (Sight sight : sights) {
            boolean torn = sight.code() == Eye.TORN;
            black.look(sight.code() == Eye.BLACK, sight.fromNanos(), sight.untilNanos(), sight.code());
            other.look(sight.code() == Eye.OTHER || torn, sight.fromNanos(), sight.untilNanos(), sight.code());
            if (!sight.readable()) {
                // A repaint breaks no run of a wrong item; black and the slate are lapses of their own.
                if (!torn) {
                    wrong.close();
                }
                continue;
            }
            long stood = sight.untilNanos() - sight.fromNanos() - frameNanos;
            if (stood >= LEAST_NANOS && !stills.contains(sight.item())) {
                out.add(new Run(Kind.FROZEN, sight.fromNanos(), stood, sight.code()));
            }
            for (long at = sight.fromNanos(); at <= sight.untilNanos(); at = next(plan, at, sight.untilNanos())) {
                Plan.Due due = plan.at(at);
                wrong.look(due == null || due.item() != sight.item(), at, at, sight.code());
            }
        }
        List.of(black, other, wrong).forEach(Open::close);
        out.sort(Comparator.comparingLong(Run::atNanos));
        return new Lapses(out);
    }

    /** A step, or as far as the same item is due: but for joins there is nothing to find. */
    private static long next(Plan plan, long at, long until) {
        Plan.Due due = plan.at(at);
        long step = due == null ? at + STEP_NANOS : Math.max(at + STEP_NANOS, due.itemUntilNanos() - STEP_NANOS);
        return at < until && step > until ? until : step;
    }

    /** A run that may go on. */
    private static final class Open {
        private final Kind kind;
        private final List<Run> out;
        private long since = -1;
        private long until;
        private int code;

        Open(Kind kind, List<Run> out) {
            this.kind = kind;
            this.out = out;
        }

        void look(boolean amiss, long from, long to, int what) {
            if (!amiss) {
                close();
                return;
            }
            if (since < 0) {
                since = from;
                code = what;
            }
            until = to;
        }

        void close() {
            if (since >= 0 && until - since >= LEAST_NANOS) {
                out.add(new Run(kind, since, until - since, code));
            }
            since = -1;
        }
    }
}
