/** What should be on the glass now, and how to get it there: lists, drift, the ladder of fallbacks. */
@NullMarked
package ledwall.agent.playout;

import org.jspecify.annotations.NullMarked;
