package ledwall.protocol.timesync;

/**
 * How this machine's monotonic clock maps to the timeline clock: at {@code monoNanos} it was {@code timelineNanos}, and the timeline clock runs {@code 1 +
 * drift} times as fast.
 *
 * @param boundNanos how far the mapping may have been wrong at {@code monoNanos}
 */
public record Mapping(long monoNanos, long timelineNanos, double drift, long boundNanos) {
    /** The timeline instant at a monotonic one. */
    public long timelineAt(long mono) {
        long since = mono - monoNanos;
        return timelineNanos + since + Math.round(since * drift);
    }

    /** The monotonic instant at a timeline one. */
    public long monoAt(long timeline) {
        long since = timeline - timelineNanos;
        return monoNanos + since - Math.round(since * (drift / (1 + drift)));
    }
}
