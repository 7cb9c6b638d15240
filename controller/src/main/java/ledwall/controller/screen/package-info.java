/** Screens, groups, enrolment. */
@NullMarked
package ledwall.controller.screen;

import org.jspecify.annotations.NullMarked;
