package ledwall.agent.timesync;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ledwall.agent.link.Uplink;
import ledwall.protocol.message.TimeAnswer;
import ledwall.protocol.message.TimeRequest;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timesync.Estimate;
import ledwall.protocol.timesync.Estimator;
import ledwall.protocol.timesync.Mapping;
import ledwall.protocol.timesync.Sample;
import ledwall.protocol.timesync.Slew;

/**
 * This agent's idea of the timeline clock: asks the controller for the time on the agent's own connection, in a burst and then once a second, and slews a
 * mapping from the monotonic clock. The wall clock serves only while neither the controller nor an earlier process of this boot has told better; {@link
 * #synchronised} then is false. On the agent's loop.
 */
public final class ClockSync {
    /** At most this bound counts as locked: half a frame at 25 fps. */
    public static final long LOCKED_BOUND_NANOS = 20_000_000L;
    /** The bound where nothing is known: a screen PC's wall clock may be years off. */
    public static final long UNKNOWN_BOUND_NANOS = 10L * 365 * 86_400 * 1_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(ClockSync.class);
    private static final int BURST = 8;
    private static final long BURST_EVERY_NANOS = 50_000_000L;
    private static final long EVERY_NANOS = 1_000_000_000L;
    private static final long KEEP_EVERY_NANOS = 60_000_000_000L;
    /** Requests under way; the eldest of more than this will not be answered any more. */
    private static final int MAX_PENDING = 32;

    private final Clock clock;
    private final Loop loop;
    private final Work work;
    private final Uplink uplink;
    private final KeptMapping kept;
    private final Estimator estimator = new Estimator();
    private final Map<Long, Long> pending = new LinkedHashMap<>();
    private Slew slew;
    private ClockState state = ClockState.WALL;
    private long sequence;
    private int burst;
    private long askAtNanos;
    private long followAtNanos;
    private long keepAtNanos;
    private boolean keeping;

    public ClockSync(Node node, Uplink uplink) {
        this.clock = node.clock();
        this.loop = node.loop();
        this.work = node.work();
        this.uplink = uplink;
        this.kept = new KeptMapping(node.disk());
        long now = clock.nanos();
        this.slew = new Slew(new Mapping(now, wallNanos(), 0, UNKNOWN_BOUND_NANOS), false);
        this.askAtNanos = now;
        this.followAtNanos = now;
        this.keepAtNanos = now + KEEP_EVERY_NANOS;
    }

    /**
     * Goes on from the mapping that an earlier process of this boot kept. Blocking: called once, before the loop runs.
     *
     * @throws IOException if what was kept cannot be read; the wall clock then serves until the controller answers
     */
    public void restore() throws IOException {
        long now = clock.nanos();
        Optional<Mapping> earlier = kept.read(clock.bootId());
        // Anything from the future or wider than the step limit is no better than asking anew.
        if (earlier.isEmpty() || earlier.get().monoNanos() > now || earlier.get().boundNanos() > Slew.STEP_NANOS) {
            return;
        }
        Mapping mapping = earlier.get();
        estimator.restore(new Estimate(mapping.monoNanos(), mapping.timelineNanos() - mapping.monoNanos(), mapping.drift(), mapping.boundNanos()));
        slew = new Slew(mapping, true);
        enter(locked() ? ClockState.LOCKED : ClockState.WIDE, "goes on from the mapping of " + (now - mapping.monoNanos()) / 1_000_000_000L + " s ago");
    }

    /** From the monotonic to the timeline clock, as known now. Never absent: before the first exchange the wall clock serves. */
    public Mapping mapping() {
        return slew.mapping();
    }

    /** The timeline clock now. */
    public long now() {
        return mapping().timelineAt(clock.nanos());
    }

    /** Whether the controller's clock is known at all, from this process or an earlier one of the same boot. */
    public boolean synchronised() {
        return state != ClockState.WALL;
    }

    /** Whether {@link #boundNanos} is small enough to play in step with others. */
    public boolean locked() {
        return boundNanos() <= LOCKED_BOUND_NANOS;
    }

