package ledwall.controller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import ledwall.sim.SimWorld;

/**
 * What a seed has in store for its fleet: how large it is, which faults strike it and how often, and how hard they are. Drawn as a whole before anything
 * happens, so that one seed is a calm night with one bad disk and the next a minute of everything at once: an average of many faults hides what few of them do.
 *
 * @param groups how many screens each group has
 * @param every the mean time between two strikes
 * @param weights faults that strike, and how often against each other; the others never do
 */
record FaultProfile(long seed, List<Integer> groups, Duration storm, Duration every, Map<Fault, Integer> weights, Strength strength) {
    private static final int MOST_GROUPS = 3;
    private static final int MOST_SCREENS = 6;

    /**
     * How hard faults are.
     *
     * @param outage a line, a disk, a database is broken for at most so long
     * @param downtime a process or machine is gone for at most so long
     * @param pause an agent or the controller stands still for at most so long
     * @param stall a player stands still for at most so long
     * @param late a player's answers come at most so much later
     * @param step a clock is set by at most so much, and is at most so wrong when the world begins
     * @param driftPpm a crystal is at most so wrong
     * @param latency of a bad line, at most; half of it is jitter
     * @param lineBytesPerSecond what a thin line carries
     * @param socketBytes what fits between writer and reader
     */
    record Strength(Duration outage, Duration downtime, Duration pause, Duration stall, Duration late, Duration step, int driftPpm, Duration latency,
                    int lineBytesPerSecond, int socketBytes) {
        static Strength drawn(RandomGenerator dice) {
            return new Strength(spread(dice, 500, 25_000), spread(dice, 200, 20_000), spread(dice, 50, 4_000), spread(dice, 50, 4_500), spread(dice, 10, 300),
                    spread(dice, 500, 20_000_000), (int) spread(dice, 20, 200).toMillis(), spread(dice, 1, 250),
                    (int) spread(dice, 150, 4_000).toMillis() * 1_000, 4_096 << dice.nextInt(6));
        }
    }

    static FaultProfile drawn(SimWorld world) {
        RandomGenerator dice = world.dice("profile");
        var groups = new ArrayList<Integer>();
        int left = dice.nextInt(1, MOST_SCREENS + 1);
        while (left > 0) {
            int size = groups.size() == MOST_GROUPS - 1 ? left : dice.nextInt(1, left + 1);
            groups.add(size);
            left -= size;
        }
        Map<Fault, Integer> weights = new EnumMap<>(Fault.class);
        int often = dice.nextInt(2, 10);
        for (Fault fault : Fault.values()) {
            if (dice.nextInt(10) < often) {
                weights.put(fault, dice.nextInt(1, 10));
            }
        }
        if (weights.isEmpty()) {
            weights.put(Fault.values()[dice.nextInt(Fault.values().length)], 1);
        }
        return new FaultProfile(world.seed(), groups, Duration.ofSeconds(dice.nextInt(40, 180)), spread(dice, 400, 8_000), weights, Strength.drawn(dice));
    }

    static Duration upTo(Duration most, RandomGenerator dice) {
        return Duration.ofNanos(dice.nextLong(most.toNanos() / 10, most.toNanos() + 1));
    }

    /** As often between 10 and 20 as between 100 and 200. */
    private static Duration spread(RandomGenerator dice, long fromMillis, long untilMillis) {
        return Duration.ofMillis(Math.round(fromMillis * Math.pow((double) untilMillis / fromMillis, dice.nextDouble())));
    }

    /** For people, in a few lines. */
    String inWords() {
        var faults = new ArrayList<String>();
        weights.forEach((fault, weight) -> faults.add(fault + " " + weight));
        return "screens in groups of " + groups + "; a storm of " + storm.toSeconds() + " s, a strike every " + every.toMillis() + " ms\n  strength: "
                + strength + "\n  faults and their weights: " + String.join(", ", faults);
    }
}
