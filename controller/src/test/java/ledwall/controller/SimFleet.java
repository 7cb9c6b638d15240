package ledwall.controller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import ledwall.agent.link.Enrolment;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.Validity;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.rollout.GroupStatus;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.Screens;
import ledwall.controller.storage.Database;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Enrolled;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Instants;
import ledwall.sim.SimKilled;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;

/**
 * One controller and its screens, three unless said otherwise, in a simulated world, put together as in production: enrolled by code, edited by the commands
 * that the web calls.
 */
final class SimFleet {
    static final String CONTROLLER = "controller";
    static final int PORT = 7420;
    private static final int SOCKET_BYTES = 32 << 10;
    /** Bytes a second. */
    private static final long THIN_LINE = 400_000;
    /** Four minutes of a dead controller. */
    private static final int MANY_TICKS = 1_000;
    private static final Duration SUPPLY = Duration.ofMinutes(1);
    private static final Duration ENROL_AGAIN = Duration.ofSeconds(2);
    private static final List<Screens.Draft> DRAFTS = List.of(new Screens.Draft("North", 640, 360, null, null, null),
            new Screens.Draft("South", 640, 360, null, null, null), new Screens.Draft("West", 360, 640, null, null, null));

    final SimWorld world;
    /** What the controller's database suffers. */
    final SimSql sql = new SimSql();
    final Database database = Database.inMemory(sql::faulty);
    /** Screens in service. */
    final List<SimWall> walls = new ArrayList<>();
    /** Screens that were taken out of service. */
    final List<SimWall> retired = new ArrayList<>();
    /** Of items that people made; nobody changes one later. */
    final Map<ItemId, Validity> validities = new HashMap<>();
    /** True instants against the timeline clock, now and then: the clock may begin anew with a reboot of the controller. */
    final List<Tick> ticks = new ArrayList<>();
    /** Who sits at the agents' port without being an agent, by machine. */
    private final Map<String, Strangers> strangers = new TreeMap<>();
    private Node node;
    private ControllerNode controller;
    private boolean up;
    private long pausedUntilNanos;
    private long tickMono;
    private int deadTicks;
    private String tickBoot = "";
    private final int socketBytes;
    private final Consumer<String> unpacked;

    /** At {@code trueNanos} since the world began the timeline clock said {@code timelineNanos}. */
    record Tick(long trueNanos, long timelineNanos) {}

    SimFleet(long seed) {
        this(new SimWorld(seed), List.of(DRAFTS), SOCKET_BYTES, machine -> {});
        // One wall at the end of a thin line: senders meet back-pressure, not only when something breaks.
        world.network().rate(CONTROLLER, walls.getLast().host, THIN_LINE);
    }

    /**
     * @param groups the screens of each group, those of the default group first
     * @param socketBytes what fits between writer and reader
     * @param unpacked told of each machine by name before anything runs on it
     */
    SimFleet(SimWorld world, List<List<Screens.Draft>> groups, int socketBytes, Consumer<String> unpacked) {
        this.world = world;
        this.socketBytes = socketBytes;
        this.unpacked = unpacked;
        node = world.node(CONTROLLER);
        unpacked.accept(CONTROLLER);
        try {
            controller = begin();
            up = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < groups.size(); i++) {
            GroupId group = i == 0 ? Screens.DEFAULT_GROUP : controller.groups().create("Group " + (i + 1)).id();
            for (Screens.Draft draft : groups.get(i)) {
                wall(controller.screens().create(new Screens.Draft(draft.name(), draft.width(), draft.height(), draft.frameRate(), draft.zone(), group)));
            }
        }
        walls.forEach(this::enrol);
        world.runUntil(() -> walls.stream().allMatch(SimWall::up), Duration.ofSeconds(5));
        clockTick();
    }

    /** A PC for a screen that was made, not yet enrolled. */
    SimWall wall(Screen screen) {
        var wall = new SimWall(world, "screen-" + (walls.size() + retired.size() + 1), screen);
        walls.add(wall);
        unpacked.accept(wall.host);
        // Small buffers: senders meet back-pressure, not only when something breaks.
        world.network().budget(CONTROLLER, wall.host, socketBytes);
        world.network().budget(wall.host, CONTROLLER, socketBytes);
        return wall;
    }

