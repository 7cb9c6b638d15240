package ledwall.controller.calendar;

import java.time.LocalDate;

/**
 * One window {@code [fromNanos, untilNanos)} of a rule in one zone, on the timeline's scale.
 *
 * @param day the local day to which it belongs: the one on which it was to start. A window from 22:00 to 02:00 belongs to the day of its 22:00
 */
public record Window(LocalDate day, long fromNanos, long untilNanos) {}
