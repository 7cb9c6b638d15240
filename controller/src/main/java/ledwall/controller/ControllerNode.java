package ledwall.controller;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import ledwall.controller.asrun.AsRunStore;
import ledwall.controller.asrun.Ledger;
import ledwall.controller.calendar.CalendarStore;
import ledwall.controller.calendar.Calendars;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.emergency.Stops;
import ledwall.controller.health.AgentLogs;
import ledwall.controller.health.Board;
import ledwall.controller.health.HealthStore;
import ledwall.controller.health.Journal;
import ledwall.controller.health.Snapshots;
import ledwall.controller.health.StorageWatch;
import ledwall.controller.media.MediaRoom;
import ledwall.controller.media.MediaStore;
import ledwall.controller.media.MediaTools;
import ledwall.controller.notice.Notices;
import ledwall.controller.playlist.PlaylistStore;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.release.walls.WallOrderStore;
import ledwall.controller.release.walls.Walls;
import ledwall.controller.rollout.Forecasts;
import ledwall.controller.rollout.Planner;
import ledwall.controller.rollout.Planning;
import ledwall.controller.rollout.RolloutStore;
import ledwall.controller.rollout.Rollouts;
import ledwall.controller.schedule.Material;
import ledwall.controller.schedule.Outlook;
import ledwall.controller.schedule.QuietTimes;
import ledwall.controller.schedule.RuleEdits;
import ledwall.controller.schedule.RuleStore;
import ledwall.controller.schedule.Rules;
import ledwall.controller.screen.Enrolments;
import ledwall.controller.screen.GroupStore;
import ledwall.controller.screen.Groups;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenStore;
import ledwall.controller.screen.Screens;
import ledwall.controller.screen.SlateChoices;
import ledwall.controller.session.AgentServer;
import ledwall.controller.session.Commands;
import ledwall.controller.session.Rooms;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.FreezeGuard;
import ledwall.controller.storage.SqlAsRunStore;
import ledwall.controller.storage.SqlBookings;
import ledwall.controller.storage.SqlCalendarStore;
import ledwall.controller.storage.SqlChannelRenditionStore;
import ledwall.controller.storage.SqlGroupStore;
import ledwall.controller.storage.SqlHealthStore;
import ledwall.controller.storage.SqlMediaStore;
import ledwall.controller.storage.SqlNoticeStore;
import ledwall.controller.storage.SqlPolicyStore;
import ledwall.controller.storage.SqlPlaylistStore;
import ledwall.controller.storage.SqlRenditionStore;
import ledwall.controller.storage.SqlRolloutStore;
import ledwall.controller.storage.SqlQuietStore;
import ledwall.controller.storage.SqlRuleStore;
import ledwall.controller.storage.SqlScreenStore;
import ledwall.controller.storage.SqlSlateStore;
import ledwall.controller.storage.SqlStopStore;
import ledwall.controller.storage.SqlWallOrderStore;
import ledwall.controller.text.Fonts;
import ledwall.controller.text.Typesetter;
import ledwall.controller.transfer.Transfers;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.Programme;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The controller without its web: everything that lives on the control loop, put together and started. {@code Main} hands it the real world, the simulation
 * its own.
 */
public final class ControllerNode {
    /** How often everything that waits for a deadline is looked at. */
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Logger log = LoggerFactory.getLogger(ControllerNode.class);

    private final Node node;
    private final ControllerSettings settings;
    private final Changes changes;
    private final TimelineClock clock;
    private final Board board;
    private final HealthStore healthStore;
    private final Stops stops;
    private final WallOrderStore wallOrders;
    private final Walls walls;
    private final Snapshots snapshots;
    private final AgentLogs agentLogs;
    private final Commands commands;
    private final AsRunStore asRun;
    private final Ledger ledger;
    private final ScreenStore screenStore;
    private final Fleet fleet;
    private final GroupStore groupStore;
    private final Groups groups;
    private final Screens screens;
    private final Enrolments enrolments;
    private final MediaStore mediaStore;
    private final MediaRoom media;
    private final Notices notices;
    private final PlaylistStore playlistStore;
    private final Playlists playlists;
    private final CalendarStore calendarStore;
    private final Calendars calendars;
    private final Outlook outlook;
    private final RuleEdits ruleEdits;
    private final RuleStore ruleStore;
    private final Rules rules;
    private final SqlQuietStore quietStore;
    private final QuietTimes quietTimes;
    private final SlateChoices slateChoices;
    private final RolloutStore rolloutStore;
    private final Rollouts rollouts;
    private final Planner planner;
    private final Forecasts forecasts;
    private final Transfers transfers;
    private final StorageWatch storageWatch;
    private final AgentServer agents;
    private boolean stopped;

