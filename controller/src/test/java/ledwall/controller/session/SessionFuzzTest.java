package ledwall.controller.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ledwall.controller.screen.Enrolments;
import ledwall.fuzz.Mutator;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Node;
import org.junit.jupiter.api.Test;

/**
 * Mutated frames at the sessions of a controller, from strangers before and after their hello and from a proven agent. No task throws (the simulated world ends
 * at the first that does), nothing durable changes but what a proven agent reports of its own screen, another agent notices nothing, and memory stays flat.
 * {@code controller/bin/fuzz --target sessions} sends a million.
 */
final class SessionFuzzTest {
    private static final int FRAMES = Integer.getInteger("ledwall.fuzz.frames", 1_000);
    private static final int BATCH = 1_000;
    private static final long FLAT_BYTES = 16 << 20;
    /** What a screen's agent may say of itself, each once proven; the rest is the controller's own. */
    private static final List<String> REPORTS = List.of("as_run", "stop", "screen_event", "screen_seen");

    private final ControllerRig rig = new ControllerRig();
    private final Enrolments.Enrolled north = rig.screen("North");
    private final Node bad = rig.world.node("bad");

    @Test
    void mutatedFramesNeitherCrashNorChangeNorFillTheController() {
        var good = rig.welcome(rig.screen("Good"));
        var mutator = new Mutator(20_261_123);
        // The first plan is made, and no longer waits for a screen to be ready.
        rig.run(Duration.ofMinutes(2));
        String before = state();
        long settled = 0;
        long began = System.nanoTime();
        var kinds = new int[3];
        SimPeer[] peers = new SimPeer[3];
        for (int sent = 1; sent <= FRAMES; sent++) {
            int kind = sent % peers.length;
            if (peers[kind] == null || peers[kind].isClosed()) {
                peers[kind] = arrive(kind);
                kinds[kind]++;
            }
            peers[kind].raw(mutator.next());
            rig.run(Duration.ofMillis(4));
            if (sent % BATCH == 0) {
                assertEquals(before, state(), "after " + sent + " frames");
                assertTrue(good.isOpen() && rig.controller.agents().greetingCount() <= 4 && rig.controller.agents().connectionCount() <= 20);
            }
            if (sent == Math.max(1, FRAMES / 10)) {
                settled = used();
            }
        }
        System.out.printf("%,d mutated frames at the controller in %.0f s, %,d + %,d strangers and %,d proven agents sent away; memory %+.1f MiB since the "
                + "first tenth%n", FRAMES, (System.nanoTime() - began) / 1e9, kinds[0], kinds[1], kinds[2], (used() - settled) / 1048576.0);
        assertTrue(used() - settled < FLAT_BYTES);
        rig.run(Duration.ofSeconds(10));
        assertEquals(before, state());
        assertTrue(good.isOpen() && rig.welcome(north).isOpen());
    }

    /** One that has said nothing, one that has said hello, one that is welcome. */
    private SimPeer arrive(int kind) {
        var peer = new SimPeer(bad);
        rig.until(() -> peer.isOpen() || peer.isClosed());
        if (kind == 1) {
            peer.hello(north.screen().id());
            rig.until(() -> !peer.heard.isEmpty());
        } else if (kind == 2) {
            peer.greet(north.screen().id(), north.key());
            rig.until(peer::isWelcome);
        }
        return peer;
    }

    /** Everything durable but reports. */
    private String state() {
        return rig.database.read("state", handle -> {
            var out = new StringBuilder();
            var tables = handle.createQuery("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").mapTo(String.class).list();
            for (String table : tables) {
                if (!REPORTS.contains(table)) {
                    var rows = new ArrayList<>(handle.createQuery("SELECT * FROM " + table).mapToMap().map(SessionFuzzTest::row).list());
                    rows.sort(null);
                    out.append(table).append(rows).append('\n');
                }
            }
            return out.toString();
        });
    }

    private static String row(Map<String, Object> row) {
        var out = new StringBuilder();
        row.forEach((column, value) -> out.append(column).append('=').append(value instanceof byte[] bytes ? Bytes.of(bytes).sha256() : value).append(' '));
        return out.toString();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
