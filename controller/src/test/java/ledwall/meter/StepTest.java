package ledwall.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changes, spread and joins of screens that were looked at once a millisecond. */
final class StepTest {
    private static final long MILLI = 1_000_000;
    private static final Map<Integer, Master> MASTERS = Map.of(1, new Master(1, 50, 25), 2, new Master(2, 1, 25), 3, new Master(3, 60, 30));

    /** A screen that shows one code after another. */
    private static final class Screen {
        private final Track track = new Track();
        private long now;

        Screen(long beginMillis) {
            now = beginMillis;
        }

        Screen shows(int code, int millis) {
            for (int i = 0; i < millis; i++) {
                track.add(now++ * MILLI, code);
            }
            return this;
        }

        Screen plays(int item, int from, int until) {
            Master master = MASTERS.get(item);
            for (int k = from; k < until; k++) {
                shows(FrameCode.of(item, master.shown(k, 25)), 40);
            }
            return this;
        }

        /** Nobody looks. */
        Screen away(int millis) {
            now += millis;
            return this;
        }

        List<Change> changes() {
            return Change.of(track.sights());
        }

        Joins joins() {
            return Joins.of(changes(), MASTERS, 3_000, 25);
        }
    }

    @Test
    void changeLiesBetweenTheTwoLooks() {
        var changes = new Screen(100).plays(1, 0, 3).changes();
        assertEquals(List.of(1, 2), changes.stream().map(Change::frame).toList(), "nobody saw the first one begin");
        assertEquals(139_500_000, changes.getFirst().atNanos());
        assertEquals(40 * MILLI, changes.getFirst().standNanos());
        assertEquals(MILLI / 2, changes.getFirst().doubtNanos());
    }

    @Test
    void tornLooksAreNoChangesAndBlackOnesAreCounted() {
        var changes = new Screen(0).plays(1, 0, 1).shows(Eye.TORN, 2).plays(1, 1, 2).shows(Eye.BLACK, 11).plays(1, 2, 3).changes();
        assertEquals(List.of(1, 2), changes.stream().map(Change::frame).toList());
        assertEquals(0, changes.getFirst().blackNanos());
        assertEquals(10 * MILLI, changes.getLast().blackNanos());
    }

    @Test
    void longTimeWithoutALookMakesAChangeUncertain() {
        var changes = new Screen(0).plays(1, 0, 2).away(50).plays(1, 3, 5).changes();
        assertEquals(List.of(true, false, true), changes.stream().map(Change::certain).toList());
    }

    @Test
    void spreadIsFromTheFirstScreenToTheLast() {
        var screens = new ArrayList<List<Change>>();
        for (int late : new int[] {0, 3, 1}) {
            screens.add(new Screen(late).plays(1, 0, 50).plays(1, 0, 50).plays(1, 0, 50).changes());
        }
        Spread spread = Spread.of(screens);
        assertTrue(spread.millis().count() > 90, spread.millis().count() + " frames");
        assertEquals(3, spread.millis().at(.5));
        assertEquals(3, spread.millis().most());
        assertEquals(0, spread.unmatched());
    }

    @Test
    void frameThatOneScreenLeavesOutIsSaid() {
        var whole = new Screen(0).plays(1, 0, 50).plays(3, 0, 50).plays(1, 0, 50).changes();
        var short1 = new Screen(0).plays(1, 0, 50).plays(3, 0, 20).shows(FrameCode.of(3, MASTERS.get(3).shown(19, 25)), 40).plays(3, 21, 50).plays(1, 0, 50).changes();
        Spread spread = Spread.of(List.of(whole, short1));
        assertEquals(1, spread.unmatched());
        assertEquals(0, spread.millis().most());
    }

    @Test
    void framesThatARenditionLeavesOutAreNotDropped() {
        Joins joins = new Screen(0).plays(1, 40, 50).plays(3, 0, 50).plays(1, 0, 10).joins();
        assertEquals(0, joins.dropped());
        assertEquals(List.of(3, 1), joins.joins().stream().map(Joins.Join::to).toList());
        joins.joins().forEach(join -> assertEquals(0, join.offMillis(), .001));
    }

    @Test
    void framesMissingInAClipAndAroundAJoinAreDropped() {
        assertEquals(2, new Screen(0).plays(1, 0, 10).plays(1, 12, 20).joins().dropped());
        assertEquals(3, new Screen(0).plays(1, 40, 48).plays(3, 1, 20).joins().dropped());
    }

    @Test
    void lastFrameThatStandsLongerOrShorterIsSeenAtItsJoin() {
        Joins joins = new Screen(0).plays(1, 40, 50).shows(FrameCode.of(1, 49), 25).plays(1, 0, 50).shows(Eye.BLACK, 6).shows(FrameCode.of(2, 0), 2_990).plays(1, 0, 5).joins();
        assertEquals(3, joins.joins().size());
        assertEquals(25, joins.joins().get(0).offMillis(), .001);
        assertEquals(5, joins.joins().get(1).blackMillis(), .001);
        assertEquals(-10, joins.joins().get(2).offMillis(), 4, "a still lasts as long as it should");
    }

    @Test
    void quantilesAreValuesThatWereSeen() {
        var all = Quantiles.of(List.of(4., 1., 3., 2.));
        assertEquals(2, all.at(.5));
        assertEquals(4, all.at(.99));
        assertEquals(4, all.most());
        assertEquals(2.5, Quantiles.median(List.of(4., 1., 3., 2.)));
        assertTrue(Double.isNaN(Quantiles.of(List.of()).at(.5)));
    }
}
