package ledwall.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ledwall.agent.asrun.AsRunLog;
import ledwall.agent.cache.Measures;
import ledwall.agent.cache.MediaCache;
import ledwall.agent.cache.MediaWant;
import ledwall.agent.glass.Glass;
import ledwall.agent.health.DropWatch;
import ledwall.agent.health.Intake;
import ledwall.agent.health.Problems;
import ledwall.agent.health.Pulse;
import ledwall.agent.health.Status;
import ledwall.agent.link.Link;
import ledwall.agent.playout.PlayStatus;
import ledwall.agent.playout.Playout;
import ledwall.agent.player.Player;
import ledwall.agent.release.Releases;
import ledwall.agent.stop.Latch;
import ledwall.agent.timeline.Shelf;
import ledwall.agent.timesync.ClockSync;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.Upkeep;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.Programme;

/**
 * One agent, composed from its parts: the same composition for {@code Main} and for the simulation. Each part notes what it is told and acts in its {@code
 * step}, which says when it wants to be called next ({@link Turns}).
 */
public final class AgentNode {
    private static final Logger LOG = LoggerFactory.getLogger(AgentNode.class);
    /** Time for the goodbye to leave and the last words to be written. */
    private static final Duration PARTING = Duration.ofMillis(100);
    /** Until then a controller that is there has told the time. */
    private static final long FIRST_ANSWER_NANOS = 5_000_000_000L;
    private static final String UNSYNCHRONISED = "unsynchronised";

    private final AgentConfig config;
    private final Node node;
    private final Problems problems;
    private final Link link;
    private final ClockSync clock;
    private final Latch latch;
    private final Shelf shelf;
    private final Releases releases;
    private final MediaCache cache;
    private final AsRunLog asRun;
    private final Measures measures;
    private final Playout playout;
    private final Pulse pulse;
    private final Conversation conversation;
    private final Covers covers;
    private final DropWatch drops;
    private final Intake intake = new Intake();
    private Runnable restart = () -> LOG.warn("asked to start again, but nobody here can");
    private final Turns turns;
    private long begunAtNanos;
    private boolean stopped;

    private AgentNode(AgentConfig config, Node node, Player player, Glass glass) throws IOException {
        this.config = config;
        this.node = node;
        this.turns = new Turns(node.clock(), node.loop());
        this.problems = new Problems(this::timelineNow);
        this.conversation = new Conversation(turns::wake);
        var identity = new Link.Identity(config.controllerHost(), config.controllerPort(), config.screen(), config.key(), config.agentVersion());
        this.link = new Link(node, identity, conversation, problems, turns::wake);
        this.clock = new ClockSync(node, link);
        this.latch = new Latch(node, link, problems, this::timelineNow);
        this.cache = new MediaCache(node, link, problems, this::wants, this::pinned, this::slates, turns::wake);
        this.shelf = new Shelf(node, config.screen(), link, problems, new Shelf.Files(cache::has, cache::inVain), clock::now, turns::wake);
        this.releases = new Releases(node, link, problems, clock::now, shelf::releases, this::shows);
        this.asRun = AsRunLog.open(node.loop(), node.work(), node.disk(), config.screen(), problems);
        this.measures = new Measures(node, problems, shelf::programme, this::clipIsShort);
        this.playout = new Playout(node.clock(), node.loop(), node.work(), node.disk(), clock::mapping, clock::changeover, this::programme,
                cache::verified, asRun, problems, player, this::mayShow);
        this.pulse = new Pulse(node, link::send, config.agentVersion(), this::heartbeat, this::glance, this::linkStatus);
        var sender = new AsRunSender(asRun, link);
        this.covers = new Covers(node, glass, clock::mapping, playout);
        this.drops = new DropWatch(problems);
        var commands = new Commands(link, playout, covers, config.screen(), conversation::screenName, () -> restart.run());
        var watch = new GlassWatch(node, glass, problems, this::plays, covers::off);
        var snapshots = new Snapshots(node, glass, link, clock::mapping, this::itemOnAir);
        conversation.bind(new Conversation.Parts(latch, releases, intake, clock, shelf, cache, sender, pulse, snapshots, commands, new LogSender(node, link)));
        List.<LongUnaryOperator>of(latch::step, link::step, clock::step, shelf::step, releases::step, cache::step, sender::step, pulse::step, watch::step, this::vouch)
                .forEach(turns::add);
    }

    /**
     * Reads what the last run left on disk, takes over a living player, plays what is due and dials the controller. Blocks for as long as the disk takes;
     * called before the loop has anything else to do, and everything after it happens on the loop.
     *
     * @throws IOException if the as-run log cannot be read: nothing may be shown that cannot be recorded
     */
    public static AgentNode start(AgentConfig config, Node node, Player player, Glass glass) throws IOException {
        var agent = new AgentNode(config, node, player, glass);
        agent.restore();
        node.loop().post("start agent", agent::begin);
        return agent;
    }

    private void restore() {
        // First of all: a stopped wall shows nothing, however the rest fares.
        latch.restore();
        releases.restore();
        // Each on its own: an agent with a damaged cache or shelf still plays what is left, and fetches the rest.
        restore("the clock mapping", clock::restore);
        restore("the media cache", cache::restore);
        restore("the shelf", shelf::restore);
        restore("the note of a cover", covers::restore);
    }

    private void restore(String what, Restore part) {
        try {
            part.run();
        } catch (IOException e) {
            LOG.error("{} cannot be read", what, e);
            problems.raise("notRestored", what, what + " of the last run cannot be read: " + e.getMessage() + ". It is built anew.");
        }
    }

