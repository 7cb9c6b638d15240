package ledwall.controller.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ledwall.controller.playlist.Content;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;

/**
 * The freeze window: an ordinary edit changes nothing that a screen shows, or is due to show, within so long. A stretch of a screen's time from an instant on is
 * changed if its holder is another one after the edit, or if what the holder's playlist has to show in it is, or the screen's own size or rate, or if the class
 * of its holder then has a shorter window. It is frozen if the class of its holder, before the edit or after it, has a window that reaches so far. Pure.
 *
 * @param fixed the window of {@link RuleClass#FIXED}, and so on
 * @param standard of {@link RuleClass#DEFAULT}, and of the groups' default loops
 */
public record Freeze(Duration keyPeriod, Duration fixed, Duration normal, Duration standard) {
    /** A longer one would keep people from their work: whoever wants that takes the right to edit away. */
    public static final Duration MAX = Duration.ofHours(1);
    /** What is begun on the second, or belongs to one cause, is not changed under the eyes of those who came for it. */
    public static final Freeze STANDARD = new Freeze(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO);
    public static final Freeze NONE = new Freeze(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    /** A refusal names so many; more stand in the way of an edit of all screens. */
    private static final int MOST = 100;

    public Freeze {
        for (Duration window : List.of(keyPeriod, fixed, normal, standard)) {
            if (window.isNegative() || window.compareTo(MAX) > 0) {
                throw new IllegalArgumentException("a freeze window lasts from nothing to " + MAX.toMinutes() + " min, not " + window);
            }
        }
    }

    public Duration window(RuleClass ruleClass) {
        return switch (ruleClass) {
            case KEY_PERIOD -> keyPeriod;
            case FIXED -> fixed;
            case NORMAL -> normal;
            case DEFAULT -> standard;
        };
    }

    /** The longest of all. */
    public long reachNanos() {
        long longest = 0;
        for (RuleClass each : RuleClass.values()) {
            longest = Math.max(longest, window(each).toNanos());
        }
        return longest;
    }

    /** @throws FrozenEdit if an edit that leads from one to the other is none for ordinary people */
    public void check(Bookings before, Bookings after, long nowNanos) {
        List<Frozen> frozen = of(before, after, nowNanos);
        if (frozen.isEmpty()) {
            return;
        }
        Frozen first = frozen.getFirst();
        long window = window(first.ruleClass()).toNanos();
        long others = frozen.stream().map(each -> each.screen().id()).distinct().count() - 1;
        throw new FrozenEdit(frozen, first.cause(nowNanos, window) + (others == 0 ? "" : " The same holds for " + others + " more screens."),
                first.advice(nowNanos, window));
    }

    /**
     * By screen, then by time.
     *
     * @param before with all rules that may run within {@link #reachNanos}, and {@code after} the same: what a class without a window shows is not frozen, but
     *     what comes in its place may be
     */
    public List<Frozen> of(Bookings before, Bookings after, long nowNanos) {
        var out = new ArrayList<Frozen>();
        long end = nowNanos + reachNanos();
        if (end == nowNanos || !(holds(before) || holds(after))) {
            return out;
        }
        Map<ScreenId, Screen> were = new HashMap<>();
        before.screens().forEach(screen -> were.put(screen.id(), screen));
        var old = before.between(nowNanos, end);
        var fresh = after.between(nowNanos, end);
        for (Screen screen : after.screens()) {
            // One that comes has no programme yet, one that goes has none any more.
            Screen was = were.get(screen.id());
            if (was != null) {
                add(screen, was.paintsAs(screen), old, old.of(was), fresh, fresh.of(screen), nowNanos, out);
            }
            if (out.size() >= MOST) {
                return out.subList(0, MOST);
            }
        }
        return out;
    }

    /** Whether there is anything that can be frozen: mostly there is not, and that is known before any window is counted out. */
    private boolean holds(Bookings bookings) {
        return standard.isPositive() || bookings.rules().stream().anyMatch(rule -> window(rule.ruleClass()).isPositive());
    }

    /**
     * Both lists cover the same range without gaps: one pass over their edges.
     *
     * @param same whether its picture is of the same size and rate
     */
    private void add(Screen screen, boolean same, Bookings.Reading old, List<Stretch> before, Bookings.Reading fresh, List<Stretch> after, long now, List<Frozen> out) {
        int i = 0;
        int j = 0;
        while (i < before.size() && j < after.size()) {
            Stretch one = before.get(i);
            Stretch other = after.get(j);
            long from = Math.max(one.fromNanos(), other.fromNanos());
            long until = Math.min(one.untilNanos(), other.untilNanos());
            // What is there already is named rather than what would come.
            boolean stands = from < endNanos(one, now);
            long end = Math.min(until, Math.max(endNanos(one, now), endNanos(other, now)));
            // The same of a class with a shorter window could be changed next.
            boolean thaws = stands && endNanos(other, now) < endNanos(one, now);
            if (from < end && (!same || thaws || !one.holder().equals(other.holder())
                    || !shown(old, one.holder(), from, end).equals(shown(fresh, other.holder(), from, end)))) {
                out.add(stands ? frozen(screen, one, old, false) : frozen(screen, other, fresh, true));
            }
            i += one.untilNanos() == until ? 1 : 0;
            j += other.untilNanos() == until ? 1 : 0;
        }
    }

    /** Until when the class of a stretch freezes what is in it. */
    private long endNanos(Stretch stretch, long now) {
        return switch (stretch.owner()) {
            case Occurrence occurrence -> now + window(occurrence.claim().ruleClass()).toNanos();
            case Owner.Nobody.DEFAULT_LOOP -> now + standard.toNanos();
            case Owner.Nobody.QUIET_HOURS -> now;
        };
    }

    /** An item while it is shown: what of it can be seen. */
    private record Seen(ItemId item, Content.Medium medium, long every, long fromNanos, long untilNanos) {}

    private static List<Seen> shown(Bookings.Reading reading, Holder holder, long from, long until) {
        @Nullable PlaylistId playlist = switch (holder) {
            case Holder.Ruled ruled -> ruled.playlist();
            case Holder.Loop loop -> loop.playlist();
            case Holder.Quiet quiet -> null;
        };
        var out = new ArrayList<Seen>();
        for (Showable.Place place : playlist == null ? List.<Showable.Place>of() : reading.showable().places(playlist)) {
            long begin = Math.max(from, place.validity().fromNanos());
            long end = Math.min(until, place.validity().untilNanos());
            if (begin < end) {
                out.add(new Seen(place.slot().item(), place.slot().medium(), place.slot().every(), begin, end));
            }
        }
        return out;
    }

    private static Frozen frozen(Screen screen, Stretch stretch, Bookings.Reading reading, boolean coming) {
        return switch (stretch.owner()) {
            case Occurrence each -> new Frozen(screen, each.fromNanos(), each.untilNanos(), each.claim().rule(), reading.name(each.claim().rule()),
                    each.claim().ruleClass(), coming);
            case Owner.Nobody nobody -> new Frozen(screen, stretch.fromNanos(), stretch.untilNanos(), null, "", RuleClass.DEFAULT, coming);
        };
    }
}
