package ledwall.controller.calendar;

/** A calendar as it is stored. {@code revision} counts the edits: an edit names the one it saw and is refused when it is stale. */
public record KeptCalendar(Calendar calendar, long revision) {}
