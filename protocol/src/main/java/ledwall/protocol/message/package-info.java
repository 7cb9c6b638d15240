/** The messages between controller and agent: one record each, sealed by direction, with their codec and table. {@code PROTOCOL.md} says the same in prose. */
@NullMarked
package ledwall.protocol.message;

import org.jspecify.annotations.NullMarked;
