package ledwall.agent.stop;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import ledwall.agent.health.Problems;
import ledwall.agent.link.Uplink;
import ledwall.protocol.message.StopOrder;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.message.StopState;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this wall is stopped. An order is obeyed in the turn of the loop in which it comes; then it is forced; then it is answered. A stop made at the wall
 * is looked for every {@link #LOOK_NANOS}, and {@link #fresh} tells whether that was just now: an agent that stood still must look before it shows anything.
 * On the loop.
 */
public final class Latch {
    private static final Logger LOG = LoggerFactory.getLogger(Latch.class);
    private static final String WRITE_LANE = "latch";
    private static final String NOT_KEPT = "stopNotKept";
    private static final String NOT_READ = "stopNotRead";
    /** Somebody at the wall sees within 250 ms that this agent keeps the stop. */
    static final long LOOK_NANOS = 100_000_000L;
    private static final long FRESH_NANOS = 250_000_000L;
    /** A disk that does not answer for so long must not keep a wall dark. */
    private static final long PATIENCE_NANOS = 500_000_000L;
    /** A loop that does not come by for so long stood still. */
    private static final long STILL_NANOS = LOOK_NANOS + 300_000_000L;
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final long NEVER = Long.MIN_VALUE;

    private final Node node;
    private final Uplink uplink;
    private final Problems problems;
    private final LongSupplier timelineNow;
    private final LatchFile latchFile;
    private final WallStopFile wallStopFile;
    private Runnable onChange = () -> {};
    private LatchState state = LatchState.NONE;
    /** What the disk holds for certain. */
    private LatchState kept = LatchState.NONE;
    private boolean writing;
    /** An order of this session was read, so the controller understands an answer. */
    private boolean asked;
    private boolean owesAnswer;
    /** The answer owed was given, but for the disk. */
    private boolean confessed;
    private Work.@Nullable Watch watch;
    /** When the look before the loop ran began. */
    private long restoredNanos = NEVER;
    private long waitingSinceNanos = NEVER;
    private long cameByNanos;

    public Latch(Node node, Uplink uplink, Problems problems, LongSupplier timelineNow) {
        this.node = node;
        this.uplink = uplink;
        this.problems = problems;
        this.timelineNow = timelineNow;
        this.latchFile = new LatchFile(node.disk());
        this.wallStopFile = new WallStopFile(node.disk());
    }

    /** Told in the same turn of the loop when the glass has something else to obey. */
    public void onChange(Runnable hearer) {
        onChange = hearer;
    }

    public boolean stopped() {
        return state.stopped();
    }

    public StopPicture picture() {
        return state.picture();
    }

    /** Takes up what the last run kept, and what was done at the wall since. Blocking: before the loop runs. What cannot be read stops the wall. */
    public void restore() {
        Instant now = node.clock().wall();
        try {
            state = latchFile.read().orElse(LatchState.NONE);
            kept = state;
        } catch (IOException e) {
            LOG.error("the latch cannot be read, so this wall is stopped: {}", e.getMessage());
            state = LatchState.unreadable(now);
        }
        try {
            wallStopFile.read().ifPresent(stop -> state = taken(state, stop, now));
        } catch (IOException e) {
            LOG.error("nobody knows whether this wall was stopped at the wall, so it is", e);
            state = state.stoppedAtTheWall(new WallStop("", null, "what was done at the wall could not be read"), now);
        }
        cameByNanos = node.clock().nanos();
        restoredNanos = cameByNanos;
        if (state.stopped()) {
            LOG.warn("this wall is stopped since {}, {}: {}", state.at(), state.origin(), state.reason());
        }
    }

    private static LatchState taken(LatchState known, WallStop stop, Instant now) {
        return stop.name().equals(known.wallStop()) ? known : known.stoppedAtTheWall(stop, now);
    }

    /** The session is over: another controller may understand less. */
    public void lost() {
        asked = false;
        owesAnswer = false;
    }

    public void ordered(StopOrder order) {
        asked = true;
        owe();
        enter(state.ordered(order, node.clock().wall()), "revision " + order.revision() + " of the controller");
        answer();
    }

    private void owe() {
        owesAnswer = true;
        confessed = false;
    }

    private void enter(LatchState next, String why) {
        LatchState old = state;
        state = next;
        if (!next.looksLike(old)) {
            LOG.warn("wall: {} -> {}: {}", words(old), words(next), why);
            onChange.run();
        }
        write();
    }

    private static String words(LatchState state) {
        return state.stopped() ? "STOPPED " + state.picture() : "NOT STOPPED";
    }

    private void write() {
        if (writing || state.equals(kept)) {
            return;
        }
        writing = true;
        LatchState written = state;
        node.work().submit(WRITE_LANE, "force the latch", () -> {
            latchFile.write(written);
            return written;
        }, node.loop(), new Work.Outcome<LatchState>() {
            @Override
            public void done(LatchState forced) {
                writing = false;
                kept = forced;
                problems.clear(NOT_KEPT);
                write();
                answer();
            }

            @Override
            public void failed(Exception cause) {
                problems.raise(NOT_KEPT, (written.stopped() ? "This wall is stopped" : "This wall was resumed") + ", but the disk of this PC does not keep it ("
                        + cause.getMessage() + "): after a restart the agent would not know. Free space on the disk.");
                if (owesAnswer && !confessed) {
                    confessed = true;
                    say(false);
                }
                node.loop().after(AGAIN, "force the latch again", () -> {
                    writing = false;
                    write();
                });
            }
        });
    }

    /** Once the disk has what there is to say. */
    private void answer() {
        if (owesAnswer && state.equals(kept)) {
            owesAnswer = false;
            say(true);
        }
    }

    private void say(boolean forced) {
        if (asked && state.counted()) {
            uplink.send(new StopState(state.revision(), state.stopped(), state.picture(), state.wallStops(), forced, timelineAt(state.at()),
                    state.reason()));
        }
    }

    private long timelineAt(Instant at) {
        return at.equals(Instant.EPOCH) ? 0 : Math.max(0, timelineNow.getAsLong() - Duration.between(at, node.clock().wall()).toNanos());
    }

    /** Begins to look for stops made at the wall; returns when to be called next. */
    public long step(long now) {
        cameBy(now);
        write();
        if (watch == null) {
            watch = watch();
        }
        return Long.MAX_VALUE;
    }

    /** A stop is seldom, and looked for all day long: the loop hears of what is found, not of each look. */
    private Work.Watch watch() {
        return node.work().watch("look for a stop at the wall", Duration.ofNanos(LOOK_NANOS), wallStopFile::read, node.loop(), new Work.Outcome<Optional<WallStop>>() {
            @Override
            public void done(Optional<WallStop> found) {
                problems.clear(NOT_READ);
                found.ifPresent(Latch.this::found);
            }

            @Override
            public void failed(Exception cause) {
                problems.raise(NOT_READ, WallStopFile.PATH + " cannot be read (" + cause.getMessage() + "): a stop made at the wall would not be seen.");
            }
        });
    }

    private void found(WallStop stop) {
        LatchState next = taken(state, stop, node.clock().wall());
        if (!next.equals(state)) {
            owe();
            enter(next, "stopped at the wall: " + stop.reason());
        }
    }

    /**
     * Whether it is known as of just now that nobody has stopped this wall at the wall. To be asked before anything is put on the glass; where the disk does
     * not answer, it is so after half a second in which this loop lived.
     */
    public boolean fresh(long now) {
        cameBy(now);
        long seenNanos = watch == null ? restoredNanos : Math.max(restoredNanos, watch.seenNanos());
        if (seenNanos != NEVER && now - seenNanos <= FRESH_NANOS) {
            waitingSinceNanos = NEVER;
            return true;
        }
        if (waitingSinceNanos == NEVER) {
            waitingSinceNanos = now;
        }
        return now - waitingSinceNanos >= PATIENCE_NANOS;
    }

    private void cameBy(long now) {
        if (now - cameByNanos > STILL_NANOS) {
            // Whatever waited does so anew: a stop may have been made while this process stood still.
            waitingSinceNanos = NEVER;
        }
        cameByNanos = now;
    }
}
