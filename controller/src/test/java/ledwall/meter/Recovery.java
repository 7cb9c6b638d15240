package ledwall.meter;

import java.util.List;

/**
 * How a screen came back from a blow to its player.
 *
 * @param rightNanos from the blow to the first of three right pictures in a row, 0 where none was ever wrong; {@link Long#MAX_VALUE} where it did not come back
 * @param blackNanos the longest time without a break that it was black meanwhile
 */
public record Recovery(long rightNanos, long blackNanos) {
    /** A picture that came on so near to its instant is right and runs. */
    private static final long RIGHT_NANOS = 20_000_000;
    private static final int IN_A_ROW = 3;

    public boolean felt() {
        return rightNanos > 0;
    }

    public boolean came() {
        return rightNanos < Long.MAX_VALUE;
    }

    /** @param frameNanos how long a picture is due at most: the screen's frame, or twice that where a rendition shows some twice */
    public static Recovery of(List<Sight> sights, Plan plan, long blowNanos, long untilNanos, long frameNanos) {
        var changes = Change.of(sights);
        boolean lost = false;
        int row = 0;
        long since = blowNanos;
        long back = Long.MAX_VALUE;
        long before = changes.stream().map(Change::atNanos).filter(at -> at <= blowNanos).reduce((a, b) -> b).orElse(blowNanos);
        for (Change change : changes) {
            if (change.atNanos() <= blowNanos || change.atNanos() > untilNanos || back < Long.MAX_VALUE) {
                continue;
            }
            Long late = plan.late(change);
            boolean right = late != null && Math.abs(late) <= RIGHT_NANOS;
            // A frame that was skipped, or stood for another one, breaks the row as a wrong one does.
            boolean gap = change.atNanos() - before > frameNanos + RIGHT_NANOS || change.blackNanos() > 0;
            lost |= gap || !right;
            since = gap || row == 0 ? change.atNanos() : since;
            row = !right ? 0 : gap ? 1 : row + 1;
            if (lost && row == IN_A_ROW) {
                back = since;
            }
            before = change.atNanos();
        }
        lost |= before < untilNanos - 5 * frameNanos;
        long black = 0;
        for (Sight sight : sights) {
            if (sight.code() == Eye.BLACK && sight.untilNanos() > blowNanos && sight.fromNanos() < Math.min(back, untilNanos)) {
                black = Math.max(black, sight.untilNanos() - sight.fromNanos());
            }
        }
        return new Recovery(!lost ? 0 : back == Long.MAX_VALUE ? back : back - blowNanos, black);
    }
}
