package ledwall.controller.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ledwall.controller.health.HealthStore;
import ledwall.controller.health.LastSeen;
import ledwall.controller.health.Offline;
import ledwall.controller.health.ScreenEvent;
import ledwall.protocol.id.ScreenId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthStoreTest {
    private static final ScreenId NORTH = new ScreenId("screen-north");
    private static final ScreenId SOUTH = new ScreenId("screen-south");
    private static final ScreenId NOBODY = new ScreenId("screen-nobody");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");

    private final Database database = Database.inMemory();
    private final HealthStore store = new SqlHealthStore(database);

    @BeforeEach
    void screens() {
        database.change("make screens", handle -> {
            handle.execute("INSERT INTO playlist (id, name, revision) VALUES ('loop', 'Loop', 1)");
            handle.execute("INSERT INTO screen_group (id, name, loop_id) VALUES ('group-a', 'A', 'loop')");
            for (ScreenId screen : List.of(NORTH, SOUTH)) {
                handle.execute("INSERT INTO screen (id, name, group_id, width, height, frame_rate, zone) VALUES (?, ?, 'group-a', 640, 360, 25, 'UTC')",
                        screen.value(), screen.value());
            }
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static ScreenEvent event(ScreenId screen, int n) {
        return new ScreenEvent(screen, NOON.plusSeconds(n), ScreenEvent.Code.LOST, "linkLost: number " + n);
    }

    @Test
    void theNewestEventsComeFirstAndTheOldestAreGone() {
        for (int batch = 0; batch < 7; batch++) {
            var events = new ArrayList<ScreenEvent>();
            for (int i = 0; i < 100; i++) {
                events.add(event(NORTH, batch * 100 + i));
            }
            store.append(events, List.of());
        }
        store.append(List.of(event(SOUTH, 1), event(NOBODY, 1)), List.of());
        List<ScreenEvent> latest = store.latest(NORTH, 50);
        assertEquals(50, latest.size());
        assertEquals(event(NORTH, 699), latest.getFirst());
        assertEquals(HealthStore.KEPT_EVENTS, store.latest(NORTH, 10_000).size());
        assertEquals(List.of(event(SOUTH, 1)), store.latest(SOUTH, 50));
        assertEquals(List.of(), store.latest(NOBODY, 50), "a screen that is no more has no diary");
    }

    @Test
    void theLastWordOfAScreenReplacesTheOneBefore() {
        var online = new LastSeen(NORTH, NOON, "0.1.0", "10.0.0.5:40000", NOON.plusSeconds(600), null);
        var left = new LastSeen(SOUTH, NOON, "0.1.0", "10.0.0.6:40000", NOON, new Offline(Offline.Cause.SAID_GOODBYE, NOON.plusSeconds(1), "the agent says goodbye"));
        store.append(List.of(), List.of(online, left, new LastSeen(NOBODY, NOON, "x", "y", NOON, null)));
        assertEquals(Map.of(NORTH, online, SOUTH, left), store.lastSeen());
        var back = new LastSeen(SOUTH, NOON.plusSeconds(9), "0.2.0", "10.0.0.6:40001", NOON.plusSeconds(900), null);
        store.append(List.of(), List.of(back));
        assertEquals(Map.of(NORTH, online, SOUTH, back), store.lastSeen());
    }
}
