package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import ledwall.agent.Truth;
import ledwall.controller.asrun.AsRunQuery;
import ledwall.controller.asrun.AsRunShowing;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;
import org.jspecify.annotations.Nullable;

/** What must hold of a fleet, told from the glass and from what is stored, never from what the parts say of themselves. */
final class FleetChecks {
    private static final long MILLI = 1_000_000L;
    /** A player that died is noticed and shows the right frame again within 1.5 s; a cue on top of that, and a start from nothing. */
    private static final Duration DARK_BUDGET = Duration.ofMillis(2_500);
    /** Between a frame on the glass and the report of it: positions come five frames apart. */
    private static final long REPORT_NANOS = 250 * MILLI;
    /** What a cut leaves of a cue that had just begun: gone before two reports of it. */
    private static final long BLINK_NANOS = 450 * MILLI;
    /** Around the end of a cue the walls may differ for so long: the step budget, and a list that is cued while the old picture stands. */
    private static final long EDGE_NANOS = 160 * MILLI;

    private final SimFleet fleet;
    private final Map<String, Boolean> verified = new HashMap<>();

    FleetChecks(SimFleet fleet) {
        this.fleet = fleet;
        fleet.world.afterEvery(this::bounds);
    }

    /** After every event: nothing grows beyond its bound. */
    private void bounds() {
        if (fleet.controllerUp()) {
            var controller = fleet.controller();
            assertTrue(controller.ledger().pendingRows() <= 20_000, "the ledger holds too many rows");
            assertTrue(controller.transfers().readsUnderWay() <= 8, "too many reads are under way");
            assertTrue(controller.agents().connectionCount() <= 40, "connections pile up: " + controller.agents().connectionCount());
            fleet.markStage();
            assertTrue(controller.agents().welcomeCount() <= fleet.walls.size(), "more sessions than screens");
        }
    }

    /** Of the whole history: nothing on the glass that no timeline of the screen holds, or whose file is not what its name says; no dark beyond its budget. */
    void glass() throws IOException {
        for (SimWall wall : fleet.walls) {
            Set<String> known = new HashSet<>();
            timelines(wall.screen().id()).forEach(timeline -> hashes(timeline).forEach(hash -> known.add(hash.value())));
            long first = Long.MAX_VALUE;
            for (Truth.Run run : wall.truth().runs(0, fleet.world.nowNanos())) {
                String path = run.path();
                if (path != null) {
                    first = Math.min(first, run.fromNanos());
                    String name = path.substring(path.lastIndexOf('/') + 1);
                    assertTrue(known.contains(name), wall.host + " showed " + path + " at " + run.fromNanos() / MILLI + " ms, which no timeline of it holds");
                    assertTrue(isWhole(wall, name), wall.host + " showed " + path + ", whose bytes are not what its name says");
                } else if (first != Long.MAX_VALUE) {
                    Duration attended = wall.attended(run.fromNanos(), run.untilNanos());
                    assertTrue(attended.compareTo(DARK_BUDGET) <= 0, wall.host + " was dark for " + attended + " from " + run.fromNanos() / MILLI + " to "
                            + run.untilNanos() / MILLI + " ms");
                }
            }
        }
    }

    private boolean isWhole(SimWall wall, String hash) throws IOException {
        String key = wall.host + " " + hash;
        Boolean known = verified.get(key);
        if (known == null) {
            var disk = fleet.world.disk(wall.host);
            String path = "cache/" + hash;
            // A file that is gone by now was evicted; it was whole when it was named.
            known = !disk.exists(path) || Bytes.of(disk.read(path, 0, (int) disk.size(path))).sha256().equals(hash);
            verified.put(key, known);
        }
        return known;
    }

    /** At sampled instants of a quiet time all walls show the cue that is due, unless one ends or begins just then. */
    void sameCue(long fromNanos, long untilNanos) {
        int judged = 0;
        for (long at = fromNanos; at < untilNanos; at += 97 * MILLI) {
            Map<String, @Nullable ItemId> shown = new TreeMap<>();
            boolean edge = false;
            for (SimWall wall : fleet.walls) {
                var programme = fleet.controller().rollouts().programme(wall.screen().id());
                long timeline = fleet.timelineAt(at);
                var due = programme.due(timeline);
                String path = wall.truth().pathAt(at);
                edge |= !programme.due(timeline - EDGE_NANOS).equals(due) || !programme.due(timeline + EDGE_NANOS).equals(due);
                String wanted = due.map(showing -> showing.cue().media().hash().value()).orElse("the slate");
                boolean right = path != null && due.map(showing -> path.endsWith(showing.cue().media().hash().value())).orElse(true);
                assertTrue(edge || right, wall.host + " shows " + path + " at " + at / MILLI + " ms, due is " + wanted);
                shown.put(wall.host, due.map(showing -> showing.cue().item()).orElse(null));
            }
            if (!edge) {
                judged++;
                assertEquals(1, new HashSet<>(shown.values()).size(), "the walls should show different items: " + shown);
            }
        }
        assertTrue(judged > 100, "only " + judged + " samples could be judged");
    }

    /** One item on the glass without interruption. */
    record Light(MediaHash media, long fromNanos, long untilNanos) {}

