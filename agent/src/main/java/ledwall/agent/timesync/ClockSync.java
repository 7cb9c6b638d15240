package ledwall.agent.timesync;

import java.io.IOException;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ledwall.agent.link.Uplink;
import ledwall.protocol.message.TimeAnswer;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timesync.Changeover;
import ledwall.protocol.timesync.Estimate;
import ledwall.protocol.timesync.Estimator;
import ledwall.protocol.timesync.Mapping;
import ledwall.protocol.timesync.Sample;
import ledwall.protocol.timesync.Slew;

/**
 * This agent's idea of the timeline clock: asks the controller for the time on the agent's own connection, in a burst and then once a second, and slews a
 * mapping from the monotonic clock. The wall clock serves only while neither the controller nor an earlier process of this boot has told better; {@link
 * #synchronised} then is false. On the agent's loop.
 *
 * <p>Controllers name their clock. One that comes back with another clock, because its machine was booted, is not followed at once: every wall keeps its own
 * until the instant that the welcome names, and all go over together.
 */
public final class ClockSync {
    /** At most this bound counts as locked: half a frame at 25 fps. */
    public static final long LOCKED_BOUND_NANOS = 20_000_000L;
    /** The bound where nothing is known: a screen PC's wall clock may be years off. */
    public static final long UNKNOWN_BOUND_NANOS = 10L * 365 * 86_400 * 1_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(ClockSync.class);
    private static final long FOLLOW_EVERY_NANOS = 1_000_000_000L;
    /** A controller that names an instant further ahead than this is not waited for: it names half a minute. */
    private static final long LONGEST_HOLD_NANOS = 600_000_000_000L;
    private static final long KEEP_EVERY_NANOS = 60_000_000_000L;

    private final Clock clock;
    private final Loop loop;
    private final Work work;
    private final Exchanges exchanges;
    private final KeptMapping kept;
    /** Of the clock that the controller has now. */
    private Estimator estimator = new Estimator();
    private Slew slew;
    /** The name of the clock that the mapping follows; 0 where it has none. */
    private long following;
    /** The name of the clock that the controller has now, which is the instant at which all walls go over to it. */
    private long offered;
    private ClockState state = ClockState.WALL;
    private long followAtNanos;
    private long keepAtNanos;
    private boolean keeping;

    public ClockSync(Node node, Uplink uplink) {
        this.clock = node.clock();
        this.loop = node.loop();
        this.work = node.work();
        this.kept = new KeptMapping(node.disk());
        long now = clock.nanos();
        this.slew = new Slew(new Mapping(now, wallNanos(), 0, UNKNOWN_BOUND_NANOS), false);
        this.exchanges = new Exchanges(uplink, now);
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
        Optional<KeptMapping.Kept> earlier = kept.read(clock.bootId());
        if (earlier.isEmpty() || earlier.get().mapping().monoNanos() > now) {
            return;
        }
        // However old it is: its bound has grown with its age, and a wall clock has none.
        Mapping mapping = earlier.get().mapping();
        following = earlier.get().of();
        offered = following;
        estimator.restore(new Estimate(mapping.monoNanos(), mapping.timelineNanos() - mapping.monoNanos(), mapping.drift(), mapping.boundNanos()));
        slew = new Slew(mapping, true);
        enter(locked() ? ClockState.LOCKED : ClockState.WIDE, "goes on from the mapping of " + (now - mapping.monoNanos()) / 1_000_000_000L + " s ago");
    }

    /** From the monotonic to the timeline clock, as known now. Never absent: before the first exchange the wall clock serves. */
    public Mapping mapping() {
        return slew.mapping();
    }

