package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import ledwall.controller.ControllerNode;
import ledwall.controller.ControllerReleases;
import ledwall.controller.release.channel.Post;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.FreezeGuard;
import ledwall.controller.storage.SqlReleaseStore;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimWorld;

/** Sites with a truth of their own for a whole simulated house, and the release engine that calls them, as production puts it together. */
public final class SimSites {
    private final FakeSites sites = new FakeSites();
    private final SimWorld world;
    private final Database database;
    private final Supplier<Instant> timeline;

    /** @param timeline the instant by which the walls go, also while there is no controller */
    public SimSites(SimWorld world, Database database, Supplier<Instant> timeline) {
        this.world = world;
        this.database = database;
        this.timeline = timeline;
    }

    public void add(String name, Duration median) {
        sites.add(new FakeSite(world, name, median, timeline, id -> new SqlReleaseStore(database, FreezeGuard.none(database)).byId(id).orElseThrow().goes()));
    }

    /** From now on it takes no draft. */
    public void refuses(String name) {
        sites.all.get(name).refusesDrafts = true;
    }

    /** How often anything is to be seen there. */
    public int visible(String name) {
        return sites.all.get(name).visible();
    }

    /** How often it was called to publish. */
    public int called(String name) {
        return sites.all.get(name).publishCalls;
    }

    /** Since when a release is to be seen there, by the site's own truth. */
    public Optional<Instant> since(String name, Release release) {
        return Optional.ofNullable(sites.all.get(name).since(EngineRig.key(release, new ChannelId(name))));
    }

    /** Starts the engine of a controller that was just started. */
    public ControllerReleases engage(Node node, ControllerNode controller) {
        var slow = new Node(node.clock(), node.loop(), new SlowLanes(node.work(), node.loop(), sites::takes), node.disk(), node.entropy(), node.dialer(), node.listener());
        var online = new ControllerReleases.Online(sites, id -> sites.all.containsKey(id.value()) ? id.value() : null,
            HandTasks.none(controller.changes(), controller.clock()), SimSites::post);
        return ControllerReleases.start(slow, database, controller, online);
    }

    private static Posts.Made post(Release release, ChannelId channel) {
        var texts = new TreeMap<String, Post.Text>();
        release.content().textsOn(channel).forEach((language, text) -> texts.put(language, new Post.Text(text.title(), text.digest(), text.body())));
        return new Posts.Made.Ready(new Post(release.content().name(), texts, List.of()));
    }
}
