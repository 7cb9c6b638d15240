/** A player without a display, for load tests. */
@NullMarked
package ledwall.agent.player.blank;

import org.jspecify.annotations.NullMarked;
