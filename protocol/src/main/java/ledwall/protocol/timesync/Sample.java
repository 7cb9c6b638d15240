package ledwall.protocol.timesync;

/**
 * One exchange of four timestamps: {@code sentNanos} and {@code receivedNanos} are the asker's monotonic clock, the two between them the timeline clock of the
 * one who answered.
 */
public record Sample(long sentNanos, long peerReceivedNanos, long peerSentNanos, long receivedNanos) {
    public Sample {
        if (receivedNanos < sentNanos) {
            throw new IllegalArgumentException("the answer came " + (sentNanos - receivedNanos) + " ns before it was asked for");
        }
        if (peerSentNanos < peerReceivedNanos) {
            throw new IllegalArgumentException("the peer answered " + (peerReceivedNanos - peerSentNanos) + " ns before it was asked");
        }
    }

    /** How long the two messages were under way together. */
    public long roundTripNanos() {
        return receivedNanos - sentNanos - (peerSentNanos - peerReceivedNanos);
    }

    /** Timeline minus monotonic clock was at most this: the request cannot have arrived before it was sent. */
    long mostOffset() {
        return peerReceivedNanos - sentNanos;
    }

    /** Timeline minus monotonic clock was at least this: the answer cannot have left after it came. */
    long leastOffset() {
        return peerSentNanos - receivedNanos;
    }
}
