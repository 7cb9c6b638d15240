import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Showing;

/**
 * What one screen showed against what its own verified timeline named at each instant. Looks every 10 ms; what is amiss without a break is one lapse, and each
 * lapse is laid to the fault that explains it or counted as a wrong item.
 */
final class Verdict {
    /** Why something else than the planned item was readable on the glass. */
    enum Cause {
        /** Nothing explains it. */
        WRONG,
        /** The player stood still on a picture that was right. */
        FROZEN,
        /** The agent was dead or stopped as the item changed: its player goes on with the list it has. */
        AGENT_AWAY,
        /** The timeline came after its own switch, and takes over as soon as a list of it can be cued. */
        JOINED_LATE
    }

    /** @param code what was on the glass as the lapse began */
    record Lapse(int screen, long fromNanos, long untilNanos, Cause cause, int code, String planned) {
        long millis() {
            return (untilNanos - fromNanos) / 1_000_000;
        }
    }

    /** Shorter lapses are not counted: a cue takes a few frames. */
    static final long COUNTED_NANOS = 200_000_000;
    private static final long STEP_NANOS = 10_000_000;
    private static final long SECOND = 1_000_000_000;
    /** An agent that was killed is started again after a second, and takes as long to come up. */
    private static final long RESTART_NANOS = 4 * SECOND;
    /** What an agent that came back, or got a timeline late, may take to cue a list. */
    private static final long CUE_NANOS = SECOND;
    /** A hung player is noticed after 3 s. */
    private static final long REPLACED_NANOS = 4_500_000_000L;

    private final int screen;
    private final List<Observer.Sight> sights;
    private final ShelfWatch shelves;
    private final List<FaultLog.Struck> faults;
    final List<Lapse> lapses = new ArrayList<>();
    final List<Lapse> blacks = new ArrayList<>();
    final List<Lapse> slates = new ArrayList<>();
    final List<Lapse> unreadable = new ArrayList<>();

    Verdict(int screen, Observer observer, ShelfWatch shelves, FaultLog log) {
        this.screen = screen;
        this.sights = observer.sights(screen);
        this.shelves = shelves;
        this.faults = log.struck().stream().filter(each -> each.fault().screen() == screen).toList();
    }

    /** The showing that is planned at a monotonic instant; null for the slate. */
    static Showing planned(ShelfWatch shelves, int screen, long atNanos) {
        Programme programme = Programme.EMPTY;
        for (ShelfWatch.Shelf shelf : shelves.shelves(screen)) {
            programme = shelf.atNanos() <= atNanos || programme == Programme.EMPTY ? shelf.programme() : programme;
        }
        return programme.due(shelves.timelineAt(atNanos)).orElse(null);
    }

    /** The clip's number in an item's name; 0 where it is none of the storm's. */
    static int clip(String itemName) {
        return itemName.matches("storm \\d+") ? Integer.parseInt(itemName.substring(6)) : 0;
    }

    void judge(long fromNanos, long untilNanos) {
        int sight = 0;
        int state = 0;
        long since = fromNanos;
        int code = 0;
        String named = "";
        for (long at = fromNanos; at <= untilNanos; at += STEP_NANOS) {
            while (sight + 1 < sights.size() && sights.get(sight + 1).atNanos() <= at) {
                sight++;
            }
            Showing showing = planned(shelves, screen, at);
            int clip = sights.get(sight).clip();
            int now = showing == null ? (clip >= 0 ? 1 : 0) : clip == clip(showing.cue().name()) ? 0 : clip < 0 ? clip : 1;
            if (now != state || at + STEP_NANOS > untilNanos) {
                lapse(state, since, at, code, named);
                state = now;
                since = at;
                code = sights.get(sight).code();
                named = showing == null ? "the slate" : showing.cue().name();
            }
        }
    }

    private void lapse(int state, long from, long until, int code, String named) {
        switch (state) {
            case 0 -> { }
            case Observer.BLACK -> blacks.add(new Lapse(screen, from, until, Cause.WRONG, code, named));
            case Observer.SLATE -> slates.add(new Lapse(screen, from, until, Cause.WRONG, code, named));
            case Observer.UNREADABLE -> unreadable.add(new Lapse(screen, from, until, Cause.WRONG, code, named));
            default -> {
                if (until - from > COUNTED_NANOS) {
                    lapses.add(new Lapse(screen, from, until, cause(from, until), code, named));
                }
            }
        }
    }

