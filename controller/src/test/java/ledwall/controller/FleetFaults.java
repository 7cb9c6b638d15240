package ledwall.controller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import ledwall.protocol.message.StopPicture;
import ledwall.sim.SimWorld;
import org.sqlite.SQLiteErrorCode;

/**
 * A storm: one strike after the other, thrown by the profile's weights. What breaks is mended some time later, if {@link #heal} does not come first. It strikes
 * whoever {@link #spare} does not take out.
 */
final class FleetFaults {
    /** A screen PC's quartz may be off by 200 ppm; a controller runs on a server's, and slews by 200 besides. */
    private static final int MOST_CONTROLLER_PPM = 100;
    /** So long a process takes to say goodbye. */
    private static final Duration PARTING = Duration.ofMillis(500);

    private final SimFleet fleet;
    private final SimWorld world;
    private final FaultProfile profile;
    private final FaultProfile.Strength strength;
    private final RandomGenerator dice;
    private final Operators operators;
    private final PlayerFaults players;
    private final StopChecks stops;
    private final List<Fault> urn = new ArrayList<>();
    private Set<SimWall> spared = Set.of();
    private boolean controllerSpared;
    private boolean operatorsRest;
    private boolean over;

    FleetFaults(SimFleet fleet, FaultProfile profile, StopChecks stops) {
        this.fleet = fleet;
        this.stops = stops;
        this.world = fleet.world;
        this.profile = profile;
        this.strength = profile.strength();
        this.dice = world.dice("storm");
        this.operators = new Operators(fleet, world.dice("operators"));
        this.players = new PlayerFaults(fleet, strength, dice);
        profile.weights().forEach((fault, weight) -> {
            for (int i = 0; i < weight; i++) {
                urn.add(fault);
            }
        });
    }

    Operators operators() {
        return operators;
    }

    void begin() {
        if (!over) {
            strike(urn.get(dice.nextInt(urn.size())));
            world.after(Duration.ofNanos(Math.round(profile.every().toNanos() * -Math.log(1 - dice.nextDouble()))), this::begin);
        }
    }

    /** No more strikes at the controller and these walls, whose troubles are over; the others' go on. */
    void spare(List<SimWall> walls) {
        spared = Set.copyOf(walls);
        controllerSpared = true;
        healController();
        walls.forEach(this::heal);
    }

    /** While people rest, nothing new comes up that everybody would have to wait for. */
    void operatorsRest(boolean rest) {
        operatorsRest = rest;
    }

    /** Nothing strikes any more, and everything is mended. */
    void heal() {
        over = true;
        fleet.strangersLeave();
        healController();
        fleet.walls.forEach(this::heal);
        fleet.retired.forEach(this::heal);
    }

    private void healController() {
        world.disk(SimFleet.CONTROLLER).failing(false);
        world.disk(SimFleet.CONTROLLER).capacity(Long.MAX_VALUE / 2);
        world.disk(SimFleet.CONTROLLER).killAt(0, () -> {});
        fleet.sql.fail(null);
        if (!fleet.controllerUp()) {
            fleet.startController(false);
        }
    }

    private void heal(SimWall wall) {
        world.disk(wall.host).failing(false);
        world.disk(wall.host).capacity(Long.MAX_VALUE / 2);
        world.disk(wall.host).killAt(0, () -> {});
        world.network().heal(SimFleet.CONTROLLER, wall.host);
        world.network().latency(SimFleet.CONTROLLER, wall.host, Duration.ofMillis(1), Duration.ofMillis(1));
        wall.glass.thaw();
        wall.glass.answerLate(Duration.ZERO);
        boolean distrusted = wall.glass.mendFiles();
        if (wall.up() && (wall.anySpoilt() || distrusted)) {
            // Only a restart has what is trusted hashed again, and what could not be played tried again at once.
            wall.killAgent();
        }
        if (wall.isEnrolled() && !wall.up()) {
            wall.startAgain(false);
        }
    }

    private void strike(Fault fault) {
        SimWall wall = fleet.walls.get(dice.nextInt(fleet.walls.size()));
        boolean done = switch (fault) {
            case UPLOAD, UPLOAD_SPOILT, EDIT_LOOP, APPLY_NOW, OPEN_WINDOW, DELETE_RULE, QUIET_HOURS, ADD_SCREEN, RETIRE_SCREEN, REGROUP_SCREEN, RESIZE_SCREEN ->
                    !operatorsRest && operators.act(fault, !controllerSpared);
            case KILL_CONTROLLER, POWER_CONTROLLER, KILL_CONTROLLER_WRITING, END_CONTROLLER, PAUSE_CONTROLLER, CONTROLLER_DISK_FAILS,
                    CONTROLLER_DISK_FULL, STEP_CONTROLLER_CLOCK, DRIFT_CONTROLLER, DATABASE_LOCKED, DATABASE_FAILS, STOP_ALL, RESUME_ALL ->
                    !controllerSpared && strikeController(fault);
            case PARTITION, BLOCK_DOWN, BLOCK_UP, CLOG_DOWN, CLOG_UP, BLACK_HOLE, RESET, LATENCY, THIN_LINE ->
                    !spared.contains(wall) && strikeLine(fault, wall);
            case KILL_PLAYER, KILL_SPARE, FREEZE_PLAYER, SLOW_PLAYER, BREAK_FILE, RESTART_PLAYER ->
                    !spared.contains(wall) && players.strike(fault, wall);
            case IDLE_STRANGERS, SLOW_STRANGERS -> strangers(fault);
            default -> !spared.contains(wall) && strikeWall(fault, wall);
        };
        if (done) {
            world.marks().hit(fault.mark());
        }
    }

