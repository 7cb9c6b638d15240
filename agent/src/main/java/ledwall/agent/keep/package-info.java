/** Small facts kept on disk across restarts: whole or not at all. Used by the parts inside Work, or before the loop runs. */
@NullMarked
package ledwall.agent.keep;

import org.jspecify.annotations.NullMarked;
