/**
 * The agents' server: one session for each screen, greeted in phases, taken over by a newer one, ended when it falls silent or speaks nonsense. Turns
 * messages into calls on rollouts, board, ledger, transfers and snapshots. On the control loop.
 */
@NullMarked
package ledwall.controller.session;

import org.jspecify.annotations.NullMarked;
