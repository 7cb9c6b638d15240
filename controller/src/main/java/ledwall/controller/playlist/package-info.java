/**
 * Playlists and their items. The service is called from {@code Work} or a virtual thread, never on the loop; news of what it changed is posted after the
 * commit.
 */
@NullMarked
package ledwall.controller.playlist;

import org.jspecify.annotations.NullMarked;
