/** The live board: what each screen shows, and what is wrong. */
@NullMarked
package ledwall.controller.health;

import org.jspecify.annotations.NullMarked;
