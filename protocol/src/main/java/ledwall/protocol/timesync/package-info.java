/** The pure maths of following another machine's clock: four-timestamp samples to offset, drift and an honest bound. */
@NullMarked
package ledwall.protocol.timesync;

import org.jspecify.annotations.NullMarked;