    private ControllerNode(Node node, Database database, MediaTools tools, ControllerSettings settings) throws IOException {
        this.node = node;
        this.settings = settings;
        changes = new Changes(node.loop());
        clock = TimelineClock.start(node.clock(), node.disk(), node.work(), node.loop());
        var guard = new FreezeGuard(database, settings.freeze(), clock::now);
        screenStore = new SqlScreenStore(database, guard);
        groupStore = new SqlGroupStore(database, guard);
        mediaStore = new SqlMediaStore(database);
        playlistStore = new SqlPlaylistStore(database, guard);
        ruleStore = new SqlRuleStore(database, guard);
        calendarStore = new SqlCalendarStore(database, guard);
        quietStore = new SqlQuietStore(database, guard);
        rolloutStore = new SqlRolloutStore(database);
        asRun = new SqlAsRunStore(database);

        groups = new Groups(groupStore, changes, node.clock(), node.entropy());
        screens = new Screens(screenStore, changes, node.clock(), node.entropy());
        enrolments = new Enrolments(screenStore, changes, node.clock(), node.entropy());
        playlists = new Playlists(playlistStore, changes, node.clock(), node.entropy());
        ruleEdits = new RuleEdits(new SqlBookings(database), settings.freeze(), clock::now);
        calendars = new Calendars(calendarStore, changes, node.clock(), node.entropy());
        rules = new Rules(ruleStore, calendarStore, changes, node.clock(), clock::instant, node.entropy());
        var slateStore = new SqlSlateStore(database);
        slateChoices = new SlateChoices(slateStore, screens, groups, changes);
        quietTimes = new QuietTimes(quietStore, screens, calendarStore, changes, node.clock());
        groups.ensure();
        fleet = new Fleet(screenStore, node.work(), node.loop(), changes);
        var typesetter = new Typesetter(new Fonts(Fonts.SYSTEM));
        media = new MediaRoom(node, tools, typesetter, mediaStore, new SqlRenditionStore(database), new SqlChannelRenditionStore(database), changes, fleet::shapes);
        notices = new Notices(new SqlNoticeStore(database), new SqlPolicyStore(database), screenStore, media.texts(), typesetter, node.clock());

        healthStore = new SqlHealthStore(database);
        board = new Board(clock, new Journal(healthStore, clock, node.work(), node.loop()));
        stops = new Stops(new SqlStopStore(database), clock, node.work(), node.loop(), board);
        snapshots = new Snapshots(node.clock(), node.loop());
        agentLogs = new AgentLogs(node.clock(), node.loop());
        commands = new Commands(node.clock(), node.loop());
        ledger = new Ledger(asRun, node.work(), node.loop(), broken -> board.raise(broken.screen(), Board.AS_RUN_BROKEN, broken.sentence()),
                screen -> changes.post(new Change(Change.Kind.AS_RUN, screen.value())));
        wallOrders = new SqlWallOrderStore(database);
        walls = new Walls(wallOrders, clock, node.work(), node.loop());
        rollouts = new Rollouts(rolloutStore, clock, node.work(), node.loop(), board, changes, walls::tokens);
        outlook = new Outlook(ruleStore, calendarStore, quietStore, screenStore, groupStore,
                lists -> Material.load(lists, playlistStore, mediaStore, media.renditions()::failure));
        var planning = new Planning(groupStore, screenStore, ruleStore, calendarStore, quietStore, slateStore, playlistStore, mediaStore,
                media.renditions(), rolloutStore, clock);
        planner = new Planner(planning, rollouts, media.renditions(), media.slates(), board, node.clock(), clock, node.work(), node.loop(), changes);
        forecasts = new Forecasts(planning, rollouts, rolloutStore, clock, changes, wallOrders::heard);
        storageWatch = new StorageWatch(database::probe, node.work(), node.loop(), board);
        transfers = new Transfers(rollouts, node.disk(), node.work(), node.loop());
        agents = new AgentServer(node, new Rooms(clock, screenStore, enrolments, board, stops, walls, rollouts, ledger, transfers, snapshots, agentLogs, commands),
                settings.version());
        fleet.subscribe(board::registered);
        fleet.subscribe(stops::registered);
        fleet.subscribe(walls::registered);
        rollouts.start();
        walls.subscribe(rollouts::heard);
        fleet.subscribe(rollouts::registered);
        fleet.subscribe(agents::registered);
    }

