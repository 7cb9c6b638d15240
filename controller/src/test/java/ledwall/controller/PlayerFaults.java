package ledwall.controller;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import ledwall.protocol.message.CommandName;
import ledwall.sim.SimWorld;

/** What strikes the players of a wall. */
final class PlayerFaults {
    private static final long SILENT_MILLIS = 2_000;
    /** The longest pause before a player that fails again and again is started once more. */
    private static final Duration LONGEST_REOPENING = Duration.ofSeconds(16);

    private final SimFleet fleet;
    private final SimWorld world;
    private final FaultProfile.Strength strength;
    private final RandomGenerator dice;

    PlayerFaults(SimFleet fleet, FaultProfile.Strength strength, RandomGenerator dice) {
        this.fleet = fleet;
        this.world = fleet.world;
        this.strength = strength;
        this.dice = dice;
    }

    /** Whether there was something to strike. */
    boolean strike(Fault fault, SimWall wall) {
        switch (fault) {
            case KILL_PLAYER -> {
                fleet.note("kill the player of " + wall.host);
                wall.excuse(LONGEST_REOPENING);
                wall.glass.kill();
            }
            case KILL_SPARE -> {
                return wall.glass.killSpare();
            }
            case FREEZE_PLAYER -> {
                fleet.note("the player of " + wall.host + " stands still");
                Duration length = upTo(strength.stall());
                wall.stall(length);
                if (length.toMillis() > SILENT_MILLIS) {
                    wall.excuse(length.plus(LONGEST_REOPENING));
                }
            }
            case SLOW_PLAYER -> {
                fleet.note("the player of " + wall.host + " answers late");
                wall.glass.answerLate(upTo(strength.late()));
                world.after(upTo(strength.outage()), () -> wall.glass.answerLate(Duration.ZERO));
            }
            case BREAK_FILE -> {
                return breakFile(wall);
            }
            case RESTART_PLAYER -> {
                if (!fleet.controllerUp()) {
                    return false;
                }
                fleet.note("operator: restarts the player of " + wall.host);
                wall.excuse(LONGEST_REOPENING);
                fleet.controller().commands().send(wall.screen().id(), CommandName.RESTART_PLAYER);
            }
            default -> throw new IllegalStateException(fault + " does not strike a player");
        }
        return true;
    }

    private boolean breakFile(SimWall wall) {
        List<String> media = wall.files("cache/");
        if (media.isEmpty()) {
            return false;
        }
        fleet.note("the player of " + wall.host + " cannot play one file");
        wall.excuse(LONGEST_REOPENING.plus(strength.outage()));
        wall.glass.breakFile(world.disk(wall.host).locate(media.get(dice.nextInt(media.size()))));
        world.after(upTo(strength.outage()), wall.glass::mendFiles);
        return true;
    }

    private Duration upTo(Duration most) {
        return FaultProfile.upTo(most, dice);
    }
}
