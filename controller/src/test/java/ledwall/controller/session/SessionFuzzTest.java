package ledwall.controller.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ledwall.controller.screen.Enrolments;
import ledwall.fuzz.Mutator;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.message.MalformedFrame;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.Phase;
import ledwall.protocol.runtime.Node;
import org.junit.jupiter.api.Test;

/**
 * Mutated frames at the sessions of a controller, from strangers before and after their hello and from proven agents. No task throws (the simulated world ends
 * at the first that does), nothing durable changes but what a proven agent reports of its own screen, another agent notices nothing, and memory stays flat.
 * {@code controller/bin/fuzz --target sessions} sends a million.
 */
final class SessionFuzzTest {
    private static final int FRAMES = Integer.getInteger("ledwall.fuzz.frames", 1_000);
    /** To read the whole database, or to collect garbage, after each frame would be all that the time is spent on. */
    private static final int COMPARED_EVERY = 10_000;
    private static final int WEIGHED_EVERY = 50_000;
    private static final long FLAT_BYTES = 8 << 20;
    /** So many of each kind at a time: the port must take a crowd, and they dial in together. */
    private static final int SILENT = 15;
    private static final int GREETED = 4;
    private static final int PROVEN = 3;
    private static final int CROWD = SILENT + GREETED + PROVEN;
    /** What a screen's agent may say of itself, each once proven, and the column that says of which. */
    private static final Map<String, String> REPORTS = Map.of("as_run", "screen_id", "stop", "scope", "screen_event", "screen_id", "screen_seen", "screen_id");

    private final ControllerRig rig = new ControllerRig();
    private final Enrolments.Enrolled claimed = rig.screen("Claimed");
    private final List<Enrolments.Enrolled> proven = List.of(rig.screen("North"), rig.screen("East"), rig.screen("South"));
    private final Node bad = rig.world.node("bad");
    private final SimPeer[] crowd = new SimPeer[CROWD];
    private final int[] arrivals = new int[3];
    private final Weight weight = new Weight(FRAMES / 2);

    @Test
    void mutatedFramesNeitherCrashNorChangeNorFillTheController() {
        var good = rig.welcome(rig.screen("Good"));
        var mutator = new Mutator(20_261_123);
        // The first plan is made, and no longer waits for a screen to be ready.
        rig.run(Duration.ofMinutes(2));
        String before = state();
        long began = System.nanoTime();
        int compared = 0;
        for (int sent = 0; sent < FRAMES; sent += CROWD) {
            arrive();
            for (SimPeer peer : crowd) {
                peer.raw(mutator.next());
            }
            rig.run(Duration.ofMillis(4));
            if (sent - compared >= COMPARED_EVERY) {
                compared = sent;
                assertEquals(before, state(), "after " + sent + " frames");
                assertTrue(good.isOpen() && rig.controller.agents().greetingCount() <= CROWD && rig.controller.agents().connectionCount() <= 4 * CROWD);
            }
            weight.step(sent);
        }
        weight.sample(FRAMES);
        System.out.printf(Locale.ROOT, "%,d mutated frames at the controller in %.0f s, %.0f s of one core; %,d + %,d strangers and %,d proven agents came; "
                + "memory %+.1f MiB in the later half%n", FRAMES, (System.nanoTime() - began) / 1e9,
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9, arrivals[0], arrivals[1], arrivals[2], weight.grownBytes() / 1048576.0);
        assertTrue(weight.grownBytes() <= FLAT_BYTES, () -> "memory grew: " + weight.samples);
        rig.run(Duration.ofSeconds(10));
        assertEquals(before, state());
        assertTrue(good.isOpen() && rig.welcome(proven.getFirst()).isOpen());
    }

    @Test
    void aMutatedFrameIsAMessageOrMalformedToAnAgentToo() {
        var mutator = new Mutator(20_261_124);
        int messages = 0;
        for (int sent = 0; sent < FRAMES; sent++) {
            byte[] frame = mutator.next();
            try {
                messages += MessageCodec.fromController(frame, sent % 2 == 0 ? Phase.GREETING : Phase.WELCOMED).isPresent() ? 1 : 0;
            } catch (MalformedFrame malformed) {
                assertTrue(malformed.getMessage() != null);
            }
        }
        System.out.printf(Locale.ROOT, "%,d mutated frames at the agent's side of the codec, %,d of them messages still%n", FRAMES, messages);
    }

