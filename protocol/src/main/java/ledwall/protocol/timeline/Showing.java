package ledwall.protocol.timeline;

/**
 * One cue's turn with its instants: {@code cue} is due in {@code [startNanos, endNanos)}, its first visible frame being {@code firstFrame} (not 0 where the window
 * or the switch cut the front off). {@code fullStartNanos} is the instant of frame 0.
 *
 * @param version the timeline that says so
 * @param index the cue's place in its block
 */
public record Showing(long version, Block block, int index, Cue cue, long fullStartNanos, long startNanos, long endNanos) {
    public boolean covers(long atNanos) {
        return startNanos <= atNanos && atNanos < endNanos;
    }
}
