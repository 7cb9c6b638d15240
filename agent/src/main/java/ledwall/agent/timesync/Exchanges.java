package ledwall.agent.timesync;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ledwall.agent.link.Uplink;
import ledwall.protocol.message.TimeAnswer;
import ledwall.protocol.message.TimeRequest;
import ledwall.protocol.timesync.Sample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The questions for the time: when the next is due, which are under way, and what an answer proves. On the agent's loop. */
final class Exchanges {
    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
    private static final int BURST = 8;
    private static final long BURST_EVERY_NANOS = 50_000_000L;
    private static final long EVERY_NANOS = 1_000_000_000L;
    /** On a line that jitters, more exchanges find the quick ones among them. */
    private static final long NARROWING_EVERY_NANOS = 250_000_000L;
    /** Beyond it the limit is near, and one bad second would cross it. */
    private static final long WIDE_BOUND_NANOS = 15_000_000L;
    /** On a line as slow as this no number of exchanges will do. */
    private static final long HOPELESS_ROUND_TRIP_NANOS = 100_000_000L;
    /** The eldest of more than this will not be answered any more. */
    private static final int MAX_PENDING = 32;

    private final Uplink uplink;
    private final Map<Long, Long> pending = new LinkedHashMap<>();
    private long sequence;
    private int burst;
    private long askAtNanos;

    Exchanges(Uplink uplink, long now) {
        this.uplink = uplink;
        this.askAtNanos = now;
    }

    /** A session began: nothing of the last one will be answered. */
    void begin(long now) {
        pending.clear();
        burst = BURST;
        askAtNanos = now;
    }

    /** When the next question is due; never without somebody to ask. */
    long askAtNanos() {
        return uplink.open() ? askAtNanos : Long.MAX_VALUE;
    }

    /**
     * Asks, where that is due.
     *
     * @param boundNanos how well the time is known; {@code roundTripNanos} is the least of late
     */
    void step(long now, long boundNanos, long roundTripNanos) {
        if (now < askAtNanos()) {
            return;
        }
        burst = Math.max(0, burst - 1);
        boolean narrowing = boundNanos > WIDE_BOUND_NANOS && roundTripNanos < HOPELESS_ROUND_TRIP_NANOS;
        askAtNanos = now + (burst > 0 ? BURST_EVERY_NANOS : narrowing ? NARROWING_EVERY_NANOS : EVERY_NANOS);
        sequence++;
        pending.put(sequence, now);
        if (pending.size() > MAX_PENDING) {
            pending.remove(pending.keySet().iterator().next());
        }
        uplink.send(new TimeRequest(sequence, now));
    }

    /** What an answer that was received at {@code receivedNanos} proves; nothing where it cannot be. */
    Optional<Sample> answered(TimeAnswer answer, long receivedNanos) {
        Long sent = pending.remove(answer.sequence());
        if (sent == null || sent != answer.agentSentNanos()) {
            LOG.debug("clock: answer {} was not asked for", answer.sequence());
            return Optional.empty();
        }
        if (answer.controllerSentNanos() < answer.controllerReceivedNanos()) {
            LOG.warn("clock: the controller says it answered request {} before it came", answer.sequence());
            return Optional.empty();
        }
        return Optional.of(new Sample(sent, answer.controllerReceivedNanos(), answer.controllerSentNanos(), receivedNanos));
    }
}
