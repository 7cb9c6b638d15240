/** Media chunks to agents: credit, fairness. */
@NullMarked
package ledwall.controller.transfer;

import org.jspecify.annotations.NullMarked;
