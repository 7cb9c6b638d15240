/**
 * Playlists and their items: media or, one level deep, other playlists; weighted, and valid for a time. The service is called from {@code Work} or a virtual
 * thread, never on the loop; news of what it changed is posted after the commit. {@link ledwall.controller.playlist.Slot} lays nested lists out and
 * {@link ledwall.controller.playlist.Expansion} expands weights; both are pure.
 */
@NullMarked
package ledwall.controller.playlist;

import org.jspecify.annotations.NullMarked;