    private interface Restore {
        void run() throws IOException;
    }

    private void begin() {
        begunAtNanos = node.clock().nanos();
        shelf.onChange(playout::programmeChanged);
        shelf.onKept(cache::wantsChanged);
        shelf.onKept(() -> measures.retain(shelf.pinned()));
        shelf.onKept(releases::forget);
        releases.onChange(playout::programmeChanged);
        cache.onChange(hash -> {
            shelf.mediaChanged();
            if (cache.has(hash)) {
                measures.verified(hash);
                playout.mediaChanged();
            } else {
                playout.mediaLost(hash);
            }
        });
        playout.onStumble(cache::suspect);
        asRun.onPending(turns::wake);
        latch.onChange(this::obey);
        if (latch.stopped()) {
            obey();
        }
        cache.wantsChanged();
        shelf.pinned().stream().filter(cache::has).sorted().forEach(measures::verified);
        playout.start();
        turns.begin();
    }

    /** A list that holds it would stand still where it ends. */
    private void clipIsShort(MediaHash hash) {
        playout.mediaLost(hash);
    }

    /** How this agent ends in order and is started again, where somebody asks for it. May be called from any thread. */
    public void onRestartAsked(Runnable how) {
        node.loop().post("learn how to start again", () -> restart = how);
    }

    private void obey() {
        if (latch.stopped()) {
            playout.stop(latch.picture());
            covers.end("the wall is stopped, which is above everything");
        } else {
            playout.resume();
        }
    }

    /** Says goodbye and lets go of the player, which plays on unless {@code endPlayer}; {@code parted} follows on the loop. May be called from any thread. */
    public void stop(boolean endPlayer, Runnable parted) {
        node.loop().post("stop agent", () -> {
            if (!stopped) {
                stopped = true;
                covers.end("the agent is ending");
                link.stop();
                playout.close(endPlayer);
                pulse.beat(node.clock().nanos());
                turns.end();
            }
            node.loop().after(PARTING, "agent stopped", parted);
        });
    }

    /** Returns when to be called next. */
    private long vouch(long now) {
        if (clock.synchronised()) {
            problems.clear(UNSYNCHRONISED);
        } else if (now - begunAtNanos > FIRST_ANSWER_NANOS) {
            problems.raise(UNSYNCHRONISED, "no controller has told the time since this machine started; its own wall clock serves until one does");
        }
        return Long.MAX_VALUE;
    }

    /** How the link is now; on the loop. */
    public Status.Link linkStatus() {
        return new Status.Link(config.screen(), conversation.screenName(),
                config.controllerHost() + ":" + config.controllerPort(), link.phase().name(), link.why());
    }

    private Heartbeat heartbeat(long sequence) {
        PlayStatus play = playout.status();
        drops.look(play.droppedFrames(), node.clock().nanos());
        Shelf.InForce inForce = shelf.inForce().orElse(null);
        return new Heartbeat(sequence, clock.now(), play.state(), inForce == null ? 0 : inForce.version(), inForce == null ? null : inForce.hash(),
                shelf.readyUntilNanos(), play.item(), play.itemName(), play.positionNanos(), play.driftNanos(), play.droppedFrames(), pulse.freeBytes(),
                clock.clockOffsetNanos(), clock.boundNanos(), clock.locked(), clock.roundTripNanos(), problems.list(), upkeep(), shelf.progress(intake::received));
    }

    private Upkeep upkeep() {
        MediaCache.Stock stock = cache.stock();
        int files = 0;
        long bytes = 0;
        for (MediaWant want : shelf.wants()) {
            if (!cache.has(want.hash())) {
                files++;
                bytes += want.bytes() - intake.received(want.hash());
            }
        }
        long rate = intake.bytesPerSecond(node.clock().nanos());
        return new Upkeep(stock.files(), stock.bytes(), files, Math.max(0, bytes), rate, problems.last(), covers.current(),
                (int) config.outputDelay().toMillis());
    }

    private boolean plays() {
        PlayState state = playout.status().state();
        return state == PlayState.PLAYING || state == PlayState.SLATE;
    }

    /** What makes the next heartbeat worth sending at once. */
    private Object glance() {
        PlayStatus play = playout.status();
        return List.of(play.state(), play.version(), String.valueOf(play.item()), covers.kind(), shelf.complete());
    }

    /** What the timelines say, with the frames that are there and what was heard of releases. */
    private Programme programme() {
        return measures.programme().with(releases.tokens());
    }

    private boolean shows(ReleaseId release) {
        return playout.holds(shelf.itemsOf(release));
    }

    private boolean mayShow(long now) {
        return latch.fresh(now) && (playout.adopted() || releases.settled(now));
    }

    private @Nullable ItemId itemOnAir() {
        return playout.status().item();
    }

    /** The timeline clock as this agent knows it. */
    public long timelineNow() {
        return clock.now();
    }

    /** How far that may be wrong, measured against the controller's clock of that name; 0 names none. */
    public ClockBound clockBound() {
        return new ClockBound(clock.boundNanos(), clock.against());
    }

    /** See {@link #clockBound}. */
    public record ClockBound(long nanos, long clockName) {}

    private List<MediaWant> wants() {
        return shelf.wants();
    }

    private Set<MediaHash> pinned() {
        return shelf.pinned();
    }

    private Set<MediaHash> slates() {
        return shelf.slates();
    }
}
