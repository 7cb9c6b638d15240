/**
 * What a group plays when. {@link ledwall.controller.schedule.Rules} keeps the rules; {@link ledwall.controller.schedule.Compiler} turns rules and playlists
 * into a plan for the group and a timeline for each of its screens; {@link ledwall.controller.schedule.Preview} says what will be shown and why. Rules are
 * called from {@code Work}; the other two are pure and may be called from anywhere. Recurrence will end here: what leaves this package is instants only.
 */
@NullMarked
package ledwall.controller.schedule;

import org.jspecify.annotations.NullMarked;
