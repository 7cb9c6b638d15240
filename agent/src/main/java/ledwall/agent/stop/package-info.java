/**
 * The latch of this wall: whether it is stopped, kept on disk across restarts of everything. Told by the controller and by {@code ledwall-agent stop};
 * playout obeys it above everything. The files are read and written inside Work, or before the loop runs; the rest is on the loop.
 */
@NullMarked
package ledwall.agent.stop;

import org.jspecify.annotations.NullMarked;
