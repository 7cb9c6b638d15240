package ledwall.controller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import ledwall.controller.health.ScreenStatus;
import ledwall.sim.Journal;
import ledwall.sim.Marks;
import ledwall.sim.SimWorld;

/**
 * One seed from its first event to its last. Safety first: a storm, in which nothing may ever be shown that must not be. Then liveness: a part is healed and
 * has to make progress while the rest stays broken and the storm goes on there. Then all is healed, all must converge, and the records must tell the truth.
 */
final class FleetRun implements AutoCloseable {
    static final String JOURNAL = "what led to it (time, node, part, what and why):";

    private static final Duration FIRST_CONTENT = Duration.ofSeconds(40);
    private static final Duration QUIET = Duration.ofSeconds(40);
    private static final Duration QUIET_PART = Duration.ofSeconds(12);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration RESUME_EVERY = Duration.ofSeconds(8);
    private static final Duration SETTLE = Duration.ofSeconds(2);
    /** A slow screen may be waited for 30 s, then comes the end of a long cue, then a reconnect at its longest. */
    private static final Duration CONVERGENCE = Duration.ofSeconds(90);
    /** A clock that is a tenth of a second off is brought back at 500 ppm, so that no wall jumps. */
    private static final Duration SLEWED = Duration.ofMinutes(5);
    private static final long SLEWED_FROM_NANOS = 1_000_000_000L;
    private static final int LINES_OF_A_FAILURE = 400;
    private static final long LAST_REPORTS_NANOS = 5_000_000_000L;

    private final SimWorld world;
    private final FaultProfile profile;
    private final Journal journal;
    private final RandomGenerator dice;
    private final Transitions transitions;
    private SimFleet fleet;
    private StopChecks stops;
    private int transitionsSeen;

    FleetRun(long seed, Transitions transitions) {
        this.world = new SimWorld(seed);
        this.profile = FaultProfile.drawn(world);
        this.dice = world.dice("run");
        this.transitions = transitions;
        this.journal = Journal.of(world);
    }

    FaultProfile profile() {
        return profile;
    }

    Marks marks() {
        return world.marks();
    }

    long traceHash() {
        return world.traceHash();
    }

    Duration virtualTime() {
        return Duration.ofNanos(world.nowNanos());
    }

    TreeSet<String> transitions() {
        return journal.transitions();
    }

    /** What happened, one line each: when, to whom, what, and why. */
    List<String> journal() {
        return journal.lines();
    }

    /** @throws AssertionError with all that a newcomer needs to see what went wrong */
    void run() {
        try {
            live();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(inWords(e), e);
        }
    }

    private String inWords(Throwable failure) {
        List<String> lines = journal.lines();
        String what = String.valueOf(failure.getMessage());
        int end = what.indexOf("\nbefore that:");
        return "seed " + profile.seed() + " failed at " + world.nowNanos() / 1_000_000 + " ms: " + (end < 0 ? what : what.substring(0, end)) + "\nprofile: "
                + profile.inWords() + "\n" + JOURNAL + "\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_OF_A_FAILURE), lines.size()));
    }

    private void live() {
        var operators = new Operators(null, world.dice("set-up"));
        boolean wrongClocks = dice.nextBoolean();
        long most = profile.strength().step().toNanos();
        fleet = new SimFleet(world, operators.drafts(profile.groups()), profile.strength().socketBytes(), machine -> {
            if (wrongClocks) {
                world.clock(machine).wrongBy(Duration.ofNanos(dice.nextLong(-most, most + 1)));
            }
        });
        var checks = new FleetChecks(fleet);
        stops = new StopChecks(fleet);
        var faults = new FleetFaults(fleet, profile, stops);
        world.afterEvery(this::onlyKnownTransitions);
        faults.operators().fill();
        if (dice.nextInt(4) > 0) {
            until("the first content is on all walls", fleet.walls, FIRST_CONTENT);
        }
        faults.begin();
        world.run(profile.storm());
        part(faults, checks);
        faults.heal();
        world.run(SETTLE);
        fleet.takeStock();
        world.runUntil(() -> fleet.walls.stream().allMatch(SimWall::up), CONVERGENCE);
        if (dice.nextInt(3) == 0) {
            // Dark to the end, in the midst of walls that play.
            faults.operators().quiet(fleet.walls.get(dice.nextInt(fleet.walls.size())), CONVERGENCE.multipliedBy(4));
            world.run(SETTLE);
        }
        until("all walls are in step", fleet.walls, CONVERGENCE);
        quiet(checks, fleet.walls, QUIET);
        checks.glass();
        checks.validities();
        stops.glass(checks);
        checks.caches();
        var records = new AsRunChecks(fleet, checks);
        fleet.walls.forEach(wall -> records.tellTheTruth(wall, world.nowNanos() - LAST_REPORTS_NANOS));
        fleet.markGoodbyes();
    }

