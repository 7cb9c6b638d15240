package ledwall.controller.schedule;

import ledwall.controller.screen.Screen;

/** A stretch {@code [fromNanos, untilNanos)} in which a screen plays something else after an edit than it would have without. Holders and owners differ in it, but are each one. */
public record Difference(Screen screen, long fromNanos, long untilNanos, Stretch before, Stretch after) {}
