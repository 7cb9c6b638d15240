package ledwall.controller;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import ledwall.agent.Truth;
import ledwall.agent.stop.LatchFile;
import ledwall.agent.stop.LatchState;
import ledwall.agent.stop.WallStopFile;
import ledwall.controller.emergency.StopView;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.health.ScreenStop;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.StopPicture;
import ledwall.sim.SimDisk;
import ledwall.sim.SimKilled;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;

/**
 * Stops and resumes walls, and holds what must hold of it: once an agent has said that its glass and its disk obey, nothing but black or the slate is seen
 * until somebody resumes, whatever dies or breaks meanwhile; and whoever presses the button is answered in 3 s.
 */
final class StopChecks {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration ANSWERED = Duration.ofMillis(3_000);
    private static final long IN_FLIGHT_NANOS = 5_000_000_000L;
    /** A wall that was resumed is cued anew. */
    private static final Duration LIT_AGAIN = Duration.ofSeconds(3);

    private final SimFleet fleet;
    private final SimWorld world;
    private final Map<SimWall, Long> latchedSince = new HashMap<>();
    private final Map<SimWall, List<Span>> latched = new HashMap<>();
    /** Walls about which the newest word is a resume, heard or not. */
    private final Set<SimWall> resumed = new HashSet<>();
    /** Walls that may be dark on purpose, and when somebody last wanted that. */
    private final Map<SimWall, Long> wantedDark = new HashMap<>();

    /** How often somebody said something about stops: what was asked before is not of now. */
    private long words;

    private record Span(long fromNanos, long untilNanos) {}

    StopChecks(SimFleet fleet) {
        this.fleet = fleet;
        this.world = fleet.world;
        look();
    }

    private void look() {
        // What was retired while it was stopped stays so.
        fleet.retired.stream().filter(wantedDark::containsKey).forEach(wall -> wall.excuse(LIT_AGAIN));
        for (SimWall wall : fleet.walls) {
            if (wantedDark.containsKey(wall)) {
                wall.excuse(LIT_AGAIN);
            }
        }
        if (fleet.controllerUp()) {
            // Not the board, which is published now and then: a stop of before the last resume may still stand there as confirmed.
            long asked = words;
            fleet.controller().stops().list().thenAccept(list -> {
                if (asked == words) {
                    list.forEach(this::confirmed);
                    Set<ScreenId> open = list.stream().map(StopView::screen).collect(Collectors.toSet());
                    wantedDark.entrySet().removeIf(dark -> !open.contains(dark.getKey().screen().id()) && !latchSays(dark.getKey())
                            && world.nowNanos() - dark.getValue() > IN_FLIGHT_NANOS);
                }
            });
        }
        world.after(LOOK_EVERY, this::look);
    }

    private void confirmed(StopView view) {
        fleet.walls.stream().filter(wall -> wall.screen().id().equals(view.screen()) && !resumed.contains(wall)).forEach(wall -> {
            if (view.record().stopped() && view.state() == StopView.State.CONFIRMED && latchedSince.putIfAbsent(wall, world.nowNanos()) == null) {
                world.trace(wall.host + " is stopped for good: " + view.record());
            }
        });
    }

    private @Nullable ScreenStop stop(SimWall wall) {
        return fleet.controllerUp() ? fleet.controller().board().screen(wall.screen().id()).map(ScreenStatus::stop).orElse(null) : null;
    }

    /** Whether a wall is stopped by what lies on its own disk, or may be: a stop made while no agent ran is taken in at the next start. */
    private boolean latchSays(SimWall wall) {
        SimDisk disk = world.disk(wall.host);
        try {
            var latch = new LatchFile(disk).read();
            var atTheWall = new WallStopFile(disk).read();
            return latch.filter(LatchState::stopped).isPresent()
                    || atTheWall.filter(stop -> latch.filter(its -> its.wallStop().equals(stop.name())).isEmpty()).isPresent();
        } catch (IOException | SimKilled e) {
            // The disk of a process that was killed while it wrote answers again at its next start.
            return true;
        }
    }

