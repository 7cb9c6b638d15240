package ledwall.controller.release.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.ReleaseOrder;
import ledwall.protocol.timeline.Verdict;
import org.junit.jupiter.api.Test;

/** Which orders a screen hears where there are more than one list holds. */
class WallOrdersTest {
    private static final ScreenId NORTH = new ScreenId("screen-north");
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

    private static ReleaseRef release(int number) {
        return new ReleaseRef(new ReleaseId("release-%06d".formatted(number)), 2);
    }

    @Test
    void aWithdrawalThatNoDiskHasAndTheNewestGoesAreAmongThem() {
        var wall = new Wall();
        // The names tell nothing of the age: here the newest come first.
        for (int i = 1; i <= ReleaseOrder.MAX_ORDERS + 100; i++) {
            wall.put(new WallOrder(NORTH, release(i), Verdict.GO, NOW.minusSeconds(i), NOW, 7L));
        }
        wall.put(new WallOrder(NORTH, release(0), Verdict.WITHDRAWN, NOW.minusSeconds(1_000_000)));
        List<ReleaseOrder.Order> list = wall.list(NOW.minusSeconds(100_000));
        assertEquals(ReleaseOrder.MAX_ORDERS, list.size());
        assertTrue(list.contains(new ReleaseOrder.Order(release(0), Verdict.WITHDRAWN)), "it is owed, however old");
        assertTrue(list.contains(new ReleaseOrder.Order(release(1), Verdict.GO)), "the newest go");
        assertEquals(list, wall.list(NOW.minusSeconds(100_000)));
    }
}
