package ledwall.controller.release;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a release or of one of its outlets from a state into another, or what was decided or done meanwhile. Kept for good.
 *
 * @param at when it was stored
 * @param by who asked for it; empty for the controller itself
 * @param outlet null for the release as a whole
 * @param from null where it began
 * @param to a state; or {@code edited}, {@code decided go|hold|abort}, {@code called} (a wall's token), {@code doneByHand}, {@code withdrawal ...}
 * @param code the stable word of its cause; null without one
 * @param words why, or what proves it, for people; empty where the states say it all
 * @param about the instant it is about: when it is to go or to be called, was decided, was taken, was seen first; null where it is about none
 */
public record HistoryEntry(Instant at, String by, @Nullable OutletId outlet, @Nullable String from, String to, @Nullable String code, String words,
                           @Nullable Instant about) {}
