package ledwall.meter;

import java.util.ArrayList;
import java.util.List;

/**
 * A screen began to show a frame.
 *
 * @param atNanos in the middle between the last look that saw something else and the first that saw this
 * @param doubtNanos half of the time between those two looks
 * @param standNanos until the next change; for the last one until the last look
 * @param blackNanos for how long it was black between the frame before and this one
 */
public record Change(long atNanos, int code, long doubtNanos, long standNanos, long blackNanos) {
    /** Who looked so seldom just then knows nothing of milliseconds. */
    public static final long MOST_DOUBT_NANOS = 20_000_000;

    public int item() {
        return FrameCode.item(code);
    }

    public int frame() {
        return FrameCode.frame(code);
    }

    public boolean certain() {
        return doubtNanos < MOST_DOUBT_NANOS;
    }

    /** All changes of one screen but for the first sight, of which nobody saw the begin. Looks in the midst of a repaint are left out. */
    public static List<Change> of(List<Sight> sights) {
        var out = new ArrayList<Change>();
        int code = FrameCode.NONE;
        long at = 0;
        long doubt = -1;
        long black = 0;
        long blackBefore = 0;
        long last = -1;
        for (Sight sight : sights) {
            if (sight.code() == Eye.BLACK) {
                black += sight.untilNanos() - sight.fromNanos();
                last = sight.untilNanos();
                continue;
            }
            if (!sight.readable()) {
                continue;
            }
            if (sight.code() != code) {
                long now = last < 0 ? sight.fromNanos() : (last + sight.fromNanos()) / 2;
                if (doubt >= 0) {
                    out.add(new Change(at, code, doubt, now - at, blackBefore));
                }
                // Of the first sight the begin is not known.
                doubt = code == FrameCode.NONE ? -1 : (sight.fromNanos() - last) / 2;
                code = sight.code();
                at = now;
                blackBefore = black;
            }
            black = 0;
            last = sight.untilNanos();
        }
        if (doubt >= 0) {
            out.add(new Change(at, code, doubt, last - at, blackBefore));
        }
        return out;
    }
}
