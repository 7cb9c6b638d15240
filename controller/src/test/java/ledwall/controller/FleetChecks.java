package ledwall.controller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ledwall.agent.Truth;
import ledwall.controller.playlist.Validity;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;
import ledwall.sim.SimDisk;
import org.jspecify.annotations.Nullable;

/** What must hold of a fleet, told from the glass and from what is stored, never from what the parts say of themselves. */
final class FleetChecks {
    private static final long MILLI = 1_000_000L;
    /** A player that died is noticed and shows the right frame again within 1.5 s; a cue on top of that, and a start from nothing. */
    private static final Duration DARK_BUDGET = Duration.ofMillis(2_500);
    /** Around the end of a cue the walls may differ for so long: the step budget, and a list that is cued while the old picture stands. */
    private static final long EDGE_NANOS = 160 * MILLI;

    private static final Duration DAMAGE_EVERY = Duration.ofMillis(250);

    private final SimFleet fleet;
    /** Asked for four times a second while a damaged wall is dark. */
    private final Map<String, Timeline> decoded = new HashMap<>();

    FleetChecks(SimFleet fleet) {
        this.fleet = fleet;
        fleet.world.afterEvery(this::bounds);
        damage();
    }

    /** Where bits flipped in the slate, and in what is due, nothing is left to show until the controller has sent them again. */
    private void damage() {
        for (SimWall wall : everyWall()) {
            boolean damaged = wall.everSpoilt() && wall.truth().isDark();
            if (damaged && timelines(wall.screen().id()).stream().noneMatch(timeline -> holds(wall, timeline.slate().hash()))) {
                wall.excuse(DAMAGE_EVERY.multipliedBy(4));
            } else if (wall.truth().isDark() && quietByItsClock(wall)) {
                wall.excuse(DAMAGE_EVERY.multipliedBy(4));
            }
        }
        fleet.world.after(DAMAGE_EVERY, this::damage);
    }

    /** Whether any timeline that it was ever offered has it dark now, by the time as its agent knows it. */
    private boolean quietByItsClock(SimWall wall) {
        var clock = wall.itsClock();
        return clock.isPresent() && timelines(wall.screen().id()).stream().anyMatch(timeline -> timeline.quietAt(clock.getAsLong()).isPresent());
    }

    /** Also those that were taken out of service: they play on. */
    private List<SimWall> everyWall() {
        return Stream.concat(fleet.walls.stream(), fleet.retired.stream()).toList();
    }

    private boolean holds(SimWall wall, MediaHash media) {
        String path = "cache/" + media.value();
        SimDisk disk = fleet.world.disk(wall.host);
        return disk.holds(path) && Bytes.of(disk.peek(path)).sha256().equals(media.value());
    }

    /** After every event: nothing grows beyond its bound. */
    private void bounds() {
        if (fleet.controllerUp()) {
            var controller = fleet.controller();
            require(controller.ledger().pendingRows() <= 20_000, "the ledger holds too many rows");
            require(controller.transfers().readsUnderWay() <= 8, "too many reads are under way");
            int connections = controller.agents().connectionCount();
            require(connections <= 40 || connections <= 40 + fleet.mostStrangers(), () -> "connections pile up: " + connections);
            require(controller.agents().welcomeCount() <= fleet.walls.size() + fleet.retired.size(), "more sessions than screens");
        }
    }

    /** Of the whole history: nothing on the glass that no timeline of the screen holds, or whose file is not what its name says; no dark beyond its budget. */
    void glass() {
        for (SimWall wall : everyWall()) {
            Set<String> known = new HashSet<>();
            timelines(wall.screen().id()).forEach(timeline -> hashes(timeline).forEach(hash -> known.add(hash.value())));
            long first = Long.MAX_VALUE;
            for (Truth.Run run : wall.truth().runs(0, fleet.world.nowNanos())) {
                String path = run.path();
                if (path != null) {
                    first = Math.min(first, run.fromNanos());
                    String name = path.substring(path.lastIndexOf('/') + 1);
                    require(known.contains(name), wall.host + " showed " + path + " at " + run.fromNanos() / MILLI + " ms, which no timeline of it holds");
                } else if (first != Long.MAX_VALUE) {
                    Duration attended = wall.attended(run.fromNanos(), run.untilNanos());
                    require(attended.compareTo(DARK_BUDGET) <= 0, wall.host + " was dark for " + attended + " from " + run.fromNanos() / MILLI + " to "
                            + run.untilNanos() / MILLI + " ms");
                }
            }
        }
    }

