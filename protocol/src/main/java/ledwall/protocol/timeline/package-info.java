/**
 * What a screen plays when: the timeline, and what is due at an instant. Pure; the controller's preview and the agent's playout call the same code, so they
 * cannot differ. Instants are nanoseconds since the Unix epoch on the controller's timeline clock; windows are half-open.
 */
@NullMarked
package ledwall.protocol.timeline;

import org.jspecify.annotations.NullMarked;
