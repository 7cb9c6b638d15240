/**
 * HTTP and live events for people and scripts: one {@code ...Routes} class per feature, each a table of {@link ledwall.controller.web.Operation}s.
 *
 * <p>Vert.x's event loop only moves bytes. Every operation runs on a virtual thread of its own ({@link ledwall.controller.web.Gate}), where it may block on SQL
 * or on the request's body; live state is read from snapshots that the control loop publishes. The document of all this is {@code openapi.json}; a test holds
 * the two together.
 */
@NullMarked
package ledwall.controller.web;

import org.jspecify.annotations.NullMarked;
