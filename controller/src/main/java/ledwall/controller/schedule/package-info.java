/**
 * What a group plays when. {@link ledwall.controller.schedule.Rules} keeps the rules; {@link ledwall.controller.schedule.Compiler} turns rules and playlists
 * into a plan for the group and a timeline for each of its screens; {@link ledwall.controller.schedule.Preview} says what will be shown and why. Rules are
 * called from {@code Work}; the other two are pure and may be called from anywhere.
 *
 * <p>{@link ledwall.controller.schedule.Occurrences} expands what rules claim for a zone, {@link ledwall.controller.schedule.Resolver} decides who has a screen,
 * {@link ledwall.controller.schedule.Conflicts} and {@link ledwall.controller.schedule.Why} answer for it: pure too. {@code controller/SCHEDULE.md} has the total
 * order in words.
 */
@NullMarked
package ledwall.controller.schedule;

import org.jspecify.annotations.NullMarked;
