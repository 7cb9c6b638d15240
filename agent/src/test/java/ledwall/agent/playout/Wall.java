package ledwall.agent.playout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ledwall.agent.FakeScreen;
import ledwall.agent.Truth;
import ledwall.agent.asrun.AsRunLog;
import ledwall.agent.health.Problems;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timesync.Changeover;
import ledwall.protocol.timesync.Estimate;
import ledwall.protocol.timesync.Mapping;
import ledwall.protocol.timesync.Slew;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;

/**
 * One screen PC in the simulation with playout alone: the programme, the files and the clock mapping are handed to it. True world time is the timeline clock,
 * so the mapping is exact up to the machine's drift, which it is renewed for every second.
 */
final class Wall {
    static final String NAME = "screen";
    /** An agent has looked at what plays this soon after its start. */
    private static final long LOOKS_NANOS = 1_000_000_000L;

    final SimWorld world;
    final FakeScreen screen;
    final Set<MediaHash> missing = new HashSet<>();
    /** The timeline clock runs this far from true time. */
    long clockErrorNanos;
    /** How far the mapping says that it may be wrong. */
    long boundNanos = 1_000_000;
    Programme programme = Programme.EMPTY;
    Playout playout;
    AsRunLog log;
    Problems problems;
    private ScreenId id = new ScreenId("screen-1");
    private final List<AsRunRecord> sent = new ArrayList<>();
    private Mapping mapping;
    private long stepAtNanos = Long.MAX_VALUE;
    private long stepByNanos;
    private @Nullable Slew slew;
    private Node node;
    private boolean up;
    private long upSinceNanos;
    private long downSinceNanos;
    private final List<Unseen> unseen = new ArrayList<>();

    /** In this time no agent could look at the player, and then the PC went off with all that could have told of it. */
    record Unseen(long fromNanos, long untilNanos) {}

    Wall(long seed) {
        world = new SimWorld(seed);
        node = world.node(NAME);
        screen = new FakeScreen(world, NAME);
        mapping = map();
        begin();
        everySecond();
    }

    /** One that has shown {@link Samples#LOOP} for half a minute. */
    static Wall playing(long seed) {
        var wall = new Wall(seed);
        wall.set(Samples.LOOP);
        wall.run(Duration.ofSeconds(30));
        return wall;
    }

    private void everySecond() {
        mapping = map();
        world.after(Duration.ofSeconds(1), this::everySecond);
    }

    private Mapping map() {
        long mono = node.clock().nanos();
        long timeline = world.nowNanos() + clockErrorNanos;
        return slew == null ? new Mapping(mono, timeline, 0, boundNanos) : slew.follow(new Estimate(mono, timeline - mono, 0, boundNanos));
    }

    /** The timeline steps against this machine's idea of it. */
    void stepClock(Duration by) {
        clockErrorNanos += by.toNanos();
        mapping = map();
    }

    /** The timeline clock is known to be another one from that true instant on, ahead of the one before by so much. What was said of that before counts no more. */
    void willStep(Duration by, long atNanos) {
        stepAtNanos = atNanos;
        stepByNanos = by.toNanos();
        world.after(Duration.ofNanos(atNanos - world.nowNanos()), () -> {
            if (stepAtNanos == atNanos) {
                willNotStep();
                stepClock(by);
            }
        });
    }

    void willNotStep() {
        stepAtNanos = Long.MAX_VALUE;
    }

    private Optional<Changeover> changeover() {
        if (stepAtNanos == Long.MAX_VALUE) {
            return Optional.empty();
        }
        Mapping now = map();
        return Optional.of(Changeover.at(stepAtNanos + clockErrorNanos + stepByNanos,
            new Mapping(now.monoNanos(), now.timelineNanos() + stepByNanos, now.drift(), now.boundNanos())));
    }

    /** The timeline is found to be somewhere else, and followed as {@link Slew} does. */
    void slewClock(Duration by) {
        slew = new Slew(mapping, true);
        clockErrorNanos += by.toNanos();
        mapping = map();
    }

    /** How far this machine's idea of the timeline is from it. */
    long clockLeftNanos() {
        return world.nowNanos() + clockErrorNanos - mapping.timelineAt(node.clock().nanos());
    }

    private void begin() {
        Node of = node;
        problems = new Problems(() -> mapping.timelineAt(of.clock().nanos()));
        try {
            log = AsRunLog.open(of.loop(), of.work(), of.disk(), id, problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AsRunLog mine = log;
        mine.onPending(() -> collect(mine));
        playout = new Playout(of.clock(), of.loop(), of.work(), of.disk(), () -> mapping, this::changeover, () -> programme, this::verified, log, problems,
                screen.player(of), now -> true);
        up = true;
        upSinceNanos = world.nowNanos();
        of.loop().post("start", playout::start);
    }

    /** Plays the controller: stores what is pending once and acknowledges it. An acknowledgement that a crash swallowed makes the record come again. */
    private void collect(AsRunLog from) {
        for (AsRunRecord record : from.pending(500)) {
            if (record.sequence() > sent.size()) {
                sent.add(record);
            } else if (!sent.get((int) record.sequence() - 1).equals(record)) {
                throw new AssertionError(record + " was sent before as " + sent.get((int) record.sequence() - 1));
            }
            from.ack(record.sequence());
        }
    }

    private Optional<String> verified(MediaHash hash) {
        return missing.contains(hash) ? Optional.empty() : Optional.of(Samples.path(hash));
    }

    void set(Programme next) {
        programme = next;
        if (up) {
            playout.programmeChanged();
        }
    }

    void arrived(MediaHash hash) {
        missing.remove(hash);
        if (up) {
            playout.mediaChanged();
        }
    }

    void killAgent() {
        world.kill(NAME);
        if (up) {
            downSinceNanos = world.nowNanos();
        }
        up = false;
    }

    List<Unseen> unseen() {
        return List.copyOf(unseen);
    }

    /** The PC is enrolled as another screen: what is sent from now on is that screen's. */
    void enrolAs(String screen) {
        id = new ScreenId(screen);
        sent.clear();
    }

    void startAgent() {
        node = world.restart(NAME, false);
        mapping = map();
        begin();
    }

    void reboot() {
        long now = world.nowNanos();
        if (!up || now - upSinceNanos < LOOKS_NANOS) {
            unseen.add(new Unseen(downSinceNanos, now));
        }
        killAgent();
        screen.killAll();
        node = world.restart(NAME, true);
        mapping = map();
        begin();
    }

    void run(Duration length) {
        world.run(length);
    }

    Truth truth() {
        return screen.truth();
    }

    @Nullable String shown() {
        return screen.truth().pathAt(world.nowNanos());
    }

    /** Everything the agent sent so far, over all its lives. */
    List<AsRunRecord> records() {
        return List.copyOf(sent);
    }
}
