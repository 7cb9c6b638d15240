/** The SQL side of every store. */
@NullMarked
package ledwall.controller.storage;

import org.jspecify.annotations.NullMarked;
