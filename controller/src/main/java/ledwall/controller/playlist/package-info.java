/** Playlists and their items. */
@NullMarked
package ledwall.controller.playlist;

import org.jspecify.annotations.NullMarked;
