/**
 * The production side of the seams: the operating system's clock, threads, files, randomness and sockets. The only place in the house that touches them, but
 * for the domain's own ports (player, glass, media tools, SQL, HTTP).
 *
 * <p>{@link ledwall.protocol.runtime.real.RealNode} makes a whole {@code Node} of them for {@code Main}. {@link
 * ledwall.protocol.runtime.real.ChannelConnection} also serves the simulated network, so that what is simulated is what runs.
 */
@NullMarked
package ledwall.protocol.runtime.real;

import org.jspecify.annotations.NullMarked;
