package ledwall.agent.player.mpv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatePositionsTest {
    private static final long MS = 1_000_000;

    private final LatePositions positions = new LatePositions();
    private final List<String> told = new ArrayList<>();

    @Test
    void whatIsReadAsItComesIsToldAsItIs() {
        come(1_000, 20, 40);
        come(1_040, 60, 40);
        assertEquals(List.of("1000 at 20", "1040 at 60"), told);
    }

    @Test
    void whatLayUnreadIsDatedByTheFirstThatDidNot() {
        come(1_000, 20, 40);
        // The agent stood still for 3 s, in which another item came on; then all of it is read at once.
        for (int i = 1; i <= 75; i++) {
            come(1_000 + 40 * i, 3_030, 3_010);
        }
        assertEquals(1, told.size(), "nobody knows yet when they were seen");
        come(4_040, 3_060, 30);
        assertEquals("1040 at 60", told.get(1));
        assertEquals("4000 at 3020", told.get(75));
        assertEquals("4040 at 3060", told.get(76));
    }

    @Test
    void aFasterPlayerIsReckonedWith() {
        positions.speed(1.05);
        come(1_000, 3_000, 2_000);
        come(2_050, 3_020, 20);
        assertEquals(List.of("1000 at 2020", "2050 at 3020"), told);
    }

    @Test
    void aPlayerThatIsSlowIsHeardOneFrameLate() {
        come(1_000, 200, 150);
        come(1_040, 400, 200);
        come(1_080, 600, 200);
        assertEquals(List.of("1000 at 200", "1040 at 400"), told);
    }

    @Test
    void whatIsNotOfTheSameRunIsForgotten() {
        come(9_000, 3_000, 2_000);
        come(1_000, 3_020, 20);
        assertEquals(List.of("1000 at 3020"), told);
        come(5_000, 9_000, 2_000);
        positions.clear();
        come(6_000, 9_020, 20);
        assertEquals(List.of("1000 at 3020", "6000 at 9020"), told);
    }

    private void come(long positionMillis, long atMillis, long unreadMillis) {
        positions.come(positionMillis * MS, atMillis * MS, unreadMillis * MS, (position, at) -> told.add(position / MS + " at " + at / MS));
    }
}
