/**
 * The as-run ledger: what agents proved to have shown, each record stored once and acknowledged only when it is safe. Called by sessions on the control loop;
 * asked by the web through its store, off the loop.
 */
@NullMarked
package ledwall.controller.asrun;

import org.jspecify.annotations.NullMarked;