    /** The step to the controller's other clock, until it is made; empty also where the two are so near that the mapping is slewed. */
    public Optional<Changeover> changeover() {
        Estimate estimate = offered == following ? null : estimator.at(clock.nanos()).orElse(null);
        if (estimate == null || !synchronised() || leftNanos(estimate) > LONGEST_HOLD_NANOS) {
            return Optional.empty();
        }
        long error = estimate.monoNanos() + estimate.offsetNanos() - mapping().timelineAt(estimate.monoNanos());
        var coming = new Mapping(estimate.monoNanos(), estimate.monoNanos() + estimate.offsetNanos(), estimate.drift(), estimate.boundNanos());
        return Math.abs(error) > Slew.STEP_NANOS ? Optional.of(Changeover.at(offered, coming)) : Optional.empty();
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

    /** The name of the controller's clock that {@link #boundNanos} is measured against: the one that the controller has now, once it told its time. */
    public long against() {
        return estimator.roundTripNanos() > 0 ? offered : following;
    }

    /** The timeline clock minus this machine's wall clock. */
    public long clockOffsetNanos() {
        return now() - wallNanos();
    }

    /** The least round trip of late; 0 before the first. */
    public long roundTripNanos() {
        return estimator.roundTripNanos();
    }

    /**
     * A session began: asks in a burst first.
     *
     * @param clockName what the welcome names the controller's clock by, 0 where it does not
     */
    public void welcomed(long clockName, long now) {
        if (clockName != offered) {
            // What was learnt of another clock proves nothing of this one, not even where the two hardly differ.
            offered = clockName;
            estimator = new Estimator();
        }
        exchanges.begin(now);
    }

    /** An answer, received at {@code receivedNanos} of the monotonic clock. */
    public void answered(TimeAnswer answer, long receivedNanos) {
        Sample sample = exchanges.answered(answer, receivedNanos).orElse(null);
        if (sample == null) {
            return;
        }
        long restarts = estimator.restarts();
        estimator.add(sample);
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
        if (now >= exchanges.askAtNanos()) {
            exchanges.step(now, estimator.at(now).map(Estimate::boundNanos).orElse(0L), estimator.roundTripNanos());
        }
        if (synchronised() && now >= keepAtNanos) {
            keep(now);
        }
        return Math.min(exchanges.askAtNanos(), Math.min(followAtNanos, synchronised() ? keepAtNanos : Long.MAX_VALUE));
    }

    private void follow(long now) {
        followAtNanos = now + FOLLOW_EVERY_NANOS;
        Estimate estimate = estimator.at(now).orElse(null);
        if (estimate == null) {
            if (!synchronised()) {
                // Not slewed: nothing vouches for the wall clock, and where it steps it does so to become right.
                slew.take(new Mapping(now, wallNanos(), 0, UNKNOWN_BOUND_NANOS));
            }
            return;
        }
        long heldNanos = heldNanos(estimate);
        if (heldNanos > 0) {
            slew.hold(estimate);
            followAtNanos = now + Math.min(FOLLOW_EVERY_NANOS, heldNanos);
        } else {
            if (offered != following) {
                goOver(estimate, now);
            }
            slew.follow(estimate);
        }
        enter(heldNanos > 0 ? ClockState.HELD : locked() ? ClockState.LOCKED : ClockState.WIDE, clockOffsetNanos() / 1_000_000 + " ms from the wall clock");
    }

    /** How long the mapping goes on by the clock before, although the controller has another. */
    private long heldNanos(Estimate estimate) {
        long left = leftNanos(estimate);
        return offered != following && synchronised() && left <= LONGEST_HOLD_NANOS ? Math.max(0, left) : 0;
    }

    /** Until the instant that the controller's clock is named by. */
    private long leftNanos(Estimate estimate) {
        return offered - (estimate.monoNanos() + estimate.offsetNanos());
    }

    private void goOver(Estimate estimate, long now) {
        if (synchronised()) {
            LOG.warn("clock: goes over to the controller's other clock, {} ms ahead of the one before",
                    (now + estimate.offsetNanos() - slew.mapping().timelineAt(now)) / 1_000_000);
        }
        following = offered;
        // A successor that went on by the other clock would take the picture back.
        keepAtNanos = now;
    }

    private void enter(ClockState next, String why) {
        if (next != state) {
            LOG.info("clock: {} -> {}: {}, bound {} us", state, next, why, boundNanos() / 1_000);
            if (state == ClockState.WALL) {
                keepAtNanos = clock.nanos();
            }
            state = next;
        }
    }

    private void keep(long now) {
        keepAtNanos = now + KEEP_EVERY_NANOS;
        if (keeping || offered != following) {
            return; // The disk is slower than a minute, or another clock is about to be followed: the next round takes what holds then.
        }
        keeping = true;
        var lasting = new KeptMapping.Kept(slew.lasting(now), following);
        String bootId = clock.bootId();
        work.submit("clock", "keep the clock mapping", () -> {
            kept.write(bootId, lasting);
            return lasting;
        }, loop, new Work.Outcome<KeptMapping.Kept>() {
            @Override
            public void done(KeptMapping.Kept result) {
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
