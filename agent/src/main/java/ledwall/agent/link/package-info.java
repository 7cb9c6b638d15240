/** The connection to the controller: phases, deadlines, reconnect. */
@NullMarked
package ledwall.agent.link;

import org.jspecify.annotations.NullMarked;