    /** No timeline that any screen was ever offered holds an item before or after its validity; people never change one here. */
    void validities() {
        for (SimWall wall : Stream.concat(fleet.walls.stream(), fleet.retired.stream()).toList()) {
            for (Timeline timeline : timelines(wall.screen().id())) {
                for (Block block : timeline.blocks()) {
                    for (Cue cue : block.cues()) {
                        Validity validity = fleet.validities.getOrDefault(cue.item(), Validity.ALWAYS);
                        boolean within = block.fromNanos() >= validity.fromNanos() && block.untilNanos() <= validity.untilNanos();
                        require(within, () -> wall.host + ": version " + timeline.version() + " holds " + cue.item() + " from " + block.fromNanos() + " until "
                                + block.untilNanos() + ", valid is it " + validity);
                        if (validity.until() != null) {
                            fleet.world.marks().hit("item.expires");
                        }
                    }
                }
            }
        }
    }

    /** Every file that a wall keeps under a hash is what the hash says. */
    void caches() {
        for (SimWall wall : fleet.walls) {
            for (String path : wall.files("cache/")) {
                String name = path.substring("cache/".length());
                if (name.matches("[0-9a-f]{64}")) {
                    require(holds(wall, new MediaHash(name)), wall.host + " keeps " + path + ", which is not what its name says");
                }
            }
        }
    }

    /** A group's walls show the same cue, the one that is due. */
    void sameCue(List<SimWall> walls, long fromNanos, long untilNanos) {
        walls.stream().map(wall -> wall.screen().group()).distinct()
                .forEach(group -> inStep(walls.stream().filter(wall -> wall.screen().group().equals(group)).toList(), fromNanos, untilNanos));
    }

    /** At sampled instants of a quiet time all walls show the cue that is due, unless one ends or begins just then. */
    private void inStep(List<SimWall> walls, long fromNanos, long untilNanos) {
        int judged = 0;
        for (long at = fromNanos; at < untilNanos; at += 97 * MILLI) {
            Map<String, @Nullable ItemId> shown = new TreeMap<>();
            boolean edge = false;
            for (SimWall wall : walls) {
                var programme = fleet.controller().rollouts().programme(wall.screen().id());
                long timeline = fleet.timelineAt(at);
                var due = programme.due(timeline);
                String path = wall.truth().pathAt(at);
                boolean quiet = programme.quiet(timeline).isPresent();
                edge |= programme.quiet(timeline - EDGE_NANOS).isPresent() != quiet || programme.quiet(timeline + EDGE_NANOS).isPresent() != quiet;
                edge |= !programme.due(timeline - EDGE_NANOS).equals(due) || !programme.due(timeline + EDGE_NANOS).equals(due);
                if (quiet) {
                    require(edge || path == null, wall.host + " shows " + path + " at " + at / MILLI + " ms, in its quiet hours");
                    fleet.world.marks().hit("quiet.kept");
                    continue;
                }
                String wanted = due.map(showing -> showing.cue().media().hash().value()).orElse("the slate");
                boolean right = path != null && due.map(showing -> path.endsWith(showing.cue().media().hash().value())).orElse(true);
                require(edge || right, wall.host + " shows " + path + " at " + at / MILLI + " ms, due is " + wanted);
                shown.put(wall.host, due.map(showing -> showing.cue().item()).orElse(null));
            }
            if (!edge) {
                judged++;
                require(new HashSet<>(shown.values()).size() <= 1, "the walls should show different items: " + shown);
            }
        }
        // Of a loop of short cues little is left between two edges.
        require(judged > 0, "no sample could be judged");
    }

    /** Every timeline that a screen was ever offered. */
    List<Timeline> timelines(ScreenId screen) {
        return fleet.sql.peek(() -> fleet.database.read("read all timelines", handle -> handle.createQuery(
                "SELECT payload FROM timeline WHERE screen_id = :screen")
                .bind("screen", screen.value()).mapTo(String.class)
                .map(payload -> decoded.computeIfAbsent(payload, its -> TimelineCodec.decode(Bytes.ofBase64(its)))).list()));
    }

    private static List<MediaHash> hashes(Timeline timeline) {
        var out = new ArrayList<MediaHash>();
        out.add(timeline.slate().hash());
        timeline.cues().map(Cue::media).forEach(ref -> out.add(ref.hash()));
        return out;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise.get());
        }
    }
}