    /** How far {@link #now} may be wrong; at least {@link #UNKNOWN_BOUND_NANOS} while only the wall clock serves. */
    public long boundNanos() {
        return slew.boundAt(clock.nanos());
    }

    /** The timeline clock minus this machine's wall clock. */
    public long clockOffsetNanos() {
        return now() - wallNanos();
    }

    /** The least round trip of late; 0 before the first. */
    public long roundTripNanos() {
        return estimator.roundTripNanos();
    }

    /** A session began: asks in a burst first. */
    public void welcomed(long now) {
        pending.clear();
        burst = BURST;
        askAtNanos = now;
    }

    /** An answer, received at {@code receivedNanos} of the monotonic clock. */
    public void answered(TimeAnswer answer, long receivedNanos) {
        Long sent = pending.remove(answer.sequence());
        if (sent == null || sent != answer.agentSentNanos()) {
            LOG.debug("clock: answer {} was not asked for", answer.sequence());
            return;
        }
        if (answer.controllerSentNanos() < answer.controllerReceivedNanos()) {
            LOG.warn("clock: the controller says it answered request {} before it came", answer.sequence());
            return;
        }
        long restarts = estimator.restarts();
        estimator.add(new Sample(sent, answer.controllerReceivedNanos(), answer.controllerSentNanos(), receivedNanos));
        if (estimator.restarts() != restarts) {
            LOG.warn("clock: the controller's clock contradicts all it said before; it was set, or this machine slept");
        }
        follow(receivedNanos);
    }

    /** Acts on what is due; returns when to be called next. */
    public long step(long now) {
        if (now >= followAtNanos) {
            follow(now);
        }
        if (uplink.open() && now >= askAtNanos) {
            ask(now);
        }
        if (synchronised() && now >= keepAtNanos) {
            keep(now);
        }
        long next = Math.min(followAtNanos, synchronised() ? keepAtNanos : Long.MAX_VALUE);
        return uplink.open() ? Math.min(next, askAtNanos) : next;
    }

    private void ask(long now) {
        burst = Math.max(0, burst - 1);
        askAtNanos = now + (burst > 0 ? BURST_EVERY_NANOS : EVERY_NANOS);
        sequence++;
        pending.put(sequence, now);
        if (pending.size() > MAX_PENDING) {
            pending.remove(pending.keySet().iterator().next());
        }
        uplink.send(new TimeRequest(sequence, now));
    }

    private void follow(long now) {
        followAtNanos = now + EVERY_NANOS;
        Optional<Estimate> estimate = estimator.at(now);
        if (estimate.isEmpty()) {
            // Not slewed: nothing vouches for the wall clock, and where it steps it does so to become right.
            slew.follow(new Estimate(now, wallNanos() - now, 0, UNKNOWN_BOUND_NANOS));
            return;
        }
        slew.follow(estimate.get());
        enter(locked() ? ClockState.LOCKED : ClockState.WIDE, clockOffsetNanos() / 1_000_000 + " ms from the wall clock");
        if (!slew.settled() && locked()) {
            slew.settle();
            keepAtNanos = now;
        }
    }

    private void enter(ClockState next, String why) {
        if (next != state) {
            LOG.info("clock: {} -> {}: {}, bound {} us", state, next, why, boundNanos() / 1_000);
            state = next;
        }
    }

    private void keep(long now) {
        keepAtNanos = now + KEEP_EVERY_NANOS;
        if (keeping) {
            return; // The disk is slower than a minute: the next round takes fresher numbers.
        }
        keeping = true;
        Mapping lasting = slew.lasting(now);
        String bootId = clock.bootId();
        work.submit("clock", "keep the clock mapping", () -> {
            kept.write(bootId, lasting);
            return lasting;
        }, loop, new Work.Outcome<Mapping>() {
            @Override
            public void done(Mapping result) {
                keeping = false;
            }

            @Override
            public void failed(Exception cause) {
                keeping = false;
            }
        });
    }

    private long wallNanos() {
        var wall = clock.wall();
        return wall.getEpochSecond() * 1_000_000_000L + wall.getNano();
    }
}
