package ledwall.controller.release.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.ReleaseOrder;
import ledwall.protocol.timeline.Verdict;
import org.junit.jupiter.api.Test;

/** What of a screen's orders it is told where one message cannot hold them all. */
class WallTest {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final ScreenId SCREEN = new ScreenId("wall-1");

    private final Wall wall = new Wall();

    private void order(String id, int second, boolean kept) {
        var order = new WallOrder(SCREEN, new ReleaseRef(new ReleaseId(id), 1), Verdict.WITHDRAWN, START.plusSeconds(second));
        wall.put(kept ? order.heard(1, START.plusSeconds(second)) : order);
    }

    private List<String> told() {
        return wall.list(START.minusSeconds(1)).stream().map(order -> order.ref().release().value()).toList();
    }

    @Test
    void theNewestAndWhatNobodyIsKnownToHaveAreToldWhateverTheirNames() {
        // The last by name is the oldest, and the first by name the newest.
        order("z-oldest-and-owed", 0, false);
        order("y-oldest-and-kept", 1, true);
        for (int i = 0; i < ReleaseOrder.MAX_ORDERS - 2; i++) {
            order("m-" + i, 10 + i, true);
        }
        order("a-newest", 9_000, true);
        assertEquals(ReleaseOrder.MAX_ORDERS, told().size());
        assertEquals(1, wall.dropped());
        assertTrue(told().contains("a-newest"));
        assertTrue(told().contains("z-oldest-and-owed"));
        assertFalse(told().contains("y-oldest-and-kept"));
    }
}
