/** The display's own pixels, for snapshots. */
@NullMarked
package ledwall.agent.glass;

import org.jspecify.annotations.NullMarked;
