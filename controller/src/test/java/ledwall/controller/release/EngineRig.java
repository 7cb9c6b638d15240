package ledwall.controller.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.health.Board;
import ledwall.controller.health.Journal;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaStore;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Post;
import ledwall.controller.schedule.Freeze;
import ledwall.controller.schedule.Targets;
import ledwall.controller.screen.Groups;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.Screens;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.FreezeGuard;
import ledwall.controller.storage.SqlGroupStore;
import ledwall.controller.storage.SqlHealthStore;
import ledwall.controller.storage.SqlMediaStore;
import ledwall.controller.storage.SqlReleaseStore;
import ledwall.controller.storage.SqlScreenStore;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Verdict;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The release engine of one controller in a simulated world, with its database, three walls and some sites, each of which has a truth of its own. The controller
 * may be killed at any moment and started again; walls, sites and database stay.
 */
final class EngineRig implements AutoCloseable {
    static final String CONTROLLER = "controller";
    static final MediaId FILM = new MediaId("media-film");
    private static final Duration TICK = Duration.ofMillis(100);

    final SimWorld world;
    final RandomGenerator dice;
    /** What becomes of the files of a post. */
    UnaryOperator<Posts.Made> files = made -> made;
    /** While it is set, nothing is read or written. */
    boolean databaseDown;
    final Database database = Database.inMemory(this::faulty);
    final FakeSites sites = new FakeSites();
    final FakeRecords records = new FakeRecords();
    final List<FakeWall> walls = new ArrayList<>();
    /** What the controller's table holds of what walls keep, and is to be told them. */
    final KnownWalls known = new KnownWalls(this);
    final Freeze freeze;
    Releases releases;
    Conductor conductor;
    TimelineClock clock;
    Changes changes;
    Board board;
    private Node node;
    private boolean up;
    private Instant lastTimeline = Instant.EPOCH;
    private long lastTrueNanos;
    private int life;

    EngineRig(long seed) {
        this(seed, Freeze.NONE);
    }

    EngineRig(long seed, Freeze freeze) {
        this.world = new SimWorld(seed);
        this.freeze = freeze;
        this.dice = world.dice("engine");
        node = world.node(CONTROLLER);
        begin();
        var changes = new Changes(node.loop());
        new Groups(new SqlGroupStore(database, FreezeGuard.none(database)), changes, node.clock(), node.entropy()).ensure();
        MediaStore media = new SqlMediaStore(database);
        media.insert(new Media(FILM, "Film", new MediaHash("ab".repeat(32)), 1_000, Media.Kind.VIDEO, 640, 360, Duration.ofSeconds(10), node.clock().wall(), null));
        var screens = new Screens(new SqlScreenStore(database, FreezeGuard.none(database)), changes, node.clock(), node.entropy());
        for (String name : List.of("North", "South", "West")) {
            Screen screen = screens.create(new Screens.Draft(name, 640, 360, null, null, null));
            walls.add(new FakeWall(world, screen.id(), name, this::timeline, () -> up));
        }
        conductor.registered(screens());
        board.registered(screens());
        walls.forEach(wall -> wall.connect(known));
    }

