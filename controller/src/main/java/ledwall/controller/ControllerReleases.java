package ledwall.controller;

import java.time.Duration;
import java.util.function.Function;
import ledwall.controller.release.AgentWalls;
import ledwall.controller.release.Conductor;
import ledwall.controller.release.MediaPosts;
import ledwall.controller.release.Posts;
import ledwall.controller.release.ReleaseBoard;
import ledwall.controller.release.ReleaseStore;
import ledwall.controller.release.Releases;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelBook;
import ledwall.controller.release.channel.Tasks;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.FreezeGuard;
import ledwall.controller.storage.SqlChannelStore;
import ledwall.controller.storage.SqlPublicFiles;
import ledwall.controller.storage.SqlReleaseStore;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.runtime.Node;
import org.jspecify.annotations.Nullable;

/** The release engine, put together on top of a {@link ControllerNode} and whatever channels there are: the real ones, or those of a simulation. */
public final class ControllerReleases {
    /** How often everything that waits for an instant is looked at; what is due between two looks has a timer of its own. */
    private static final Duration TICK = Duration.ofMillis(100);

    private final Node node;
    private final Conductor conductor;
    private final Releases releases;
    private final Posts posts;
    private boolean stopped;

    /** Channels, as the engine needs them: to be called, by name, with what people do by hand, and with what is published there. */
    public record Online(ChannelBook book, Function<ChannelId, @Nullable String> names, Tasks tasks, Posts posts) {}

    private ControllerReleases(Node node, Database database, ControllerNode controller, Online online) {
        this.node = node;
        posts = online.posts();
        var clock = controller.clock();
        ReleaseStore store = new SqlReleaseStore(database, new FreezeGuard(database, controller.settings().freeze(), clock::now));
        conductor = new Conductor(store, online.book(), online.posts(), new AgentWalls(controller.walls(), controller.board()), controller.asRun(), clock, node.work(),
            node.loop(), controller.changes(), new ReleaseBoard(controller.board(), clock));
        releases = new Releases(store, online.book(), online.names(), controller.screenStore(), controller.groupStore(), controller.mediaStore(), online.tasks(),
            controller.changes(), clock::instant, node.entropy());
    }

    /** With the real channels. Blocking. */
    public static ControllerReleases start(Node node, Database database, ControllerNode controller, ControllerOnline online) {
        var channels = new SqlChannelStore(database);
        var posts = new MediaPosts(controller.mediaStore(), channels, new SqlReleaseStore(database, FreezeGuard.none(database)), controller.media().channelRenditions(),
            node.loop());
        // Also when its media was deleted: a feed goes on naming what it published.
        var files = new SqlPublicFiles(database);
        controller.media().channelRenditions().keepFor(() -> made -> files.names(made.hash()));
        return start(node, database, controller, new Online(online.channels(), id -> channels.byId(id).map(Channel::name).orElse(null), online.tasks(), posts));
    }

    /** Takes up what is stored, and goes on with it. Blocking. */
    public static ControllerReleases start(Node node, Database database, ControllerNode controller, Online online) {
        var out = new ControllerReleases(node, database, controller, online);
        // First: to an engine that knows no screens yet every wall of a release would have left its targets.
        node.loop().post("screens of releases", () -> controller.hearScreens(out.conductor::registered));
        out.conductor.start();
        node.loop().post("releases", out::tick);
        return out;
    }

    /** Decides and calls nothing any more. From any thread. */
    public void stop() {
        node.loop().post("stop releases", () -> stopped = true);
    }

    private void tick() {
        if (!stopped) {
            // First, so that no failure below ends the chain.
            node.loop().after(TICK, "releases", this::tick);
            conductor.step();
        }
    }

    public Releases releases() {
        return releases;
    }

    public Posts posts() {
        return posts;
    }

    public Conductor conductor() {
        return conductor;
    }
}
