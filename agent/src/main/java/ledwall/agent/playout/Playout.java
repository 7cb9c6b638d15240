package ledwall.agent.playout;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import ledwall.agent.asrun.AsRunLog;
import ledwall.agent.health.Problems;
import ledwall.agent.player.Player;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timesync.Mapping;

/** Keeps on the glass what is due. Everything on the loop. */
public final class Playout {
    /**
     * @param mapping the timeline clock as it is known now
     * @param programme what may go on the glass
     * @param verified the absolute path of a file that is here and whole
     */
    public Playout(Clock clock, Loop loop, Work work, Disk disk, Supplier<Mapping> mapping, Supplier<Programme> programme, Function<MediaHash, Optional<String>> verified,
                   AsRunLog asRun, Problems problems, Player player) {}

    /** Reads which list the last run left to the player, then adopts the player or starts one. Called once. */
    public void start() {}

    /** The programme is another one, or a timeline's switch was decided. */
    public void programmeChanged() {}

    /** A file became verified or ceased to be. */
    public void mediaChanged() {}

    public PlayStatus status() {
        return new PlayStatus(PlayState.STARTING, 0, null, "", 0, 0, 0, 0, 0, 0);
    }

    /** Ends the player and starts it again at the right frame. */
    public void restartPlayer() {}

    /** Lets go of the player for good; without {@code endPlayer} it plays its list to the end and can be adopted. */
    public void stop(boolean endPlayer) {}
}
