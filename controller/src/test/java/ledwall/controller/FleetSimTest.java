package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import ledwall.sim.Journal;
import org.junit.jupiter.api.Test;

/**
 * The whole house in virtual time: one controller, its walls, people who edit, and everything that breaks. A failure names its seed, and the same seed fails
 * again. {@code controller/bin/swarm} runs any number of seeds.
 */
final class FleetSimTest {
    /** These always run ... */
    private static final List<Long> SEEDS = LongStream.rangeClosed(1, 16).boxed().toList();
    /** ... and as many of these as it takes to hit every mark: which seed does what changes with the code. */
    private static final List<Long> MORE_SEEDS = LongStream.rangeClosed(17, 144).boxed().toList();
    private static final int AT_ONCE = 2;

    private final Transitions transitions = new Transitions(true);

    @Test
    void threeWallsPlayTheSameLoopInStep() {
        var fleet = new SimFleet(0);
        var checks = new FleetChecks(fleet);
        new Operators(fleet, fleet.world.dice("operators")).fill();
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
        long from = fleet.world.nowNanos() + Duration.ofSeconds(10).toNanos();
        fleet.world.run(Duration.ofSeconds(40));
        checks.sameCue(fleet.walls, from, fleet.world.nowNanos());
        checks.glass();
        var records = new AsRunChecks(fleet, checks);
        fleet.walls.forEach(wall -> records.tellTheTruth(wall, fleet.world.nowNanos() - Duration.ofSeconds(5).toNanos()));
    }

    @Test
    void everySeedHoldsAndTogetherTheyHitEveryFaultAndEveryTransition() throws Exception {
        var failures = new ArrayList<String>();
        var swarm = new Swarm(transitions, (run, failure) -> {
            if (failure != null) {
                failures.add(String.valueOf(failure.getMessage()));
            }
        });
        try (AutoCloseable _ = Swarm.quiet()) {
            swarm.run(SEEDS, AT_ONCE);
            for (int i = 0; i < MORE_SEEDS.size() && !swarm.missing().isEmpty() && failures.isEmpty(); i += AT_ONCE) {
                swarm.run(MORE_SEEDS.subList(i, Math.min(MORE_SEEDS.size(), i + AT_ONCE)), AT_ONCE);
            }
        }
        assertEquals(List.of(), failures);
        assertEquals(Set.of(), swarm.missing(), "after " + swarm.done() + " seeds");
    }

    @Test
    void sameSeedGivesTheSameTraceToTheLastByte() throws Exception {
        try (AutoCloseable _ = Swarm.quiet()) {
            assertEquals(trace(4), trace(4));
        }
    }

    private long trace(long seed) {
        try (var run = new FleetRun(seed, transitions)) {
            run.run();
            return run.traceHash();
        }
    }

    /** A new enum of agent or controller is a state machine, and its transitions are listed, or it is named here as a kind of something. */
    @Test
    void everyStateOfEveryMachineIsReached() throws Exception {
        var reached = new TreeSet<String>();
        for (String transition : transitions.known()) {
            String[] word = transition.split(" ");
            reached.add(word[0] + " " + word[1]);
            reached.add(word[0] + " " + word[3]);
        }
        var missing = new TreeSet<String>();
        for (Class<?> state : Transitions.states()) {
            for (Object value : state.getEnumConstants()) {
                String name = Journal.name(state) + " " + ((Enum<?>) value).name();
                if (!reached.contains(name) && !Transitions.NEVER.contains(name)) {
                    missing.add(name);
                }
            }
        }
        assertEquals(Set.of(), missing, "list the transitions of these in transitions.txt, or name their type among the kinds");
    }
}
