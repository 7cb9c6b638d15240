/** Offered, ready, on air: what each screen should have against what it reports. */
@NullMarked
package ledwall.controller.rollout;

import org.jspecify.annotations.NullMarked;
