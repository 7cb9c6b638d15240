/** Typed names of things, so that a screen's id never passes for a playlist's. All are opaque strings outside the house. */
@NullMarked
package ledwall.protocol.id;

import org.jspecify.annotations.NullMarked;
