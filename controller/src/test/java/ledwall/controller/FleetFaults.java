package ledwall.controller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.schedule.Rules;
import ledwall.controller.screen.Screens;
import ledwall.protocol.timeline.Instants;
import ledwall.sim.SimWorld;

/**
 * What goes wrong, and what people do meanwhile: one thing every few seconds, thrown by the world's dice. Everything that breaks is mended some seconds
 * later.
 */
final class FleetFaults {
    private final SimFleet fleet;
    private final SimWorld world;
    private final RandomGenerator dice;
    private final boolean stepsController;
    private boolean over;
    private int uploads;

    FleetFaults(SimFleet fleet) {
        this.fleet = fleet;
        this.world = fleet.world;
        this.dice = world.random();
        this.stepsController = world.seed() % 2 == 0;
    }

    void begin() {
        if (!over) {
            if (dice.nextInt(5) < 2) {
                edit();
            } else {
                breakSomething();
            }
            world.after(seconds(1, 7), this::begin);
        }
    }

    /** No more faults; the network is whole, everybody is up again. */
    void heal() {
        over = true;
        world.network().healAll();
        world.disk(SimFleet.CONTROLLER).failing(false);
        for (SimWall wall : fleet.walls) {
            world.disk(wall.host).failing(false);
            world.network().latency(SimFleet.CONTROLLER, wall.host, Duration.ofMillis(1), Duration.ofMillis(1));
            wall.glass.thaw();
            if (!wall.up() && !fleet.world.running(wall.host)) {
                wall.startAgain(false);
            }
        }
        if (!fleet.controllerUp()) {
            fleet.startController(false);
        }
    }

    private void breakSomething() {
        SimWall wall = fleet.walls.get(dice.nextInt(fleet.walls.size()));
        switch (dice.nextInt(17)) {
            case 0 -> world.network().blackHole(SimFleet.CONTROLLER, wall.host);
            case 1 -> world.network().reset(SimFleet.CONTROLLER, wall.host);
            case 2 -> mended(wall, () -> world.network().partition(SimFleet.CONTROLLER, wall.host));
            case 3 -> mended(wall, () -> world.network().block(SimFleet.CONTROLLER, wall.host));
            case 4 -> mended(wall, () -> world.network().block(wall.host, SimFleet.CONTROLLER));
            case 5 -> mended(wall, () -> world.network().clog(SimFleet.CONTROLLER, wall.host));
            case 6 -> {
                // People look at the wall: pictures fill the line that stands still.
                mended(wall, () -> world.network().clog(wall.host, SimFleet.CONTROLLER));
                look(wall, 16);
            }
            case 7 -> world.network().latency(SimFleet.CONTROLLER, wall.host, Duration.ofMillis(dice.nextInt(1, 60)), Duration.ofMillis(dice.nextInt(1, 40)));
            case 8 -> killController();
            case 9 -> killAgent(wall);
            case 10 -> {
                fleet.note("kill the player of " + wall.host);
                wall.glass.kill();
            }
            case 11 -> {
                fleet.note("stall the player of " + wall.host);
                wall.stall(Duration.ofMillis(dice.nextInt(100, 1_500)));
            }
            case 12 -> clocks(wall);
            case 13 -> {
                fleet.note("pause the agent of " + wall.host);
                wall.pause(Duration.ofMillis(dice.nextInt(50, 1_000)));
            }
            case 14 -> failingDisk(wall.host);
            case 15 -> failingDisk(SimFleet.CONTROLLER);
            case 16 -> {
                fleet.note("the player of " + wall.host + " answers late");
                wall.glass.answerLate(Duration.ofMillis(dice.nextInt(20, 250)));
                world.after(seconds(2, 10), () -> wall.glass.answerLate(Duration.ZERO));
            }
            default -> throw new IllegalStateException("no such fault");
        }
    }

    private void failingDisk(String host) {
        fleet.note("the disk of " + host + " fails");
        world.marks().hit("fault.disk-failing");
        world.disk(host).failing(true);
        world.after(seconds(1, 8), () -> world.disk(host).failing(false));
    }

    private void mended(SimWall wall, Runnable fault) {
        fault.run();
        world.after(seconds(2, 14), () -> world.network().heal(SimFleet.CONTROLLER, wall.host));
    }

    private void look(SimWall wall, int times) {
        if (fleet.controllerUp() && times > 0) {
            var answer = fleet.controller().snapshots().snapshot(wall.screen().id(), 320);
            answer.whenComplete((picture, failure) -> world.marks().hit(failure == null ? "snapshot.taken" : "snapshot.failed"));
            world.after(Duration.ofMillis(900), () -> look(wall, times - 1));
        }
    }