    /**
     * Every showing has exactly one record with the right item and start; a record without a showing is only ever interrupted or missed. The glass cannot
     * tell two showings of one file in a row apart: their records must follow each other without overlap and fill the light.
     */
    void asRun(SimWall wall, long untilNanos) {
        List<AsRunShowing> rows = fleet.controller().asRun().showings(new AsRunQuery(wall.screen().id(), Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"),
                AsRunQuery.MAX_LIMIT));
        List<Light> lights = lights(wall, untilNanos);
        List<AsRunShowing> free = new ArrayList<>(rows);
        for (Light light : lights) {
            long from = fleet.timelineAt(light.fromNanos());
            long until = fleet.timelineAt(light.untilNanos());
            long stalled = wall.stalledAt(light.fromNanos());
            AsRunShowing begin = free.stream().filter(row -> tells(row, light, from, stalled)).min(Comparator.comparingLong(row -> distance(row, from))).orElse(null);
            // An agent that stands still across a switch cannot stop its player, which goes on with the list it has; nobody meant that showing, or saw it.
            boolean unwatched = wall.pausedAt(light.fromNanos()) && light.untilNanos() - light.fromNanos() < 1_500 * MILLI;
            assertTrue(begin != null || unwatched, () -> wall.host + ": no record of " + light + " from " + Instants.instant(from) + "\n"
                    + near(wall, from) + "\n" + fleet.story());
            if (begin != null) {
                free.remove(begin);
            }
            free.removeIf(row -> row.media().equals(light.media()) && within(row, from, until));
        }
        Instant until = Instant.EPOCH;
        var seen = rows.stream().filter(row -> row.startedAt() != null && row.endedAt() != null).sorted(Comparator.comparing(AsRunShowing::startedAt)).toList();
        for (AsRunShowing row : seen) {
            Instant started = row.startedAt();
            assertTrue(until.minusNanos(REPORT_NANOS).isBefore(started), () -> wall.host + ": two records of one time, the second is " + row + "\n"
                    + near(wall, Instants.nanos(started)));
            until = row.endedAt();
        }
        for (AsRunShowing row : rows) {
            assertTrue(row.chained(), wall.host + ": " + row + " does not join the log before it");
        }
        for (AsRunShowing row : free) {
            boolean toCome = Instants.nanos(row.plannedAt()) > fleet.timelineAt(untilNanos) - REPORT_NANOS;
            boolean blink = row.startedAt() != null && row.endedAt() != null
                    && Duration.between(row.startedAt(), row.endedAt()).toNanos() <= 2 * REPORT_NANOS;
            assertTrue(toCome || blink || row.outcome() == Outcome.INTERRUPTED || row.outcome() == Outcome.MISSED,
                    () -> wall.host + ": nothing was shown for " + row + "\n" + near(wall, Instants.nanos(row.plannedAt())));
        }
    }

    /** A showing that began while the light with its file stood: the one after it of the same file. */
    private static boolean within(AsRunShowing row, long from, long until) {
        var started = row.startedAt();
        return started != null && Instants.nanos(started) > from && Instants.nanos(started) < until;
    }

    private String near(SimWall wall, long timeline) {
        var rows = fleet.controller().asRun().showings(new AsRunQuery(wall.screen().id(), Instants.instant(timeline - 20_000 * MILLI),
                Instants.instant(timeline + 20_000 * MILLI), 100));
        var out = new StringBuilder("wanted about " + Instants.instant(timeline));
        rows.forEach(row -> out.append("\n  ").append(row));
        return out.toString();
    }

    /** How far a record's start lies from a light's; a record that only says what was meant comes last. */
    private static long distance(AsRunShowing row, long from) {
        var started = row.startedAt();
        return started == null ? Long.MAX_VALUE : Math.abs(Instants.nanos(started) - from);
    }

    private static boolean tells(AsRunShowing row, Light light, long from, long stalled) {
        if (!row.media().equals(light.media())) {
            return false;
        }
        var started = row.startedAt();
        if (started != null) {
            return Math.abs(Instants.nanos(started) - from) <= row.boundNanos() + REPORT_NANOS + stalled;
        }
        long planned = Instants.nanos(row.plannedAt());
        long length = light.untilNanos() - light.fromNanos();
        return row.outcome() == Outcome.INTERRUPTED && planned <= from + length + REPORT_NANOS && planned >= from - 2_000 * MILLI;
    }

    /** Every light but the slate's that stood long enough to be seen, in order; neighbours with the same file are one. */
    private List<Light> lights(SimWall wall, long untilNanos) {
        Set<String> slates = new HashSet<>();
        timelines(wall.screen().id()).forEach(timeline -> slates.add(timeline.slate().hash().value()));
        var out = new ArrayList<Light>();
        for (Truth.Run run : wall.truth().runs(0, untilNanos)) {
            String path = run.path();
            String name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
            if (path != null && !slates.contains(name)) {
                Light last = out.isEmpty() ? null : out.getLast();
                if (last != null && last.untilNanos() == run.fromNanos() && last.media().value().equals(name)) {
                    out.set(out.size() - 1, new Light(last.media(), last.fromNanos(), run.untilNanos()));
                } else {
                    out.add(new Light(new MediaHash(name), run.fromNanos(), run.untilNanos()));
                }
            }
        }
        return out.stream().filter(light -> light.untilNanos() - light.fromNanos() > BLINK_NANOS).toList();
    }

    private List<Timeline> timelines(ScreenId screen) {
        return fleet.database.read("read all timelines", handle -> handle.createQuery("SELECT payload FROM timeline WHERE screen_id = :screen")
                .bind("screen", screen.value()).mapTo(String.class)
                .map(payload -> TimelineCodec.decode(Bytes.ofBase64(payload))).list());
    }

    private static List<MediaHash> hashes(Timeline timeline) {
        var out = new ArrayList<MediaHash>();
        out.add(timeline.slate().hash());
        timeline.blocks().forEach(block -> block.cues().stream().map(Cue::media).forEach(ref -> out.add(ref.hash())));
        return out;
    }
}
