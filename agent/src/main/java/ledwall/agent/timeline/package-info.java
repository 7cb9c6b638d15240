/** The shelf: timelines verified, kept across restarts, and their switches. */
@NullMarked
package ledwall.agent.timeline;

import org.jspecify.annotations.NullMarked;
