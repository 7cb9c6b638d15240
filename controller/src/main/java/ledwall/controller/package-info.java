/** Composition root of the controller. */
@NullMarked
package ledwall.controller;

import org.jspecify.annotations.NullMarked;
