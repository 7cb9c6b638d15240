/** What both sides share: the wire, the timeline, the seams to the world. Knows neither the controller nor the agent. */
@NullMarked
package ledwall.protocol;

import org.jspecify.annotations.NullMarked;
