package ledwall.controller;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import ledwall.controller.access.Accounts;
import ledwall.controller.access.FeedKeys;
import ledwall.controller.access.PasswordPolicy;
import ledwall.controller.access.Sessions;
import ledwall.controller.access.Throttle;
import ledwall.controller.asrun.AsRunList;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlAuditStore;
import ledwall.controller.storage.SqlFeedKeyStore;
import ledwall.controller.storage.SqlPeopleStore;
import ledwall.controller.storage.SqlSessionStore;
import ledwall.controller.storage.SqlSetupStore;
import ledwall.controller.web.AccessRoutes;
import ledwall.controller.web.AsRunRoutes;
import ledwall.controller.web.CalendarRoutes;
import ledwall.controller.web.ChannelRoutes;
import ledwall.controller.web.DeliveryRoutes;
import ledwall.controller.web.EditRoutes;
import ledwall.controller.web.EventStream;
import ledwall.controller.web.FeedKeyRoutes;
import ledwall.controller.web.FeedRoutes;
import ledwall.controller.web.GroupRoutes;
import ledwall.controller.web.HealthRoutes;
import ledwall.controller.web.LiveEvents;
import ledwall.controller.web.MediaRoutes;
import ledwall.controller.web.Metrics;
import ledwall.controller.web.OutlookRoutes;
import ledwall.controller.web.PlaylistRoutes;
import ledwall.controller.web.QuietRoutes;
import ledwall.controller.web.ReleaseRoutes;
import ledwall.controller.web.Routes;
import ledwall.controller.web.ScheduleRoutes;
import ledwall.controller.web.ScreenRoutes;
import ledwall.controller.web.SlateRoutes;
import ledwall.controller.web.StopRoutes;
import ledwall.controller.web.SystemRoutes;
import ledwall.controller.web.TextRoutes;
import ledwall.controller.web.WebAddress;
import ledwall.controller.web.WebServer;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;
import ledwall.protocol.runtime.Node;
import org.jspecify.annotations.Nullable;

/** The controller's web, put together on top of a {@link ControllerNode}. Started and stopped by its owner's thread. */
public final class ControllerWeb implements AutoCloseable {
    private static final int RUN_BYTES = 4;

    private final Vertx vertx;
    private final WebServer server;
    private final Accounts accounts;
    private final WebSettings settings;

    private ControllerWeb(Vertx vertx, Accounts accounts, WebSettings settings, WebServer server) {
        this.vertx = vertx;
        this.accounts = accounts;
        this.settings = settings;
        this.server = server;
    }

    /** People and sessions over this database; also for the command line, which has no web. */
    static Accounts accounts(Clock clock, Entropy entropy, Database database, Sessions sessions) {
        return new Accounts(new SqlPeopleStore(database), new SqlSetupStore(database), sessions, new Throttle(clock), new PasswordPolicy(), clock, entropy);
    }

    static Sessions sessions(Clock clock, Entropy entropy, Database database) {
        return new Sessions(new SqlSessionStore(database), clock, entropy);
    }

    /**
     * Serves people from now on.
     *
     * @param loopFailures tasks of the control loop that threw so far
     * @throws IOException if the address cannot be bound
     */
    public static ControllerWeb start(Node node, Database database, ControllerNode controller, WebSettings settings, LongSupplier loopFailures)
        throws IOException {
        return start(node, database, controller, settings, loopFailures, () -> Bytes.EMPTY);
    }

    /**
     * The same for a controller that keeps a log.
     *
     * @param log the end of it; asked off the loops
     * @throws IOException if the address cannot be bound
     */
    public static ControllerWeb start(Node node, Database database, ControllerNode controller, WebSettings settings, LongSupplier loopFailures,
                                      Supplier<Bytes> log) throws IOException {
        return start(node, database, controller, null, settings, loopFailures, log);
    }

    /** What goes out of the house: releases, and the channels that they go to. */
    public record Outside(ControllerReleases releases, ControllerOnline online) {}

    /**
     * The same for a controller that releases.
     *
     * @param outside null for one that does not
     * @throws IOException if the address cannot be bound
     */
    public static ControllerWeb start(Node node, Database database, ControllerNode controller, @Nullable Outside outside, WebSettings settings,
                                      LongSupplier loopFailures, Supplier<Bytes> log) throws IOException {
        var vertx = WebServer.vertx();
        try {
            var sessions = sessions(node.clock(), node.entropy(), database);
            var accounts = accounts(node.clock(), node.entropy(), database, sessions);
            var metrics = new Metrics();
            var run = HexFormat.of().formatHex(node.entropy().bytes(RUN_BYTES));
            var events = new EventStream(vertx, run, () -> LiveEvents.greeting(controller.board()));
            figures(metrics, controller, sessions, loopFailures);
            var names = new HashSet<>(settings.names());
            Optional.ofNullable(settings.publicUrl()).ifPresent(url -> names.add(url.getHost().toLowerCase(Locale.ROOT)));
            var parts = new WebServer.Parts(vertx, events, sessions, new SqlAuditStore(database), metrics, node.clock());
            var address = new WebAddress(settings.host(), settings.port(), names);
            var routes = new ArrayList<>(routes(node, database, controller, settings, accounts, sessions, metrics, log));
            if (outside != null) {
                routes.addAll(routes(node, controller, outside));
                LiveEvents.releases(outside.releases().conductor(), events);
            }
            var server = new WebServer(parts, address, routes);
            listen(node, controller, events);
            return new ControllerWeb(vertx, accounts, settings, server);
        } catch (IOException | RuntimeException e) {
            vertx.close();
            throw e;
        }
    }

