/** The timeline clock: monotonic, kept across restarts of one boot, slewed. */
@NullMarked
package ledwall.controller.clock;

import org.jspecify.annotations.NullMarked;