    /** Fills the places of those who were sent away: some say nothing, some have said hello, some are welcome. */
    private void arrive() {
        var fresh = new ArrayList<Integer>();
        for (int k = 0; k < CROWD; k++) {
            if (crowd[k] == null || crowd[k].isClosed()) {
                crowd[k] = new SimPeer(bad);
                fresh.add(k);
                arrivals[kind(k)]++;
            }
        }
        rig.until(() -> fresh.stream().allMatch(k -> crowd[k].isOpen() || crowd[k].isClosed()));
        for (int k : fresh) {
            if (kind(k) == 1) {
                crowd[k].hello(claimed.screen().id());
            } else if (kind(k) == 2) {
                var as = proven.get(k - SILENT - GREETED);
                crowd[k].greet(as.screen().id(), as.key());
            }
        }
        rig.until(() -> fresh.stream().allMatch(k -> kind(k) == 0 || kind(k) == 1 && !crowd[k].heard.isEmpty() || crowd[k].isWelcome()));
    }

    private static int kind(int k) {
        return k < SILENT ? 0 : k < SILENT + GREETED ? 1 : 2;
    }

    /** Everything durable but what the proven agents report of their own screens. */
    private String state() {
        return rig.database.read("state", handle -> {
            var out = new StringBuilder();
            var tables = handle.createQuery("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").mapTo(String.class).list();
            for (String table : tables) {
                var rows = new ArrayList<>(handle.createQuery("SELECT * FROM " + table).mapToMap().filter(row -> !mayChange(table, row))
                        .map(row -> row(table, row)).list());
                rows.sort(null);
                out.append(table).append(rows).append('\n');
            }
            return out.toString();
        });
    }

    private boolean mayChange(String table, Map<String, Object> row) {
        if (table.equals("audit") && "wall".equals(row.get("who"))) {
            return proven.stream().anyMatch(one -> String.valueOf(row.get("target")).startsWith(one.screen().id().value()));
        }
        String column = REPORTS.get(table);
        if (column == null) {
            return false;
        }
        Object screen = row.get(column);
        // That somebody claimed to be a screen and was refused is what its technician wants to read: the one thing a stranger gets written, in a bounded diary.
        return proven.stream().anyMatch(one -> one.screen().id().value().equals(screen)) || "REFUSED".equals(row.get("code"));
    }

    private static String row(String table, Map<String, Object> row) {
        var out = new StringBuilder();
        row.forEach((column, value) -> {
            // The good agent's heartbeats move when it was last seen, and nothing else of it; the pulse is the controller's own trial whether writes are taken.
            if (!(table.equals("screen_seen") && column.equals("at")) && !(table.equals("pulse") && column.equals("beats"))) {
                out.append(column).append('=').append(value instanceof byte[] bytes ? Bytes.of(bytes).sha256() : value).append(' ');
            }
        });
        return out.toString();
    }

    /** How much lives after a collection, from time to time. */
    private static final class Weight {
        private final List<Long> samples = new ArrayList<>();
        private final int half;
        private int next = WEIGHED_EVERY;
        private long atHalf = -1;

        private Weight(int half) {
            this.half = half;
        }

        private void step(int sent) {
            if (sent >= next || atHalf < 0 && sent >= half) {
                next = sent >= next ? next + WEIGHED_EVERY : next;
                sample(sent);
            }
        }

        private void sample(int sent) {
            // The serial collector leaves dead wood where it lies in all but every fourth collection.
            for (int k = 0; k < 4; k++) {
                System.gc();
            }
            long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            samples.add(used);
            atHalf = atHalf < 0 && sent >= half ? used : atHalf;
            System.out.printf(Locale.ROOT, "%,9d frames: %.2f MiB live%n", sent, used / 1048576.0);
        }

        private long grownBytes() {
            return samples.getLast() - atHalf;
        }
    }
}