    private static List<Routes> routes(Node node, ControllerNode controller, Outside outside) {
        var releases = outside.releases();
        return List.of(
            new ReleaseRoutes(releases.releases(), releases.conductor(), releases.posts(), controller.screenStore(), node.disk(), controller.clock()::instant),
            new ChannelRoutes(outside.online().channels()), new DeliveryRoutes(outside.online().deliveries()));
    }

    private static List<Routes> routes(Node node, Database database, ControllerNode controller, WebSettings settings, Accounts accounts, Sessions sessions,
                                       Metrics metrics, Supplier<Bytes> log) {
        String agents = controller.settings().agentsHost() + ":" + controller.agentsPort();
        var screens = new ScreenRoutes.Parts(controller.screens(), controller.screenStore(), controller.enrolments(), controller.board(),
            controller.snapshots(), agents, controller.planner()::applyNow);
        var health = new HealthRoutes.Parts(controller.screens(), controller.board(), controller.healthStore(), controller.commands(), controller.agentLogs(),
            node.loop(), log);
        var schedule = new ScheduleRoutes(controller.rules(), controller.ruleStore(), controller.quietTimes(), controller.screens(), controller.forecasts(),
            controller.planner()::applyNow);
        var feeds = new FeedRoutes(controller.screens(), controller.groupStore(), controller.ruleStore(), controller.playlistStore(), controller.forecasts(),
            controller.clock()::instant);
        return List.of(
            new AccessRoutes(accounts, sessions, new SqlAuditStore(database), settings.secure()),
            new ScreenRoutes(screens),
            new GroupRoutes(controller.groups(), controller.groupStore(), controller.rollouts(), controller.planner()::applyNow),
            new HealthRoutes(health),
            new StopRoutes(controller.stops(), accounts),
            new MediaRoutes(controller.media(), controller.mediaStore(), controller.rolloutStore(), controller.board(), node.disk()),
            new TextRoutes(controller.notices(), controller.mediaStore(), controller.media().renditions()),
            new PlaylistRoutes(controller.playlists(), controller.playlistStore(), controller.mediaStore(), controller.planner()::applyNow),
            feeds,
            new FeedKeyRoutes(new FeedKeys(new SqlFeedKeyStore(database), node.clock(), node.entropy()), controller.screens(), feeds),
            new OutlookRoutes(controller.outlook(), controller.rules(), controller.ruleStore(), controller.screens()),
            new CalendarRoutes(controller.calendars(), controller.calendarStore(), schedule::cut),
            new QuietRoutes(controller.quietTimes(), controller.screens(), controller.planner()::applyNow),
            new SlateRoutes(controller.slateChoices(), controller.mediaStore()),
            schedule,
            new EditRoutes(controller.ruleEdits(), controller.rules(), controller.ruleStore(), controller.clock()::instant, schedule::cut),
            new AsRunRoutes(new AsRunList(controller.asRun(), controller::planned), controller.screens(), controller.board()),
            new SystemRoutes(node.loop(), accounts, sessions, metrics, controller.storageWatch()));
    }

    private static void listen(Node node, ControllerNode controller, EventStream events) {
        var parts = new LiveEvents.Parts(controller.board(), controller.rollouts(), controller.media(), controller.mediaStore(), controller.playlistStore(),
            controller.groupStore(), controller.changes(), node.work(), node.loop());
        // Subscribing is for the control loop: the features tell their news there.
        node.loop().post("live events", () -> new LiveEvents(parts, events));
    }

    private static void figures(Metrics metrics, ControllerNode controller, Sessions sessions, LongSupplier loopFailures) {
        metrics.gauge("ledwall_screens", "Screens in service.", () -> controller.board().screens().size());
        metrics.gauge("ledwall_screens_online", "Screens whose agent is connected.",
            () -> controller.board().screens().stream().filter(ScreenStatus::online).count());
        metrics.gauge("ledwall_screens_in_sync", "Screens that play the timeline that is due, within bounds.",
            () -> controller.board().screens().stream().filter(ScreenStatus::inSync).count());
        metrics.gauge("ledwall_screens_stopped", "Screens that are to be dark, or on the slate, by a stop.",
            () -> controller.board().screens().stream().filter(status -> status.stop() != null).count());
        metrics.gauge("ledwall_sessions", "Sessions of people used within the last hour.", sessions::countRecent);
        metrics.total("ledwall_enrolments_refused_total", "Enrolment codes that were wrong or too many.", () -> controller.enrolments().refused());
        metrics.total("ledwall_loop_failures_total", "Tasks of the control loop that threw.", loopFailures::getAsLong);
        metrics.gauge("ledwall_dropped_frames", "Frames that the players dropped, as reported last, of all screens.", () -> controller.board().screens().stream()
            .mapToLong(status -> status.reported() == null ? 0 : status.reported().droppedFrames()).sum());
    }

    public Accounts accounts() {
        return accounts;
    }

    public int port() {
        return server.port();
    }

    /** What people type into their browser, without a slash at the end. */
    public String url() {
        var given = settings.publicUrl();
        if (given != null) {
            return given.toString().replaceAll("/+$", "");
        }
        var host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return "http://" + host + ":" + port();
    }

    /** Stops accepting, lets requests under way finish within {@code grace}. */
    public void stop(Duration grace) {
        server.stop(grace);
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Its threads are daemons: the process ends without them.
        }
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
