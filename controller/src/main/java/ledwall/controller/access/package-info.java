/** People, passwords, sessions, audit. */
@NullMarked
package ledwall.controller.access;

import org.jspecify.annotations.NullMarked;