    /** Somebody enrols the PC and starts its agent, and does not give up. */
    void enrol(SimWall wall) {
        if (wall.isEnrolled() || retired.contains(wall)) {
            return;
        }
        if (!up || !world.running(wall.host)) {
            world.after(ENROL_AGAIN, () -> enrol(wall));
            return;
        }
        operator("enrols " + wall.host, () -> controller.enrolments().open(wall.screen().id()).code(), code -> Enrolment.start(wall.node(), CONTROLLER, PORT,
                code, "sim", new Enrolment.Outcome() {
            @Override
            public void enrolled(Enrolled enrolled) {
                wall.enrolled(enrolled.key());
                wall.start();
            }

            @Override
            public void failed(String why) {
                world.trace(wall.host + " is not enrolled: " + why);
            }
        }));
        // Whoever was told nothing, because somebody died meanwhile, asks for another code.
        world.after(ENROL_AGAIN.multipliedBy(6), () -> enrol(wall));
    }

    private ControllerNode begin() throws IOException {
        return ControllerNode.start(node, database, new FakeMediaTools(node.disk()), new ControllerSettings("127.0.0.1", PORT, "sim"));
    }

    private void clockTick() {
        long mono = world.clock(CONTROLLER).nanos();
        String boot = world.clock(CONTROLLER).bootId();
        if (up) {
            ticks.add(new Tick(world.nowNanos(), controller.clock().now()));
            walls.forEach(wall -> wall.knowsTheTime(controller.clock()));
        } else if (boot.equals(tickBoot) && !ticks.isEmpty()) {
            // It would go on by the crystal of its machine.
            ticks.add(new Tick(world.nowNanos(), ticks.getLast().timelineNanos() + mono - tickMono));
        }
        tickMono = mono;
        tickBoot = boot;
        deadTicks = up ? 0 : deadTicks + 1;
        // A crystal alone is easily followed; days of that would fill the memory.
        world.after(deadTicks < MANY_TICKS ? Duration.ofMillis(250) : Duration.ofSeconds(5), this::clockTick);
    }

    /** The timeline instant at a true one, as exactly as the controller's clock was known then. */
    long timelineAt(long trueNanos) {
        int low = 0;
        int high = ticks.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (ticks.get(middle).trueNanos() > trueNanos) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        Tick best = ticks.get(low);
        return best.timelineNanos() + trueNanos - best.trueNanos();
    }

    /** Whether some instants of the timeline clock came twice: it began anew, behind where it had been. */
    boolean clockWentBack() {
        return IntStream.range(1, ticks.size()).anyMatch(i -> ticks.get(i).timelineNanos() < ticks.get(i - 1).timelineNanos());
    }

    Strangers strangers(String host) {
        return strangers.computeIfAbsent(host, first -> Strangers.at(world, host));
    }

    void strangersLeave() {
        strangers.values().forEach(Strangers::leave);
    }

    /** How many connections of strangers the controller may hold. */
    int mostStrangers() {
        return strangers.values().stream().mapToInt(Strangers::most).sum();
    }

    /** The controller stands still. */
    void pauseController(Duration length) {
        world.pause(CONTROLLER, length);
        pausedUntilNanos = Math.max(pausedUntilNanos, world.nowNanos() + length.toNanos());
    }

    /** Whether it stood still in the time just over. */
    boolean controllerPaused(Duration just) {
        return pausedUntilNanos > world.nowNanos() - just.toNanos();
    }

    ControllerNode controller() {
        return controller;
    }

    /** What the controller runs on, as long as it lives. */
    Node node() {
        return node;
    }

    boolean controllerUp() {
        return up;
    }

    /** What people call the file that a player shows; {@code dark} for none, {@code slate} for what nobody uploaded. */
    String nameOf(@Nullable String path) {
        if (path == null) {
            return "dark";
        }
        String hash = path.substring(path.lastIndexOf('/') + 1);
        return controller.mediaStore().all().stream().filter(media -> database.read("find",
                handle -> handle.createQuery("SELECT count(*) FROM rendition WHERE master_hash = :master AND hash = :hash").bind("master", media.hash().value())
                        .bind("hash", hash).mapTo(int.class).one()) > 0).map(media -> media.name()).findFirst().orElse("slate");
    }

