/** mpv over its JSON IPC socket. */
@NullMarked
package ledwall.agent.player.mpv;

import org.jspecify.annotations.NullMarked;
