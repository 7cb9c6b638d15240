package ledwall.controller.schedule;

/** A stretch {@code [fromNanos, untilNanos)} of one screen's time and whose it is. */
public record Segment(long fromNanos, long untilNanos, Owner owner) {}
