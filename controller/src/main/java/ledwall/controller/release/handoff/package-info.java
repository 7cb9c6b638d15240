/** The package for channels where a person publishes: everything they need, in one zip that is made while it is downloaded. Blocking. */
@NullMarked
package ledwall.controller.release.handoff;

import org.jspecify.annotations.NullMarked;
