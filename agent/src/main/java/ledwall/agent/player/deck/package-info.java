/** The players of one output as one: the one that is seen, and the warm spare behind it. */
@NullMarked
package ledwall.agent.player.deck;

import org.jspecify.annotations.NullMarked;
