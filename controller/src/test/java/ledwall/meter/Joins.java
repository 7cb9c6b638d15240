package ledwall.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How one screen went through its items: at each join, where an item ends and the next begins, also where a clip starts over; and frames that never came.
 *
 * @param changes frames that came
 * @param dropped frames that should have come between two that did, and did not
 */
public record Joins(List<Join> joins, int changes, int dropped) {
    /**
     * @param offMillis how much longer than it should the last frame stood; less than 0: shorter
     * @param blackMillis between the two
     */
    public record Join(long atNanos, int from, int to, double offMillis, double blackMillis) {}

    /**
     * @param masters what the items are, by number; others are left out
     * @param stillMillis how long stills last
     * @param rate the screen's frame rate
     */
    public static Joins of(List<Change> changes, Map<Integer, Master> masters, double stillMillis, int rate) {
        var joins = new ArrayList<Join>();
        int seen = 0;
        int dropped = 0;
        for (int i = 1; i < changes.size(); i++) {
            Change before = changes.get(i - 1);
            Change now = changes.get(i);
            Master old = masters.get(before.item());
            Master fresh = masters.get(now.item());
            if (old == null || fresh == null) {
                continue;
            }
            seen++;
            int was = old.renditionFrame(before.frame(), rate);
            int is = fresh.renditionFrame(now.frame(), rate);
            if (old == fresh && is > was) {
                dropped += between(old, was, is, rate);
                continue;
            }
            dropped += between(old, was, old.renditionFrames(rate), rate) + between(fresh, -1, is, rate);
            if (!before.certain() || !now.certain()) {
                continue;
            }
            // Where a rendition shows its last picture twice, that is how long it has to stand. A last frame that is missing makes the one before stand in for it.
            int last = Math.min(was, old.renditionFrame(old.shown(old.renditionFrames(rate) - 1, rate), rate));
            double nominal = old.still() ? stillMillis : 1e3 * (old.next(last, rate) - last) / rate;
            joins.add(new Join(now.atNanos(), before.item(), now.item(), before.standNanos() / 1e6 - nominal, now.blackNanos() / 1e6));
        }
        return new Joins(joins, seen, dropped);
    }

    /** Pictures of a rendition that lie between two of its frames. */
    private static int between(Master master, int from, int until, int rate) {
        int count = 0;
        for (int k = from < 0 ? 0 : master.next(from, rate); k < until; k = master.next(k, rate)) {
            count++;
        }
        return count;
    }
}
