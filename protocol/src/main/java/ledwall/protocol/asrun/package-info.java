/** Proof of play: what was meant to be seen, what was seen, chained so that a missing or altered record shows. */
@NullMarked
package ledwall.protocol.asrun;

import org.jspecify.annotations.NullMarked;
