package ledwall.agent.playout;

import java.util.Optional;
import java.util.function.Function;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Showing;
import org.jspecify.annotations.Nullable;

/**
 * What should be on the glass at an instant: on a stopped wall what the stop says; else black in a quiet window; else the planned cue where its file is
 * verified, else the slate, else black. A stop wants no content, a quiet window no light: where both hold, the slate of a stop is black too. Pure but for asking
 * which files are verified.
 */
final class Ladder {
    private static final int RATE_OF_NOTHING = 25;

    private final Programme programme;
    private final Function<MediaHash, Optional<String>> verified;
    private final @Nullable StopPicture stop;

    /** @param stop above everything else; {@code null} where the wall is not stopped */
    Ladder(Programme programme, Function<MediaHash, Optional<String>> verified, @Nullable StopPicture stop) {
        this.programme = programme;
        this.verified = verified;
        this.stop = stop;
    }

    Scene at(long atNanos) {
        int frameRate = programme.inForce(atNanos).map(entry -> entry.timeline().frameRate()).orElse(newestRate());
        boolean quiet = programme.quiet(atNanos).isPresent();
        if (stop != null) {
            return stop == StopPicture.SLATE && !quiet ? lower(nextQuiet(atNanos), frameRate, null)
                    : new Scene(stop == StopPicture.SLATE ? nextQuiet(atNanos) : Long.MAX_VALUE, frameRate, Rung.BLACK, null, null);
        }
        if (quiet) {
            return new Scene(nextQuiet(atNanos), frameRate, Rung.QUIET, null, null);
        }
        Optional<Showing> showing = programme.due(atNanos);
        if (showing.isEmpty()) {
            return lower(programme.nextChange(atNanos), frameRate, null);
        }
        Due due = whole(showing.get(), frameRate);
        Scene.Clip clip = clip(showing.get().cue().media());
        return clip == null ? lower(due.endNanos(), frameRate, due) : new Scene(due.endNanos(), frameRate, Rung.CUE, due, clip);
    }

    /** When a quiet window begins or ends next, or another timeline takes over, which may have others. */
    long nextQuiet(long atNanos) {
        return programme.nextQuiet(atNanos);
    }

    /** The neutral picture: the newest timeline's, or an older one's until that is here. */
    Scene.@Nullable Clip slate() {
        for (int i = programme.entries().size() - 1; i >= 0; i--) {
            Scene.Clip clip = clip(programme.entries().get(i).timeline().slate());
            if (clip != null) {
                return clip;
            }
        }
        return null;
    }

    /** A cue that was cut, and goes on where it was cut, is one turn: so it is when a switch leaves alone what is on air. */
    private Due whole(Showing showing, int frameRate) {
        Due due = Due.of(showing);
        while (true) {
            Optional<Showing> next = programme.due(due.endNanos());
            if (next.isEmpty() || !Due.of(next.get()).sameTurn(due) || programme.inForce(due.endNanos()).orElseThrow().timeline().frameRate() != frameRate) {
                return due;
            }
            due = due.until(next.get().endNanos());
        }
    }

    private Scene lower(long untilNanos, int frameRate, @Nullable Due due) {
        Scene.Clip slate = slate();
        return new Scene(untilNanos, frameRate, slate == null ? Rung.BLACK : Rung.SLATE, due, slate);
    }

    private Scene.@Nullable Clip clip(MediaRef media) {
        return verified.apply(media.hash()).map(path -> new Scene.Clip(media.hash(), path, media.frames())).orElse(null);
    }

    private int newestRate() {
        return programme.entries().isEmpty() ? RATE_OF_NOTHING : programme.entries().getLast().timeline().frameRate();
    }
}
