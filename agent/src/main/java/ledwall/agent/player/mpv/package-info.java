/**
 * mpv as a player: a process of its own that outlives its agent, steered through its JSON IPC socket.
 *
 * <p>{@link ledwall.agent.player.mpv.MpvPlayer} is the port's implementation and lives on the agent's loop. It starts, finds and kills processes by way of {@code Work}
 * ({@link ledwall.agent.player.mpv.MpvProcesses}) and talks through {@link ledwall.agent.player.mpv.MpvSocket}, whose reader thread stamps each event with the instant it
 * came in and whose writer thread sends the un-pause on time. What mpv does with each command was measured; the figures stand in {@code agent/PLAYOUT.md}.
 */
@NullMarked
package ledwall.agent.player.mpv;

import org.jspecify.annotations.NullMarked;
