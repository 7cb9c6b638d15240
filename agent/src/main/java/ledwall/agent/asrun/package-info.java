/** Proof of play: forced before it is seen, chained, sent until acknowledged. */
@NullMarked
package ledwall.agent.asrun;

import org.jspecify.annotations.NullMarked;
