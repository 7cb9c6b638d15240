/** Composition root of the agent. */
@NullMarked
package ledwall.agent;

import org.jspecify.annotations.NullMarked;
