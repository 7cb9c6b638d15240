/** What the agent says of itself: heartbeat, status file, problems. */
@NullMarked
package ledwall.agent.health;

import org.jspecify.annotations.NullMarked;
