package ledwall.controller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import ledwall.agent.link.Enrolment;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.rollout.GroupStatus;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.Screens;
import ledwall.controller.storage.Database;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.message.Enrolled;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;

/** One controller and three screens in a simulated world, put together as in production: enrolled by code, edited by the commands that the web calls. */
final class SimFleet {
    static final String CONTROLLER = "controller";
    static final int PORT = 7420;
    private static final int SOCKET_BYTES = 32 << 10;
    /** Bytes a second. */
    private static final long THIN_LINE = 400_000;
    private static final List<Screens.Draft> DRAFTS = List.of(new Screens.Draft("North", 640, 360, null, null, null),
            new Screens.Draft("South", 640, 360, null, null, null), new Screens.Draft("West", 360, 640, null, null, null));

    final SimWorld world;
    final Database database = Database.inMemory();
    final List<SimWall> walls = new ArrayList<>();
    /** True instants against the timeline clock, now and then: the clock may begin anew with a reboot of the controller. */
    final List<Tick> ticks = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private Node node;
    private ControllerNode controller;
    private boolean up;
    private GroupStatus.@Nullable Pending seen;

    /** At {@code trueNanos} since the world began the timeline clock said {@code timelineNanos}. */
    record Tick(long trueNanos, long timelineNanos) {}

    SimFleet(long seed) {
        world = new SimWorld(seed);
        node = world.node(CONTROLLER);
        try {
            controller = begin();
            up = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < DRAFTS.size(); i++) {
            walls.add(new SimWall(world, "screen-" + (i + 1), controller.screens().create(DRAFTS.get(i))));
        }
        lines();
        enrol();
        clockTick();
    }

    /** Small buffers, and one wall at the end of a thin line: senders meet back-pressure, not only when something breaks. */
    private void lines() {
        for (SimWall wall : walls) {
            world.network().budget(CONTROLLER, wall.host, SOCKET_BYTES);
            world.network().budget(wall.host, CONTROLLER, SOCKET_BYTES);
        }
        world.network().rate(CONTROLLER, walls.getLast().host, THIN_LINE);
    }

    private ControllerNode begin() throws IOException {
        return ControllerNode.start(node, database, new FakeMediaTools(node.disk()), new ControllerSettings("127.0.0.1", PORT, "sim"));
    }

    private void enrol() {
        for (SimWall wall : walls) {
            String code = controller.enrolments().open(wall.screen().id()).code();
            Enrolment.start(wall.node(), CONTROLLER, PORT, code, "sim", new Enrolment.Outcome() {
                @Override
                public void enrolled(Enrolled enrolled) {
                    wall.enrolled(enrolled.key());
                }

                @Override
                public void failed(String why) {
                    throw new IllegalStateException(why);
                }
            });
        }
        world.runUntil(() -> walls.stream().allMatch(SimWall::isEnrolled), Duration.ofSeconds(5));
        walls.forEach(SimWall::start);
    }

    private void clockTick() {
        if (up) {
            ticks.add(new Tick(world.nowNanos(), controller.clock().now()));
        }
        world.after(Duration.ofMillis(250), this::clockTick);
    }

    /** The timeline instant at a true one, as exactly as the controller's clock was known then. */
    long timelineAt(long trueNanos) {
        Tick best = ticks.getFirst();
        for (Tick tick : ticks) {
            if (tick.trueNanos() > trueNanos) {
                break;
            }
            best = tick;
        }
        return best.timelineNanos() + trueNanos - best.trueNanos();
    }

    ControllerNode controller() {
        return controller;
    }

    boolean controllerUp() {
        return up;
    }

    /** Coverage: how far edits came, and why sessions were ended. */
    void markStage() {
        var status = status();
        var pending = status == null ? null : status.pending();
        if (pending != null && pending != seen) {
            seen = pending;
            world.marks().hit("stage." + pending.stage());
        }
    }

    private void markGoodbyes() {
        controller.agents().goodbyes().keySet().forEach(reason -> world.marks().hit("goodbye." + reason));
    }

    void killController() {
        markGoodbyes();
        world.kill(CONTROLLER);
        up = false;
    }

    void cutPowerOfController() {
        markGoodbyes();
        world.cutPower(CONTROLLER);
        up = false;
    }

    void startController(boolean newBoot) {
        node = world.restart(CONTROLLER, newBoot);
        try {
            controller = begin();
            up = true;
            world.marks().hit("controller.restarted");
        } catch (IOException e) {
            // It ends with a word of why, and whatever watches over it starts it again.
            note("the controller does not start: " + e.getMessage());
            world.kill(CONTROLLER);
            world.after(Duration.ofSeconds(1), () -> startController(false));
        }
    }

    /** Something that people do, as a route would do it: on a worker of the controller. Refusals are an answer too. */
    <T> void operator(String what, Callable<T> task) {
        if (up) {
            note("operator: " + what);
            node.work().submit("operator", what, task, node.loop(), new Work.Outcome<T>() {
                @Override
                public void done(T result) {}
            });
        }
    }

    void upload(String name, byte[] file) {
        operator("uploads " + name, () -> {
            try (var upload = controller.media().ingest().begin(name, OptionalLong.of(file.length))) {
                upload.write(file);
                return upload.finish();
            }
        });
    }

    PlaylistId loop() {
        return controller.groupStore().byId(Screens.DEFAULT_GROUP).orElseThrow().loop();
    }

    Playlist loopNow() {
        return controller.playlistStore().byId(loop()).orElseThrow();
    }

    GroupStatus status() {
        return controller.rollouts().statuses().get(Screens.DEFAULT_GROUP);
    }

    /** What people and faults did so far. */
    String story() {
        return String.join("\n", story);
    }

    void note(String line) {
        world.trace(line);
        story.add(world.nowNanos() / 1_000_000 + " ms " + line);
    }

    /** Every edit is on air, and every screen is in step with it. */
    boolean inStep() {
        return up && status() != null && status().onAir() != null && status().pending() == null
                && controller.board().screens().size() == walls.size() && controller.board().screens().stream().allMatch(ScreenStatus::inSync);
    }

    SimWall wallOf(Screen screen) {
        return walls.stream().filter(wall -> wall.screen().id().equals(screen.id())).findFirst().orElseThrow();
    }
}