    /**
     * Starts a controller. Blocking: before the loop has anything of it to run.
     *
     * @throws IOException if the agents' port cannot be bound, or the disk fails
     * @throws ledwall.controller.refusal.Refusal if the agents' port is not to be opened there
     */
    public static ControllerNode start(Node node, Database database, MediaTools tools, ControllerSettings settings) throws IOException {
        var out = new ControllerNode(node, database, tools, settings);
        out.media.start();
        out.planner.start();
        out.agents.open(settings.agentsHost(), settings.agentsPort());
        node.loop().post("first step", out::tick);
        node.loop().post("storage watch", out.storageWatch::start);
        log.info("agents' port open on {}:{}", settings.agentsHost(), out.agents.port());
        return out;
    }

    /** Says goodbye to all agents and stops listening. From any thread; the database stays open: whoever opened it closes it. */
    public void stop() {
        node.loop().post("stop", () -> {
            stopped = true;
            agents.close();
        });
    }

    private void tick() {
        if (!stopped) {
            // First, so that no failure below ends the chain.
            node.loop().after(TICK, "step", this::tick);
            clock.step();
            agents.step();
            stops.step();
            planner.step();
            rollouts.step();
            snapshots.step();
            agentLogs.step();
            commands.step();
            board.step();
        }
    }

    /** The agents' port in use. */
    public int agentsPort() {
        return agents.port();
    }

    public Changes changes() {
        return changes;
    }

    public TimelineClock clock() {
        return clock;
    }

    public ControllerSettings settings() {
        return settings;
    }

    public Groups groups() {
        return groups;
    }

    public Screens screens() {
        return screens;
    }

    /** Tells of all screens now and after each change; on the control loop. */
    public void hearScreens(Consumer<List<Screen>> hearer) {
        fleet.subscribe(hearer);
    }

    public ScreenStore screenStore() {
        return screenStore;
    }

    public GroupStore groupStore() {
        return groupStore;
    }

    public MediaStore mediaStore() {
        return mediaStore;
    }

    public Playlists playlists() {
        return playlists;
    }

    public PlaylistStore playlistStore() {
        return playlistStore;
    }

    public Rules rules() {
        return rules;
    }

    public Calendars calendars() {
        return calendars;
    }

    public SlateChoices slateChoices() {
        return slateChoices;
    }

    public QuietTimes quietTimes() {
        return quietTimes;
    }

    public Outlook outlook() {
        return outlook;
    }

    public RuleEdits ruleEdits() {
        return ruleEdits;
    }

    public CalendarStore calendarStore() {
        return calendarStore;
    }

    public RuleStore ruleStore() {
        return ruleStore;
    }

    public Forecasts forecasts() {
        return forecasts;
    }

    public Planner planner() {
        return planner;
    }

    public Commands commands() {
        return commands;
    }

    public AgentServer agents() {
        return agents;
    }

    public Ledger ledger() {
        return ledger;
    }

    public StorageWatch storageWatch() {
        return storageWatch;
    }

    public Transfers transfers() {
        return transfers;
    }

    public Enrolments enrolments() {
        return enrolments;
    }

    public MediaRoom media() {
        return media;
    }

    public Notices notices() {
        return notices;
    }

    public Board board() {
        return board;
    }

    public AgentLogs agentLogs() {
        return agentLogs;
    }

    public HealthStore healthStore() {
        return healthStore;
    }

    public Stops stops() {
        return stops;
    }

    /** What screens were ordered and hold of releases; on the control loop. */
    public Walls walls() {
        return walls;
    }

    /** What a screen was, is or will be told to play, read with what it heard of releases. Blocking, from any thread. */
    public Programme planned(ScreenId screen, long fromNanos, long untilNanos) {
        return rolloutStore.programme(screen, fromNanos, untilNanos).with(wallOrders.heard(screen));
    }

    public Snapshots snapshots() {
        return snapshots;
    }

    public AsRunStore asRun() {
        return asRun;
    }

    public RolloutStore rolloutStore() {
        return rolloutStore;
    }

    public Rollouts rollouts() {
        return rollouts;
    }
}
