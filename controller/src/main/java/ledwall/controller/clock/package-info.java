/**
 * The timeline clock: the one time by which all screens play. Monotonic, kept across restarts of one boot, slewed gently towards the wall clock. Read from any
 * thread, stepped on the control loop.
 */
@NullMarked
package ledwall.controller.clock;

import org.jspecify.annotations.NullMarked;
