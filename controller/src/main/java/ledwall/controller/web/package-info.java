/** HTTP and SSE: one Routes class per feature. */
@NullMarked
package ledwall.controller.web;

import org.jspecify.annotations.NullMarked;