    private Connection faulty(Connection sound) {
        return (Connection) Proxy.newProxyInstance(EngineRig.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
            if (databaseDown && List.of("prepareStatement", "createStatement", "commit").contains(method.getName())) {
                throw new SQLiteException("disk I/O error", SQLiteErrorCode.SQLITE_IOERR);
            }
            try {
                return method.invoke(sound, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private List<Screen> screens() {
        return new SqlScreenStore(database, FreezeGuard.none(database)).all();
    }

    /** Takes a wall out of service: it is never welcome again. */
    void retire(FakeWall wall) {
        wall.cut = true;
        wall.lose();
        new SqlScreenStore(database, FreezeGuard.none(database)).retire(wall.id, node.clock().wall());
        conductor.registered(screens());
        board.registered(screens());
    }

    FakeSite site(String name, Duration median) {
        var site = new FakeSite(world, name, median, this::timeline, id -> stored(id).goes());
        sites.add(site);
        return site;
    }

    private void begin() {
        try {
            clock = TimelineClock.start(node.clock(), node.disk(), node.work(), node.loop());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        changes = new Changes(node.loop());
        var guard = new FreezeGuard(database, freeze, clock::now);
        var store = new SqlReleaseStore(database, guard);
        var work = new SlowLanes(node.work(), node.loop(), sites::takes);
        board = new Board(clock, new Journal(new SqlHealthStore(database), clock, node.work(), node.loop()));
        conductor = new Conductor(store, sites, this::post, known, records, clock, work, node.loop(), changes, new ReleaseBoard(board, clock));
        known.began(changes);
        conductor.registered(screens());
        board.registered(screens());
        conductor.start();
        releases = new Releases(store, sites, id -> sites.all.containsKey(id.value()) ? id.value() : null, new SqlScreenStore(database, guard),
            new SqlGroupStore(database, guard), new SqlMediaStore(database), HandTasks.none(changes, clock), changes, clock::instant, node.entropy());
        up = true;
        life++;
        node.loop().post("first step", () -> tick(clock, conductor));
    }

    private void tick(TimelineClock mine, Conductor its) {
        node.loop().after(TICK, "step", () -> tick(mine, its));
        mine.step();
        its.step();
        board.step();
        lastTimeline = mine.instant();
        lastTrueNanos = world.nowNanos();
    }

    /** The instant by which walls and sites go, whether or not there is a controller. */
    Instant timeline() {
        return lastTrueNanos == 0 && up ? clock.instant() : lastTimeline.plusNanos(world.nowNanos() - lastTrueNanos);
    }

    boolean up() {
        return up;
    }

    void kill() {
        world.kill(CONTROLLER);
        up = false;
        known.died();
        world.marks().hit("controller.killed");
    }

    void restart() {
        node = world.restart(CONTROLLER, false);
        // One that cannot read its database does not start: it is started again until it can.
        databaseDown = false;
        begin();
        int mine = life;
        for (FakeWall wall : walls) {
            wall.lose();
            world.after(Duration.ofMillis(200 + dice.nextInt(2_000)), () -> {
                if (up && life == mine && !wall.cut) {
                    wall.connect(known);
                }
            });
        }
    }

    private Posts.Made post(Release release, ChannelId channel) {
        var texts = new TreeMap<String, Post.Text>();
        release.content().textsOn(channel).forEach((language, text) -> texts.put(language, new Post.Text(text.title(), text.digest(), text.body())));
        return files.apply(new Posts.Made.Ready(new Post(release.content().name(), texts, List.<Attachment>of())));
    }

    /** For all walls and all sites. */
    Content content(Policy policy) {
        var texts = Map.of("zh", new ReleaseText("开幕", "", "今天开幕。"));
        var parts = sites.all.keySet().stream().map(name -> new Content.ChannelPart(new ChannelId(name), Map.of(), null)).toList();
        return new Content("Opening", List.of(new Content.Item(FILM, Fit.CONTAIN, null)), texts, Targets.of(Screens.DEFAULT_GROUP), Duration.ofSeconds(40), parts,
            policy, "", "");
    }

    /** What people do, as a route does it: on a worker. */
    <T> void people(String what, Supplier<T> deed, Consumer<T> then) {
        people(what, deed, then, refused -> {
            throw refused;
        });
    }

    <T> void people(String what, Supplier<T> deed, Consumer<T> then, Consumer<Refusal> refused) {
        world.trace("people: " + what);
        node.work().submit("people", what, deed::get, node.loop(), new Work.Outcome<T>() {
            @Override
            public void done(T result) {
                then.accept(result);
            }

            @Override
            public void failed(Exception cause) {
                if (cause instanceof Refusal refusal) {
                    refused.accept(refusal);
                } else {
                    throw new AssertionError(what, cause);
                }
            }
        });
    }

    /** A release of everything, scheduled so far ahead. */
    Release scheduled(Policy policy, Duration ahead) {
        Release draft = releases.create(content(policy), "operator");
        Release out = releases.schedule(draft.id(), null, clock.instant().plus(ahead), null, "operator");
        known.refresh();
        return out;
    }

    /** Under which a site knows a release. */
    static String key(Release release, ChannelId channel) {
        return ChannelDesk.key(release, release.outlet(new OutletId.Online(channel)).orElseThrow(), channel);
    }

    Release stored(ReleaseId id) {
        return looked(store -> store.byId(id).orElseThrow());
    }

    List<HistoryEntry> history(ReleaseId id) {
        return looked(store -> store.history(id));
    }

    /** Tests see what is stored also while the controller cannot. */
    private <T> T looked(Function<SqlReleaseStore, T> look) {
        boolean down = databaseDown;
        databaseDown = false;
        try {
            return look.apply(new SqlReleaseStore(database, FreezeGuard.none(database)));
        } finally {
            databaseDown = down;
        }
    }

    /** Store, then say. */
    void tokensOnlyOfWhatIsStored(ReleaseRef told, Verdict verdict) {
        if (verdict == Verdict.GO) {
            boolean stored = looked(SqlReleaseStore::all).stream()
                .anyMatch(release -> release.goes() && release.revision() == told.revision() && release.booked().wallId().equals(told.release()));
            if (!stored) {
                throw new AssertionError("a token of " + told + " was sent, and no go is stored");
            }
        }
    }

    /** Every step that was ever taken, as a mark. */
    void mark(ReleaseId id) {
        for (HistoryEntry entry : history(id)) {
            world.marks().hit((entry.outlet() == null ? "release " : entry.outlet() instanceof OutletId.Wall ? "wall " : "channel ") + entry.from() + " -> " + entry.to());
        }
    }

    /** Lets time pass until so long after an instant. */
    void runUntil(Instant instant) {
        long left = Duration.between(timeline(), instant).toNanos();
        if (left > 0) {
            world.run(Duration.ofNanos(left));
        }
    }

    void tell(Change change, @Nullable Changes changes) {
        if (up && changes != null) {
            changes.post(change);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
