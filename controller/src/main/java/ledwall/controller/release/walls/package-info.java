/**
 * Releases as walls know them: what each screen was ordered, what it holds of that, and how far it is. Orders are stored by the release before they come here;
 * this says them first thing after a welcome and at once when they change. On the control loop, except where a method says otherwise.
 */
@NullMarked
package ledwall.controller.release.walls;

import org.jspecify.annotations.NullMarked;