    /** Some walls are healed, the storm goes on at the others: an edit still has to come on air at the healed ones. */
    private void part(FleetFaults faults, FleetChecks checks) {
        List<SimWall> core = new ArrayList<>(fleet.walls.stream().filter(SimWall::isEnrolled).toList());
        if (core.size() < 2) {
            return;
        }
        int size = dice.nextInt(1, core.size());
        while (core.size() > size) {
            core.remove(dice.nextInt(core.size()));
        }
        List<String> names = core.stream().map(wall -> wall.host).toList();
        world.trace("healed: the controller and " + names);
        faults.spare(core);
        world.run(SETTLE);
        fleet.takeStock();
        core.retainAll(fleet.walls);
        if (!core.isEmpty()) {
            faults.operators().changeLoop(core.getFirst().screen().group(), dice.nextBoolean());
            faults.operatorsRest(true);
            world.run(SETTLE);
            until("the healed walls " + names + " are in step", core, CONVERGENCE);
            quiet(checks, core, QUIET_PART);
            faults.operatorsRest(false);
        }
    }

    private void quiet(FleetChecks checks, List<SimWall> walls, Duration length) {
        long from = world.nowNanos() + length.toNanos() / 4;
        world.run(length);
        checks.sameCue(walls, from, world.nowNanos());
    }

    private void until(String what, List<SimWall> walls, Duration limit) {
        long begun = world.nowNanos();
        long end = begun + limit.toNanos();
        long resumeAt = begun;
        while (stops.anyStopped(walls) || !fleet.inStep(walls)) {
            if (stops.anyStopped(walls) && fleet.controllerUp() && world.nowNanos() >= resumeAt) {
                // Whoever sees a wall that stays dark asks again.
                stops.resume(walls, walls.size() == fleet.walls.size());
                resumeAt = world.nowNanos() + RESUME_EVERY.toNanos();
            }
            if (world.nowNanos() >= end && !(onlySlewing(walls) && world.nowNanos() < begun + SLEWED.toNanos())) {
                var told = new StringBuilder("within " + limit.toSeconds() + " s it did not come about that " + what + "; "
                        + fleet.controller().rollouts().statuses().values());
                walls.forEach(wall -> fleet.controller().board().screen(wall.screen().id()).ifPresent(status -> told.append('\n').append(wall.host)
                        .append(": ").append(status)));
                throw new AssertionError(told.append(stops.inWords(walls)).toString());
            }
            // Looked at now and then: after every event would take longer than the events.
            world.run(LOOK_EVERY);
        }
    }

    /** Whoever of these is not in step has a clock that is on its way. */
    private boolean onlySlewing(List<SimWall> walls) {
        return fleet.controllerUp() && walls.stream().filter(wall -> !fleet.inStep(List.of(wall))).allMatch(wall -> {
            var clock = fleet.controller().board().screen(wall.screen().id()).map(ScreenStatus::clock).orElse(null);
            return clock != null && !clock.locked() && clock.boundNanos() < SLEWED_FROM_NANOS;
        });
    }

    private void onlyKnownTransitions() {
        if (journal.transitions().size() != transitionsSeen) {
            transitionsSeen = journal.transitions().size();
            transitions.onlyKnown(journal.transitions());
        }
    }

    @Override
    public void close() {
        journal.close();
        if (fleet != null) {
            fleet.database.close();
        }
    }
}
