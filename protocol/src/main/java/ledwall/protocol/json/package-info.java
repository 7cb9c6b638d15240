/** JSON by streaming, with bounds and with errors that name the field. The agent cannot afford data binding: it costs 7-8 MiB of its memory. */
@NullMarked
package ledwall.protocol.json;

import org.jspecify.annotations.NullMarked;