    private boolean strikeController(Fault fault) {
        var disk = world.disk(SimFleet.CONTROLLER);
        switch (fault) {
            case KILL_CONTROLLER, POWER_CONTROLLER -> {
                if (!fleet.controllerUp()) {
                    return false;
                }
                boolean power = fault == Fault.POWER_CONTROLLER;
                if (power) {
                    fleet.cutPowerOfController();
                } else {
                    fleet.killController();
                }
                world.after(upTo(strength.downtime()), () -> {
                    if (!fleet.controllerUp()) {
                        fleet.startController(power);
                    }
                });
            }
            case KILL_CONTROLLER_WRITING -> {
                Duration downtime = upTo(strength.downtime());
                fleet.killControllerWhileWriting(dice.nextInt(1, 12), () -> world.after(downtime, () -> {
                    if (!fleet.controllerUp()) {
                        fleet.startController(false);
                    }
                }));
            }
            case END_CONTROLLER -> {
                if (!fleet.controllerUp()) {
                    return false;
                }
                fleet.endController();
                world.after(PARTING.plus(upTo(strength.downtime())), () -> {
                    if (!fleet.controllerUp()) {
                        fleet.startController(false);
                    }
                });
            }
            case PAUSE_CONTROLLER -> {
                fleet.note("the controller stands still");
                fleet.pauseController(upTo(strength.pause()));
            }
            case CONTROLLER_DISK_FAILS -> during("the controller's disk fails", () -> disk.failing(true), () -> disk.failing(false));
            case CONTROLLER_DISK_FULL -> during("the controller's disk is full", () -> disk.capacity(disk.used() + dice.nextInt(100_000)),
                    () -> disk.capacity(Long.MAX_VALUE / 2));
            case STEP_CONTROLLER_CLOCK -> world.clock(SimFleet.CONTROLLER).step(either(strength.step()));
            case DRIFT_CONTROLLER -> world.clock(SimFleet.CONTROLLER).drift(either(Math.min(strength.driftPpm(), MOST_CONTROLLER_PPM)));
            case STOP_ALL, RESUME_ALL -> {
                if (!fleet.controllerUp()) {
                    return false;
                }
                if (fault == Fault.STOP_ALL) {
                    stops.stop(List.copyOf(fleet.walls), true, picture());
                } else {
                    stops.resume(List.copyOf(fleet.walls), true);
                }
            }
            case DATABASE_LOCKED -> during("the database is locked", () -> fleet.sql.fail(SQLiteErrorCode.SQLITE_BUSY), () -> fleet.sql.fail(null));
            default -> during("the database fails", () -> fleet.sql.fail(dice.nextBoolean() ? SQLiteErrorCode.SQLITE_FULL : SQLiteErrorCode.SQLITE_IOERR),
                    () -> fleet.sql.fail(null));
        }
        return true;
    }

    /** Also while walls are healed: whoever is no agent must not keep one out. */
    private boolean strangers(Fault fault) {
        boolean idle = fault == Fault.IDLE_STRANGERS;
        Strangers these = fleet.strangers(idle ? "idlers" : "dribblers");
        if (these.most() > 0) {
            return false;
        }
        fleet.note(idle ? "idle strangers come to the agents' port" : "slow strangers come to the agents' port");
        if (idle) {
            // Now and then more than may wait from one address.
            these.idle(dice.nextInt(4) == 0 ? 300 : dice.nextInt(1, 60));
        } else {
            these.dribble("dribblers", dice.nextInt(1, 20));
        }
        world.after(upTo(strength.outage()), these::leave);
        return true;
    }

