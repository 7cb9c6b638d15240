/** How a request is refused: one exception that carries what people and programs need. Knows no feature; every feature may know it. */
@NullMarked
package ledwall.controller.refusal;

import org.jspecify.annotations.NullMarked;