    void markGoodbyes() {
        controller.agents().goodbyes().keySet().forEach(reason -> world.marks().hit("goodbye." + reason));
    }

    void killController() {
        markGoodbyes();
        world.kill(CONTROLLER);
        up = false;
    }

    /** Ends the controller as a service manager does. */
    void endController() {
        note("the controller is ended");
        markGoodbyes();
        up = false;
        controller.stop();
        world.after(Duration.ofMillis(200), () -> {
            if (!up) {
                world.kill(CONTROLLER);
            }
        });
    }

    /** Kills the controller in the midst of its so manieth change of the disk. */
    void killControllerWhileWriting(int changes, Runnable then) {
        world.disk(CONTROLLER).killAt(changes, () -> {
            if (up) {
                killController();
                then.run();
            } else {
                world.kill(CONTROLLER);
            }
        });
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
            ticks.add(new Tick(world.nowNanos(), controller.clock().now()));
            walls.forEach(wall -> wall.knowsTheTime(controller.clock()));
            world.marks().hit("controller.restarted");
        } catch (SimKilled e) {
            note("the controller was killed while it started");
            world.after(Duration.ofSeconds(1), () -> startController(false));
        } catch (IOException | Refusal e) {
            // It ends with a word of why, and whatever watches over it starts it again.
            note("the controller does not start: " + e.getMessage());
            world.kill(CONTROLLER);
            world.after(Duration.ofSeconds(1), () -> startController(false));
        }
    }

    /** The screen is out of service. */
    void retire(SimWall wall) {
        if (walls.remove(wall)) {
            retired.add(wall);
        }
    }

    /** Something that people do, as a route would do it: on a worker of the controller. Refusals are an answer too. */
    <T> void operator(String what, Callable<T> task) {
        operator(what, task, result -> {});
    }

    /** @param then told on the controller's loop, unless the controller died meanwhile or refused */
    <T> void operator(String what, Callable<T> task, Consumer<T> then) {
        if (up) {
            note("operator: " + what);
            node.work().submit("operator", what, task, node.loop(), new Work.Outcome<T>() {
                @Override
                public void done(T result) {
                    then.accept(result);
                }
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

    /** The loop of a group as it is now. */
    Playlist loopOf(GroupId group) {
        return controller.playlistStore().byId(controller.groupStore().byId(group).orElseThrow().loop()).orElseThrow();
    }

    /** Groups that have screens. */
    List<GroupId> groups() {
        return walls.stream().map(wall -> wall.screen().group()).distinct().sorted().toList();
    }

    GroupStatus status() {
        return controller.rollouts().statuses().get(Screens.DEFAULT_GROUP);
    }

    void note(String line) {
        world.trace(line);
    }

    /** Every edit is on air, and every screen is in step with it. */
    boolean inStep() {
        return up && controller.board().screens().size() == walls.size() && inStep(walls);
    }

    /** These screens are in step with the newest edit of their groups. */
    boolean inStep(List<SimWall> some) {
        return up && some.stream().allMatch(wall -> {
            var status = controller.rollouts().statuses().get(wall.screen().group());
            return status != null && status.onAir() != null && status.pending() == null
                    && controller.board().screen(wall.screen().id()).filter(ScreenStatus::inSync).filter(this::isSupplied).isPresent();
        });
    }

    /** It has what it shows in the next minute. */
    private boolean isSupplied(ScreenStatus screen) {
        return screen.reported() != null && screen.reported().readyUntil().isAfter(Instants.instant(controller.clock().now()).plus(SUPPLY));
    }

    /** The screens that the database knows are the walls there are: what a controller did and told nobody before it died is found out. */
    void takeStock() {
        var known = new TreeMap<ScreenId, Screen>();
        controller.screenStore().all().forEach(screen -> known.put(screen.id(), screen));
        for (SimWall wall : List.copyOf(walls)) {
            Screen now = known.remove(wall.screen().id());
            if (now == null) {
                retire(wall);
            } else {
                wall.became(now);
            }
        }
        known.values().forEach(screen -> enrol(wall(screen)));
    }

    SimWall wallOf(Screen screen) {
        return walls.stream().filter(wall -> wall.screen().id().equals(screen.id())).findFirst().orElseThrow();
    }
}
