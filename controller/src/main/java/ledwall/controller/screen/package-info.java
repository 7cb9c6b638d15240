/**
 * Screens, the groups in which they play in step, and how a screen's PC gets its key. Services are called from {@code Work} or a virtual thread, never on the
 * loop; news of what they changed is posted after the commit.
 */
@NullMarked
package ledwall.controller.screen;

import org.jspecify.annotations.NullMarked;
