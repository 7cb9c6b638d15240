package ledwall.controller;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ledwall.controller.media.ffmpeg.FfmpegTools;
import ledwall.controller.release.channel.Vault;
import ledwall.controller.setup.DataFolder;
import ledwall.controller.setup.KeyFile;
import ledwall.controller.setup.LogRing;
import ledwall.controller.setup.Logs;
import ledwall.controller.setup.Settings;
import ledwall.controller.storage.Database;
import ledwall.controller.web.PublicServer;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.real.RealNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code ledwall serve}: the composition root of the real controller, from its start to SIGTERM. */
final class RunningController {
    static final String DATABASE = "ledwall.db";
    private static final String AGENTS_HOST = "127.0.0.1";
    private static final int BROKEN = 70;
    /** With what follows, the whole stays below the 10 s that a SIGTERM may take. */
    private static final Duration GRACE = Duration.ofSeconds(3);
    /** Everybody's requests are short, but for files, which can be fetched on from where they broke off. */
    private static final Duration GRACE_OUTSIDE = Duration.ofMillis(500);
    private static final Duration WHOLE_GRACE = Duration.ofSeconds(9);
    private static final Logger log = LoggerFactory.getLogger(RunningController.class);

    private final RealNode node;
    private final Database database;
    private final ControllerNode controller;
    private final ControllerOnline online;
    private final ControllerReleases releases;
    private final ControllerWeb web;

    private RunningController(Settings settings, String version, LogRing log) throws IOException {
        Path data = settings.data();
        node = RealNode.open("controller", data, RunningController::broken);
        database = Database.open(data.resolve(DATABASE));
        var tools = new FfmpegTools(node.node().disk());
        controller = ControllerNode.start(node.node(), database, tools, new ControllerSettings(AGENTS_HOST, settings.agentsPort(), version, settings.freeze()));
        Bytes key = KeyFile.open(data, Vault.KEY_BYTES, node.node().entropy());
        online = new ControllerOnline(node.node(), database, key, controller.changes(), controller.clock()::instant);
        online.remindPeople();
        Settings.Public open = settings.open();
        if (open != null) {
            online.listen(open.host(), open.port(), open.url(), PublicServer.Pace.STANDARD);
        }
        releases = ControllerReleases.start(node.node(), database, controller, online);
        var people = new WebSettings(settings.httpHost(), settings.httpPort(), settings.httpNames(), settings.publicUrl());
        web = ControllerWeb.start(node.node(), database, controller, new ControllerWeb.Outside(releases, online), people, node::failedTasks, log::text);
    }

    /** Serves until the process is told to end. {@code held} shows that nobody else serves this folder. */
    static int serve(Settings settings, DataFolder held, String version, PrintStream out) throws IOException {
        LogRing ring;
        if (settings.logsToFile()) {
            Path folder = settings.data().resolve("log");
            DataFolder.make(folder);
            ring = Logs.toFile(folder);
        } else {
            ring = Logs.toConsole();
        }
        log.info("ledwall {} with {}", version, settings.effective().strip().replace("\n", ", "));
        if (settings.httpLeavesThisMachine()) {
            log.warn("plain http leaves this machine at {}: whoever listens to that network can read passwords and sessions", settings.httpHost());
        }
        var running = new RunningController(settings, version, ring);
        var told = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            told.countDown();
            // The hook holds the process until the end below is through.
            await(ended, WHOLE_GRACE);
        }, "shutdown"));
        running.greet(out);
        await(told, Duration.ofDays(36_500));
        running.end();
        ended.countDown();
        return Main.OK;
    }

    private void greet(PrintStream out) {
        out.println("Ledwall serves people at " + web.url() + "/ and screens at " + AGENTS_HOST + ":" + controller.agentsPort());
        online.address().base().ifPresent(base -> out.println("Everybody reads feeds at " + base + "/feeds/"));
        // The link goes to whoever started the controller, never into the log: logs are passed on.
        web.accounts().offerSetup().ifPresent(token -> {
            out.println("There is no administrator yet. This link makes the first one; it works once, and until the next start:");
            out.println("  " + web.url() + "/#/setup/" + token);
        });
        out.flush();
    }

    private void end() {
        log.info("ending: no more requests are taken");
        web.stop(GRACE);
        online.stop(GRACE_OUTSIDE);
        releases.stop();
        controller.stop();
        node.close();
        database.close();
        log.info("ended");
    }

    /** Our own broken invariant: going on could show the wrong thing, and the supervisor starts a clean process within a second. */
    private static void broken(String task, Error error) {
        log.error("{} broke an invariant; the controller ends", task, error);
        Runtime.getRuntime().halt(BROKEN);
    }

    private static boolean await(CountDownLatch latch, Duration most) {
        try {
            return latch.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
