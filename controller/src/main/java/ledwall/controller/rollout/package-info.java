/**
 * From an edit to a switch on the walls: the planner compiles, the rollout offers, waits for readiness, decides one instant per group, and says so once it is
 * stored. Fed by committed changes and by sessions, on the control loop; knows no session, only a line to each screen.
 */
@NullMarked
package ledwall.controller.rollout;

import org.jspecify.annotations.NullMarked;
