package ledwall.controller.schedule;

/**
 * A stretch {@code [fromNanos, untilNanos)} of one screen's time.
 *
 * @param owner by which window, where it is a rule's: the first of several that touch
 */
public record Stretch(long fromNanos, long untilNanos, Holder holder, Owner owner) {
    /** What of it lies in {@code [from, until)}. */
    Stretch within(long from, long until) {
        return new Stretch(Math.max(fromNanos, from), Math.min(untilNanos, until), holder, owner);
    }
}
