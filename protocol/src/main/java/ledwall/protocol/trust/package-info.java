/** How content proves where it comes from. Signing and verification come with the trust work; the envelope they travel in is here from the first day. */
@NullMarked
package ledwall.protocol.trust;

import org.jspecify.annotations.NullMarked;
