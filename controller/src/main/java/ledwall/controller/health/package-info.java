/**
 * The live board: what each screen shows against what it should, and what is wrong; and pictures of what is on the glass. Fed by sessions and rollouts on the
 * control loop; what it publishes is immutable and may be read from any thread.
 */
@NullMarked
package ledwall.controller.health;

import org.jspecify.annotations.NullMarked;
