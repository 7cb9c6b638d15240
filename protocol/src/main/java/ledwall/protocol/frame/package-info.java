/**
 * Bytes on a stream, cut into frames and back: u32 length (of what follows, big-endian), then that many bytes. Knows Netty and nothing of what a frame says.
 *
 * <p>Production sockets and the simulated network install the very same handlers. Everything here runs on a channel's event loop, but for
 * {@link ledwall.protocol.frame.FrameDecoder#limit}.
 */
@NullMarked
package ledwall.protocol.frame;

import org.jspecify.annotations.NullMarked;
