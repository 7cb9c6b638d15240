package ledwall.controller.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import ledwall.controller.ControllerNode;
import ledwall.controller.ControllerOnline;
import ledwall.controller.ControllerReleases;
import ledwall.controller.ControllerSettings;
import ledwall.controller.ControllerWeb;
import ledwall.controller.WebSettings;
import ledwall.controller.access.QuickAccount;
import ledwall.controller.access.Role;
import ledwall.controller.media.ffmpeg.FfmpegTools;
import ledwall.controller.screen.Screens;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlPeopleStore;
import ledwall.controller.web.PublicServer;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.real.RealNode;

/** A real controller in this JVM: its own folder, database file, ffmpeg and sockets. It can be stopped and started again at the same ports. */
final class TestController implements AutoCloseable {
    static final String NAME = "drolma";
    static final String PASSWORD = "lhasa-river-wall-42";
    /** What it logged. */
    static final String LOG = "the controller listens\n";
    private static final String HOST = "127.0.0.1";
    private static final Bytes KEY = Bytes.of(new byte[32]);

    private final Path folder;
    private int webPort;
    private int agentsPort;
    private RealNode node;
    private Database database;
    private ControllerNode controller;
    private ControllerOnline online;
    private ControllerReleases releases;
    private ControllerWeb web;
    private boolean running;

    TestController(Path folder) throws IOException {
        this.folder = folder;
        start();
    }

    void start() throws IOException {
        node = RealNode.open("controller", folder, (task, error) -> {
            throw new AssertionError(task + " broke an invariant", error);
        });
        database = Database.open(folder.resolve("ledwall.db"));
        controller = ControllerNode.start(node.node(), database, new FfmpegTools(node.node().disk()), new ControllerSettings(HOST, agentsPort, "test"));
        online = new ControllerOnline(node.node(), database, KEY, controller.changes(), controller.clock()::instant);
        online.listen(HOST, 0, null, PublicServer.Pace.STANDARD);
        releases = ControllerReleases.start(node.node(), database, controller, online);
        web = ControllerWeb.start(node.node(), database, controller, new ControllerWeb.Outside(releases, online), new WebSettings(HOST, webPort, Set.of(), null), node::failedTasks,
            () -> Bytes.of(LOG.getBytes(StandardCharsets.UTF_8)));
        webPort = web.port();
        agentsPort = controller.agentsPort();
        running = true;
    }

    void stop() {
        if (running) {
            running = false;
            web.close();
            releases.stop();
            online.close();
            controller.stop();
            node.close();
            database.close();
        }
    }

    @Override
    public void close() {
        stop();
    }

    String url() {
        return web.url();
    }

    /** What the first start prints. */
    String setupLink() {
        return url() + "/#/setup/" + web.accounts().offerSetup().orElseThrow();
    }

    void addAdministrator() {
        new SqlPeopleStore(database).insert(QuickAccount.of(NAME, Role.ADMINISTRATOR, PASSWORD));
    }

    /** @return the one-time code that its agent enrols with */
    String addScreen(String name) {
        var screen = controller.screens().create(new Screens.Draft(name, 320, 180, null, null, null));
        return controller.enrolments().open(screen.id()).code();
    }

    String host() {
        return HOST;
    }

    int agentsPort() {
        return agentsPort;
    }

    /** Tasks of the control loop that threw. */
    long failures() {
        return node.failedTasks();
    }
}
