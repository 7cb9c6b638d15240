/** News of committed changes: posted after the commit, heard on the control loop. Knows no feature; every feature may know it. */
@NullMarked
package ledwall.controller.change;

import org.jspecify.annotations.NullMarked;
