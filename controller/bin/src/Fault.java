import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One thing that goes wrong.
 *
 * @param atMillis after the storm's begin
 * @param screen 0 where it concerns none or all
 * @param lengthMillis 0 where it is over as it happens
 * @param draw decides what the kind leaves open, such as which byte is flipped
 */
record Fault(long atMillis, Kind kind, int screen, long lengthMillis, long draw) {
    enum Kind {
        KILL_CONTROLLER("controller is killed"),
        STOP_CONTROLLER("controller stands still"),
        KILL_AGENT("agent is killed"),
        STOP_AGENT("agent stands still"),
        KILL_PLAYER("player is killed"),
        STOP_PLAYER("player stands still"),
        CUT_LINK("link is cut"),
        HALF_OPEN_LINK("link is half-open"),
        JITTER_LINK("link jitters by up to 150 ms"),
        FLIP_IN_USE("bytes of the file on the glass are flipped"),
        FLIP_OTHER("bytes of another file are flipped"),
        EDIT("the loop is edited"),
        EDIT_NOW("the loop is edited and applied at once");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    long endMillis() {
        return atMillis + lengthMillis;
    }

    /** Agent and player of one screen are left alone for this long after each hit: the next one meets a screen that has recovered. */
    private static final long APART_MILLIS = 10_000;
    private static final long MOST_STOPPED_MILLIS = 10_000;

    /**
     * All that happens in so many milliseconds, in order. The same seed gives the same faults; faults on different tracks overlap as they fall.
     *
     * @param together agent and player of a screen are hit at once, and nothing else is
     */
    static List<Fault> plan(long seed, long millis, int screens, boolean together) {
        var random = new SplittableRandom(seed);
        var out = new ArrayList<Fault>();
        for (int k = 1; k <= screens; k++) {
            if (together) {
                pairs(random.split(), k, millis, out);
            } else {
                track(random.split(), k, millis, new long[] {APART_MILLIS, APART_MILLIS}, MOST_STOPPED_MILLIS, out,
                        Kind.KILL_AGENT, Kind.STOP_AGENT, Kind.KILL_PLAYER, Kind.STOP_PLAYER);
                track(random.split(), k, millis, new long[] {3_000, 12_000}, 12_000, out, Kind.CUT_LINK, Kind.HALF_OPEN_LINK, Kind.JITTER_LINK);
                track(random.split(), k, millis, new long[] {8_000, 20_000}, 0, out, Kind.FLIP_IN_USE, Kind.FLIP_OTHER);
            }
        }
        if (!together) {
            track(random.split(), 0, millis, new long[] {15_000, 15_000}, MOST_STOPPED_MILLIS, out, Kind.KILL_CONTROLLER, Kind.STOP_CONTROLLER);
        }
        track(random.split(), 0, millis, new long[] {8_000, 15_000}, 0, out, Kind.EDIT, Kind.EDIT, Kind.EDIT_NOW);
        out.sort(Comparator.comparingLong(Fault::atMillis).thenComparing(Fault::kind).thenComparingInt(Fault::screen));
        return out;
    }

    /** One fault after the other, {@code pause[0]} and up to {@code pause[1]} more apart. */
    private static void track(SplittableRandom random, int screen, long millis, long[] pause, long mostLength, List<Fault> out, Kind... kinds) {
        long at = 2_000 + random.nextLong(pause[0]);
        while (true) {
            Kind kind = kinds[random.nextInt(kinds.length)];
            boolean lasts = switch (kind) {
                case STOP_CONTROLLER, STOP_AGENT, STOP_PLAYER, CUT_LINK, JITTER_LINK -> true;
                default -> false;
            };
            long length = lasts ? 1_000 + random.nextLong(mostLength - 999) : 0;
            if (at + length > millis) {
                return;
            }
            out.add(new Fault(at, kind, screen, length, random.nextLong() >>> 1));
            at += length + pause[0] + random.nextLong(pause[1]);
        }
    }

    private static void pairs(SplittableRandom random, int screen, long millis, List<Fault> out) {
        for (long at = 2_000 + random.nextLong(10_000); at + MOST_STOPPED_MILLIS < millis; at += 25_000 + random.nextLong(10_000)) {
            boolean stopped = random.nextBoolean();
            out.add(new Fault(at, stopped ? Kind.STOP_AGENT : Kind.KILL_AGENT, screen, stopped ? 1_000 + random.nextLong(MOST_STOPPED_MILLIS - 999) : 0, 0));
            out.add(new Fault(at + random.nextLong(1_000), Kind.KILL_PLAYER, screen, 0, 0));
        }
    }
}
