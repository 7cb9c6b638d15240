package ledwall.controller;

import java.io.IOException;
import ledwall.controller.asrun.AsRunStore;
import ledwall.controller.change.Changes;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.health.Board;
import ledwall.controller.health.Snapshots;
import ledwall.controller.media.MediaRoom;
import ledwall.controller.media.MediaTools;
import ledwall.controller.rollout.RolloutStore;
import ledwall.controller.rollout.Rollouts;
import ledwall.controller.screen.Enrolments;
import ledwall.controller.screen.ScreenStore;
import ledwall.controller.screen.Screens;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlAsRunStore;
import ledwall.controller.storage.SqlGroupStore;
import ledwall.controller.storage.SqlMediaStore;
import ledwall.controller.storage.SqlRenditionStore;
import ledwall.controller.storage.SqlRolloutStore;
import ledwall.controller.storage.SqlScreenStore;
import ledwall.protocol.runtime.Node;

/**
 * The controller without its web: everything that lives on the control loop, put together and started. {@code Main} hands it the real world, the simulation its own.
 */
public final class ControllerNode {
    private final ControllerSettings settings;
    private final Changes changes;
    private final TimelineClock clock;
    private final ScreenStore screenStore;
    private final Screens screens;
    private final Enrolments enrolments;
    private final MediaRoom media;
    private final Board board;
    private final Snapshots snapshots;
    private final AsRunStore asRun;
    private final RolloutStore rolloutStore;
    private final Rollouts rollouts;

    private ControllerNode(Node node, Database database, MediaTools tools, ControllerSettings settings) throws IOException {
        this.settings = settings;
        changes = new Changes(node.loop());
        clock = TimelineClock.start(node.clock(), node.disk(), node.work(), node.loop());
        board = new Board(clock);
        snapshots = new Snapshots(node.clock(), node.loop());
        asRun = new SqlAsRunStore(database);
        rolloutStore = new SqlRolloutStore(database);
        rollouts = new Rollouts(rolloutStore, clock, node.work(), node.loop(), board, changes);
        screenStore = new SqlScreenStore(database);
        screens = new Screens(screenStore, new SqlGroupStore(database), changes, node.clock(), node.entropy());
        enrolments = new Enrolments(screenStore, changes, node.clock(), node.entropy());
        screens.ensureGroup();
        var fleet = new Fleet(screenStore, node.work(), node.loop(), changes);
        rollouts.start();
        fleet.subscribe(board::registered);
        fleet.subscribe(rollouts::registered);
        media = new MediaRoom(node, tools, new SqlMediaStore(database), new SqlRenditionStore(database), changes, fleet::shapes);
        media.start();
    }

    /**
     * Starts a controller. Blocking: before the loop runs, or from another thread than the loop's.
     *
     * @throws IOException if the agents' port cannot be bound, or the disk fails
     */
    public static ControllerNode start(Node node, Database database, MediaTools tools, ControllerSettings settings) throws IOException {
        return new ControllerNode(node, database, tools, settings);
    }

    /** Says goodbye to all agents and stops listening. The database stays open: whoever opened it closes it. */
    public void stop() {}

    public Changes changes() {
        return changes;
    }

    public TimelineClock clock() {
        return clock;
    }

    public ControllerSettings settings() {
        return settings;
    }

    public Screens screens() {
        return screens;
    }

    public ScreenStore screenStore() {
        return screenStore;
    }

    public Enrolments enrolments() {
        return enrolments;
    }

    public MediaRoom media() {
        return media;
    }

    public Board board() {
        return board;
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