    private void killController() {
        if (fleet.controllerUp()) {
            // A reboot takes its wall clock's word: in worlds where that is stepped, the walls would need a quarter of an hour to follow it at 200 ppm.
            boolean power = dice.nextInt(3) == 0 && !stepsController;
            if (power) {
                fleet.cutPowerOfController();
            } else {
                fleet.killController();
            }
            world.after(seconds(1, 12), () -> {
                if (!fleet.controllerUp()) {
                    fleet.startController(power);
                }
            });
        }
    }

    private void killAgent(SimWall wall) {
        if (wall.up()) {
            boolean power = dice.nextInt(4) == 0;
            if (power) {
                wall.cutPower();
            } else {
                wall.killAgent();
            }
            world.after(seconds(1, 10), () -> {
                if (!wall.up()) {
                    wall.startAgain(power);
                }
            });
        }
    }

    private void clocks(SimWall wall) {
        switch (dice.nextInt(3)) {
            case 0 -> world.clock(wall.host).step(Duration.ofMinutes(dice.nextInt(-600, 600)));
            case 1 -> world.clock(wall.host).drift(dice.nextInt(-50, 50));
            // Both sides of the second that alarms: the timeline clock only ever slews.
            default -> {
                if (stepsController) {
                    world.clock(SimFleet.CONTROLLER).step(Duration.ofMillis(dice.nextInt(-2_000, 2_000)));
                }
            }
        }
    }

    private void edit() {
        switch (dice.nextInt(6)) {
            case 0 -> {
                String name = "clip " + ++uploads;
                fleet.upload(name, FakeMediaTools.video(name, Duration.ofMillis(dice.nextInt(3, 40) * 500L)));
            }
            case 1 -> fleet.upload("still", FakeMediaTools.still("still " + ++uploads));
            case 2 -> rule();
            default -> changeLoop(dice.nextInt(4) == 0, dice.nextInt(20) == 0);
        }
    }

    /** Adds, removes, moves, or changes a length: some of each. The dice are thrown before, for a worker runs at a time of its own. */
    private void changeLoop(boolean applyNow, boolean spoilt) {
        long roll = dice.nextLong(1_000_000);
        if (spoilt) {
            fleet.upload("spoilt", FakeMediaTools.spoilt("spoilt " + roll));
        }
        fleet.operator("edits the loop", () -> {
            var list = fleet.loopNow();
            var drafts = new ArrayList<Playlists.Draft>();
            list.items().forEach(item -> drafts.add(new Playlists.Draft(item.id(), item.media(), item.length(), item.fit())));
            List<Media> media = fleet.controller().mediaStore().all();
            if (!drafts.isEmpty() && roll % 3 == 0) {
                drafts.remove((int) (roll / 3 % drafts.size()));
            }
            if (!media.isEmpty() && (drafts.size() < 3 || roll % 3 != 0)) {
                Media added = media.get((int) (roll / 7 % media.size()));
                Duration length = roll % 2 == 0 ? null : Duration.ofMillis(1_000 + roll % 9_000);
                drafts.add((int) (roll / 11 % (drafts.size() + 1)), new Playlists.Draft(null, added.id(), length, roll % 5 == 0 ? Fit.COVER : Fit.CONTAIN));
            }
            var saved = fleet.controller().playlists().save(list.id(), list.revision(), list.name(), drafts);
            if (applyNow) {
                fleet.controller().planner().applyNow(list.id());
                world.marks().hit("edit.applyNow");
            }
            world.marks().hit("edit.loop");
            return saved;
        });
    }

    /** A one-off window soon, with a playlist of its own. */
    private void rule() {
        long roll = dice.nextLong(1_000_000);
        fleet.operator("makes a rule", () -> {
            var controller = fleet.controller();
            List<Media> media = controller.mediaStore().all();
            if (media.isEmpty()) {
                return null;
            }
            var list = controller.playlists().create("Window " + roll);
            controller.playlists().save(list.id(), list.revision(), list.name(),
                    List.of(new Playlists.Draft(null, media.get((int) (roll % media.size())).id(), Duration.ofMillis(2_000 + roll % 5_000), Fit.CONTAIN)));
            long from = controller.clock().now() + (5 + roll % 40) * 1_000_000_000L;
            world.marks().hit("edit.rule");
            return controller.rules().create(new Rules.Draft("Window " + roll, Screens.DEFAULT_GROUP, list.id(), Instants.instant(from),
                    Instants.instant(from + (3 + roll % 30) * 1_000_000_000L), (int) (roll % 3)));
        });
    }

    private Duration seconds(int from, int until) {
        return Duration.ofMillis(dice.nextLong(from * 1_000L, until * 1_000L));
    }
}
