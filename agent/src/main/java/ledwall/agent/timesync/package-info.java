/** The controller's timeline clock as this agent knows it. */
@NullMarked
package ledwall.agent.timesync;

import org.jspecify.annotations.NullMarked;
