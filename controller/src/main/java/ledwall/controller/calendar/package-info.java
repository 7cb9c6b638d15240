/**
 * Local calendars and clocks, and nothing above them: when a rule wants to run ({@link ledwall.controller.calendar.When}), calendars as data
 * ({@link ledwall.controller.calendar.Calendar}), and how both become windows of exact instants in a screen's zone
 * ({@link ledwall.controller.calendar.Expander}). Recurrence ends here: what leaves this package is half-open windows. All of it is pure and may be called from
 * any thread. What the rules mean in words stands in {@code controller/SCHEDULE.md}.
 */
@NullMarked
package ledwall.controller.calendar;

import org.jspecify.annotations.NullMarked;
