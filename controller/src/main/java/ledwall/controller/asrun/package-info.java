/** The as-run ledger. */
@NullMarked
package ledwall.controller.asrun;

import org.jspecify.annotations.NullMarked;