    private Cause cause(long from, long until) {
        for (FaultLog.Struck each : faults) {
            switch (each.fault().kind()) {
                case STOP_PLAYER -> {
                    long over = Math.min(each.untilNanos() + CUE_NANOS, each.atNanos() + REPLACED_NANOS);
                    if (from >= each.atNanos() - COUNTED_NANOS && from <= over && stands(from, until)) {
                        return Cause.FROZEN;
                    }
                }
                case STOP_AGENT -> {
                    if (from >= each.atNanos() - COUNTED_NANOS && from <= each.untilNanos() && until <= each.untilNanos() + CUE_NANOS) {
                        return Cause.AGENT_AWAY;
                    }
                }
                case KILL_AGENT -> {
                    if (from >= each.atNanos() - COUNTED_NANOS && until <= each.atNanos() + RESTART_NANOS + CUE_NANOS) {
                        return Cause.AGENT_AWAY;
                    }
                }
                default -> { }
            }
        }
        for (ShelfWatch.Shelf shelf : shelves.shelves(screen)) {
            long timeline = shelves.timelineAt(shelf.atNanos());
            boolean late = shelf.programme().entries().stream().map(entry -> timeline - entry.change().atNanos())
                    .anyMatch(ago -> ago > -COUNTED_NANOS && ago < 60 * SECOND);
            if (late && from >= shelf.atNanos() - COUNTED_NANOS && from <= shelf.atNanos() + COUNTED_NANOS && until <= shelf.atNanos() + CUE_NANOS) {
                return Cause.JOINED_LATE;
            }
        }
        return Cause.WRONG;
    }

    /** Whether the picture hardly changed: a frame or two may have been on their way. */
    private boolean stands(long from, long until) {
        return sights.stream().filter(each -> each.code() >= 0)
                .filter(each -> each.atNanos() > from + COUNTED_NANOS / 2 && each.atNanos() < until - COUNTED_NANOS / 2).count() <= 1;
    }

    /** How long the picture stood on one frame after each stop of the player; a still counts from where it should have gone. */
    List<Lapse> frozen() {
        var out = new ArrayList<Lapse>();
        for (FaultLog.Struck each : faults) {
            if (each.fault().kind() != Fault.Kind.STOP_PLAYER) {
                continue;
            }
            for (int i = 0; i < sights.size(); i++) {
                long end = i + 1 < sights.size() ? sights.get(i + 1).atNanos() : sights.get(i).atNanos();
                boolean covers = sights.get(i).atNanos() <= each.atNanos() + COUNTED_NANOS && end > each.atNanos() + COUNTED_NANOS;
                if (covers && sights.get(i).code() >= 0) {
                    Showing showing = planned(shelves, screen, each.atNanos());
                    boolean still = showing != null && clip(showing.cue().name()) == sights.get(i).clip() && Storm.still(sights.get(i).clip());
                    long shouldGo = still ? each.atNanos() + showing.endNanos() - shelves.timelineAt(each.atNanos()) : 0;
                    long from = still ? shouldGo : Math.max(each.atNanos(), sights.get(i).atNanos());
                    if (end > from) {
                        out.add(new Lapse(screen, from, end, Cause.FROZEN, sights.get(i).code(), showing == null ? "" : showing.cue().name()));
                    }
                }
            }
        }
        return out;
    }

    static String words(Lapse lapse) {
        String shown = lapse.code() >= 0 ? "clip " + (lapse.code() >> 14) + " frame " + (lapse.code() & 0x3fff)
                : lapse.code() == Observer.BLACK ? "black" : lapse.code() == Observer.SLATE ? "the slate" : "an unreadable picture";
        return String.format(Locale.ROOT, "%d ms of %s where %s was due (%s)", lapse.millis(), shown, lapse.planned(), lapse.cause());
    }
}
