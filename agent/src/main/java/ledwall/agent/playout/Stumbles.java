package ledwall.agent.playout;

import java.util.Optional;
import ledwall.protocol.id.MediaHash;
import org.jspecify.annotations.Nullable;

/**
 * Finds the file that a player opens and cannot decode: it complains, and no frame of that stretch is ever told. The picture before it stands meanwhile, and mpv
 * may stand still for good. A complaint about a file of which frames come after all is no proof. Pure.
 */
final class Stumbles {
    /** A player decodes so far ahead of what is seen. */
    private static final long AHEAD_NANOS = 500_000_000L;

    private @Nullable Reel reel;
    private int index;

    /** The player complained, at this position of what is seen. */
    void stumbled(Reel in, long positionNanos) {
        reel = in;
        index = in.indexAtPosition(positionNanos + AHEAD_NANOS);
    }

    /** A frame is seen; gives the file of which none was. */
    Optional<MediaHash> seen(Reel in, long positionNanos) {
        Reel doubted = reel;
        if (doubted == null) {
            return Optional.empty();
        }
        int at = in.indexAtPosition(positionNanos);
        if (doubted.id().equals(in.id()) && at < index) {
            return Optional.empty();
        }
        reel = null;
        Stretch over = doubted.stretches().get(index);
        // One that is over within a second may have gone by untold.
        boolean passed = doubted.id().equals(in.id()) && at > index && over.frames() >= in.frameRate();
        return passed ? Optional.of(over.media()) : Optional.empty();
    }

    /** The player was given up, or ended; gives the file of which no frame came before that. */
    Optional<MediaHash> dark() {
        Optional<MediaHash> found = Optional.ofNullable(reel).map(doubted -> doubted.stretches().get(index).media());
        reel = null;
        return found;
    }
}