    /** Whether somebody has to resume one of these. */
    boolean anyStopped(List<SimWall> walls) {
        return walls.stream().anyMatch(wall -> stop(wall) != null || wantedDark.containsKey(wall));
    }

    /** For a failure: how the latches of these stand. */
    String inWords(List<SimWall> walls) {
        var out = new StringBuilder();
        walls.stream().filter(wall -> anyStopped(List.of(wall))).forEach(wall -> {
            out.append('\n').append(wall.host).append(" is or may be stopped: the board says ").append(stop(wall)).append(", its disk ");
            try {
                out.append(new LatchFile(world.disk(wall.host)).read());
            } catch (IOException e) {
                out.append(e.getMessage());
            }
        });
        return out.toString();
    }

    /** Something may have stopped the wall. */
    void mayBeDark(SimWall wall) {
        wantedDark.put(wall, world.nowNanos());
    }

    void stop(List<SimWall> walls, boolean all, StopPicture picture) {
        fleet.note("operator: stops " + (all ? "all walls" : walls.stream().map(wall -> wall.host).toList()));
        words++;
        walls.forEach(wall -> {
            mayBeDark(wall);
            resumed.remove(wall);
        });
        ControllerNode asked = fleet.controller();
        var answer = asked.stops().stop(all ? null : ids(walls), picture, "operator", "storm");
        world.after(ANSWERED, () -> {
            boolean lived = fleet.controllerUp() && fleet.controller() == asked && !fleet.controllerPaused(ANSWERED);
            FleetChecks.require(!lived || answer.isDone(), "a stop was not answered within " + ANSWERED);
        });
    }

    void resume(List<SimWall> walls, boolean all) {
        fleet.note("operator: resumes " + (all ? "all walls" : walls.stream().map(wall -> wall.host).toList()));
        words++;
        walls.forEach(wall -> {
            resumed.add(wall);
            Long since = latchedSince.remove(wall);
            if (since != null) {
                latched.computeIfAbsent(wall, first -> new ArrayList<>()).add(new Span(since, world.nowNanos()));
            }
        });
        fleet.controller().stops().resume(all ? null : ids(walls), "operator", "storm");
    }

    /** What {@code ledwall-agent stop} writes. */
    void stopAtTheWall(SimWall wall, String nonce) {
        fleet.note("somebody stops " + wall.host + " at the wall");
        words++;
        mayBeDark(wall);
        resumed.remove(wall);
        try {
            new WallStopFile(world.disk(wall.host)).write(world.clock(wall.host).wall(), "storm", nonce);
        } catch (IOException | SimKilled e) {
            fleet.note("the disk of " + wall.host + " does not take the stop: " + e.getMessage());
        }
    }

    private static List<ScreenId> ids(List<SimWall> walls) {
        return walls.stream().map(wall -> wall.screen().id()).toList();
    }

    /** Of the whole history: nothing but black or a slate while a stop was latched. */
    void glass(FleetChecks checks) {
        latchedSince.forEach((wall, since) -> latched.computeIfAbsent(wall, first -> new ArrayList<>()).add(new Span(since, world.nowNanos())));
        latchedSince.clear();
        latched.forEach((wall, spans) -> {
            Set<String> slates = new HashSet<>();
            checks.timelines(wall.screen().id()).forEach(timeline -> slates.add(timeline.slate().hash().value()));
            for (Span span : spans) {
                for (Truth.Run run : wall.truth().runs(span.fromNanos(), span.untilNanos())) {
                    String path = run.path();
                    // An agent confirms that its player was told; one that stands still is ended half a second later, unless its agent dies before.
                    boolean stood = run.fromNanos() == span.fromNanos() && wall.stoodStill(span.fromNanos(), run.untilNanos());
                    FleetChecks.require(path == null || stood || slates.contains(path.substring(path.lastIndexOf('/') + 1)), () -> wall.host
                            + " was stopped from " + span.fromNanos() / 1_000_000 + " ms on, but showed " + path + " at " + run.fromNanos() / 1_000_000 + " ms");
                }
            }
        });
    }
}