    private boolean strikeLine(Fault fault, SimWall wall) {
        var network = world.network();
        String here = SimFleet.CONTROLLER;
        switch (fault) {
            case PARTITION -> mended(wall, () -> network.partition(here, wall.host));
            case BLOCK_DOWN -> mended(wall, () -> network.block(here, wall.host));
            case BLOCK_UP -> mended(wall, () -> network.block(wall.host, here));
            case CLOG_DOWN -> mended(wall, () -> network.clog(here, wall.host));
            case CLOG_UP -> {
                // People look at the wall: pictures fill the line that stands still.
                mended(wall, () -> network.clog(wall.host, here));
                operators.look(wall, 16);
            }
            case BLACK_HOLE -> network.blackHole(here, wall.host);
            case RESET -> network.reset(here, wall.host);
            case LATENCY -> network.latency(here, wall.host, upTo(strength.latency()), upTo(strength.latency().dividedBy(2)));
            default -> {
                fleet.note("the line to " + wall.host + " is thin");
                network.rate(here, wall.host, strength.lineBytesPerSecond());
                network.rate(wall.host, here, strength.lineBytesPerSecond());
            }
        }
        return true;
    }

    private boolean strikeWall(Fault fault, SimWall wall) {
        var disk = world.disk(wall.host);
        switch (fault) {
            case KILL_AGENT, POWER_AGENT -> {
                return killAgent(wall, fault == Fault.POWER_AGENT);
            }
            case KILL_AGENT_WRITING -> {
                Duration downtime = upTo(strength.downtime());
                wall.killWhileWriting(dice.nextInt(1, 40), () -> world.after(downtime, () -> comeBack(wall, false)));
            }
            case END_AGENT -> {
                if (!wall.up()) {
                    return false;
                }
                fleet.note("ends the agent of " + wall.host);
                boolean endPlayer = dice.nextInt(4) == 0;
                wall.end(endPlayer);
                world.after(PARTING.plus(upTo(strength.downtime())), () -> comeBack(wall, false));
            }
            case PAUSE_AGENT -> {
                fleet.note(wall.host + " stands still");
                wall.pause(upTo(strength.pause()));
            }
            case AGENT_DISK_FAILS -> wall.diskRefuses(during("the disk of " + wall.host + " fails", () -> disk.failing(true), () -> disk.failing(false)));
            case AGENT_DISK_FULL -> wall.diskRefuses(during("the disk of " + wall.host + " is full", () -> disk.capacity(disk.used() + dice.nextInt(100_000)),
                    () -> disk.capacity(Long.MAX_VALUE / 2)));
            case FLIP_MEDIA -> {
                return flip(wall, "cache/");
            }
            case FLIP_SHELF -> {
                return flip(wall, "timeline/");
            }
            case FLIP_AS_RUN -> {
                return flip(wall, "asrun/");
            }
            case FLIP_NOTES -> {
                return flip(wall, dice.nextBoolean() ? "clock/" : "playout/");
            }
            case STEP_AGENT_CLOCK -> world.clock(wall.host).step(either(strength.step()));
            case DRIFT_AGENT -> world.clock(wall.host).drift(either(strength.driftPpm()));
            case FLIP_LATCH -> {
                stops.mayBeDark(wall);
                return flip(wall, "stop/");
            }
            case STOP_AT_THE_WALL -> stops.stopAtTheWall(wall, Integer.toString(dice.nextInt()));
            case STOP_WALL, RESUME_WALL -> {
                if (!fleet.controllerUp()) {
                    return false;
                }
                if (fault == Fault.STOP_WALL) {
                    stops.stop(List.of(wall), false, picture());
                } else {
                    stops.resume(List.of(wall), false);
                }
            }
            case LOOK_AT_WALL -> operators.look(wall, 4);
            default -> throw new IllegalStateException(fault + " does not strike a wall");
        }
        return true;
    }

    private StopPicture picture() {
        return dice.nextBoolean() ? StopPicture.BLACK : StopPicture.SLATE;
    }

    private boolean killAgent(SimWall wall, boolean power) {
        if (!wall.up()) {
            return false;
        }
        if (power) {
            wall.cutPower();
        } else {
            wall.killAgent();
        }
        world.after(upTo(strength.downtime()), () -> comeBack(wall, power));
        return true;
    }

    private void comeBack(SimWall wall, boolean newBoot) {
        if (!wall.up() && !world.running(wall.host)) {
            wall.startAgain(newBoot);
        }
    }

    private boolean flip(SimWall wall, String folder) {
        List<String> files = wall.files(folder);
        if (files.isEmpty()) {
            return false;
        }
        String path = files.get(dice.nextInt(files.size()));
        fleet.note("a bit flips in " + path + " of " + wall.host);
        wall.spoil(path);
        return true;
    }

    private Duration during(String what, Runnable fault, Runnable mend) {
        fleet.note(what);
        fault.run();
        Duration length = upTo(strength.outage());
        world.after(length, mend);
        return length;
    }

    private void mended(SimWall wall, Runnable fault) {
        fault.run();
        world.after(upTo(strength.outage()), () -> world.network().heal(SimFleet.CONTROLLER, wall.host));
    }

    private Duration upTo(Duration most) {
        return FaultProfile.upTo(most, dice);
    }

    private Duration either(Duration most) {
        return Duration.ofNanos(dice.nextLong(-most.toNanos(), most.toNanos() + 1));
    }

    private int either(int most) {
        return dice.nextInt(-most, most + 1);
    }
}
