/**
 * The frame meter of {@code controller/bin/bench playout}, as far as it is pure: pictures that say which frame they are, what a screen showed when, and what
 * follows from that. It lies among the tests because no product needs it; the bench runs with the tests' classes.
 */
@NullMarked
package ledwall.meter;

import org.jspecify.annotations.NullMarked;
