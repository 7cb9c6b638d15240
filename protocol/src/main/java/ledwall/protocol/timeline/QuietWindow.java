package ledwall.protocol.timeline;

/** A stretch {@code [fromNanos, untilNanos)} in which a screen is black on purpose, whatever its blocks say. */
public record QuietWindow(long fromNanos, long untilNanos) {
    public QuietWindow {
        Instants.checked("quiet window's begin", fromNanos);
        Instants.checked("quiet window's end", untilNanos);
        if (fromNanos >= untilNanos) {
            throw new IllegalArgumentException("quiet window ends at " + untilNanos + ", which is not after its begin " + fromNanos);
        }
    }

    public boolean covers(long atNanos) {
        return fromNanos <= atNanos && atNanos < untilNanos;
    }
}
