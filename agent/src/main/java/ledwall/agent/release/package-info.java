/**
 * What this wall was told of releases: the go for one, and withdrawals, kept on disk across restarts. Told by the controller; the programme is read with it. The
 * file is read and written inside Work, or before the loop runs; the rest is on the loop.
 */
@NullMarked
package ledwall.agent.release;

import org.jspecify.annotations.NullMarked;
