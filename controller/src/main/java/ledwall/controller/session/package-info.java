/** The agents' server: one session per screen, phases, takeover, dispatch. On the control loop. */
@NullMarked
package ledwall.controller.session;

import org.jspecify.annotations.NullMarked;
