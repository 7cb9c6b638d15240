package ledwall.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a blow cost, and what was amiss: against a plan of two items of two seconds each, in turn, a frame each 40 ms. */
final class RecoveryTest {
    private static final long MILLI = 1_000_000;
    private static final long FRAME = 40 * MILLI;
    private static final Plan PLAN = at -> {
        long turn = Math.floorDiv(at, 2_000 * MILLI);
        long frame = Math.floorMod(at, 2_000 * MILLI) / FRAME;
        long since = turn * 2_000 * MILLI;
        return new Plan.Due(FrameCode.of(1 + (int) (turn & 1), (int) frame), since + frame * FRAME, since, since + 2_000 * MILLI);
    };
    private final Track track = new Track();
    private long now;

    /** As planned, but this much later. */
    private void plays(int millis, int lateMillis) {
        for (int i = 0; i < millis; i++, now++) {
            track.add(now * MILLI, PLAN.at((now - lateMillis) * MILLI).code());
        }
    }

    private void shows(int code, int millis) {
        for (int i = 0; i < millis; i++) {
            track.add(now++ * MILLI, code);
        }
    }

    private Recovery recovery(long blowMillis) {
        return Recovery.of(track.sights(), PLAN, blowMillis * MILLI, now * MILLI, FRAME);
    }

    @Test
    void rightPictureIsTheFirstOfThree() {
        plays(1_010, 1);
        shows(Eye.BLACK, 60);
        shows(FrameCode.of(1, 20), 100);
        plays(800, 1);
        Recovery recovery = recovery(1_000);
        assertTrue(recovery.felt() && recovery.came());
        // Black from 1,010, a wrong frame from 1,070, the right one stands from 1,170; its next change is at 1,201.
        assertEquals(170, recovery.rightNanos() / 1e6, 35);
        assertEquals(59, recovery.blackNanos() / 1e6, 2);
    }

    @Test
    void pictureThatIsOffByMoreThanHalfAFrameIsNotRight() {
        plays(1_000, 0);
        shows(Eye.BLACK, 50);
        plays(500, 30);
        plays(500, 2);
        assertEquals(560, recovery(1_000).rightNanos() / 1e6, 45);
    }

    @Test
    void frozenPictureIsFeltAndItsReturnToo() {
        plays(1_000, 0);
        shows(PLAN.at(999 * MILLI).code(), 3_100);
        plays(1_000, 0);
        assertEquals(3_100, recovery(1_005).rightNanos() / 1e6, 45);
    }

    @Test
    void blowThatChangesNothingIsNotFelt() {
        plays(5_000, 1);
        assertFalse(recovery(1_000).felt());
    }

    @Test
    void screenThatStaysBlackDidNotComeBack() {
        plays(1_000, 0);
        shows(Eye.BLACK, 3_000);
        Recovery recovery = recovery(990);
        assertTrue(recovery.felt());
        assertFalse(recovery.came());
        assertEquals(2_999 * MILLI, recovery.blackNanos());
    }

    @Test
    void pictureIsAsLateAsItsFrameSays() {
        assertEquals(7 * MILLI, PLAN.late(new Change(407 * MILLI, FrameCode.of(1, 10), 0, 0, 0)));
        assertEquals(-3 * MILLI, PLAN.late(new Change(397 * MILLI, FrameCode.of(1, 10), 0, 0, 0)));
        assertEquals(null, PLAN.late(new Change(407 * MILLI, FrameCode.of(2, 10), 0, 0, 0)));
    }

    @Test
    void lapsesSayWhatWasAmissAndForHowLong() {
        plays(1_000, 0);
        shows(Eye.BLACK, 120);
        plays(1_000, 25);
        shows(FrameCode.of(1, 7), 301);
        shows(Eye.OTHER, 60);
        plays(200, 0);
        List<Lapses.Run> runs = new ArrayList<>(Lapses.of(track.sights(), PLAN, FRAME, List.of()).runs());
        assertEquals(List.of(Lapses.Kind.BLACK, Lapses.Kind.WRONG, Lapses.Kind.FROZEN, Lapses.Kind.WRONG, Lapses.Kind.OTHER), runs.stream().map(Lapses.Run::kind).toList());
        assertEquals(List.of(119L, 24L, 260L, 300L, 59L), runs.stream().map(run -> run.nanos() / MILLI).toList());
    }

    @Test
    void stillsMayStand() {
        shows(FrameCode.of(1, 0), 2_000);
        assertEquals(List.of(), Lapses.of(track.sights(), PLAN, FRAME, List.of(1)).runs());
    }
}
