package ledwall.agent.playout;

import java.util.Optional;
import java.util.function.Function;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.QuietWindow;
import ledwall.protocol.timeline.Showing;
import ledwall.protocol.timeline.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * What should be on the glass at an instant: on a stopped wall what the stop says; else black in a quiet window; else the planned cue where its file is
 * verified, else what else turns in its block, else the slate, else black. A stop wants no content, a quiet window no light: where both hold, the slate of a
 * stop is black too. Pure but for asking which files are verified.
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
        Optional<Programme.Entry> inForce = programme.inForce(atNanos);
        int frameRate = inForce.map(entry -> entry.timeline().frameRate()).orElse(newestRate());
        boolean quiet = programme.quiet(atNanos).isPresent();
        if (stop != null) {
            // By its own clock, from the epoch on: walls that are stopped one after the other are in step all the same.
            return stop == StopPicture.SLATE && !quiet ? lower(0, atNanos, nextQuiet(atNanos), frameRate, null)
                    : Scene.dark(stop == StopPicture.SLATE ? nextQuiet(atNanos) : Long.MAX_VALUE, frameRate, Rung.BLACK);
        }
        if (quiet) {
            return Scene.dark(nextQuiet(atNanos), frameRate, Rung.QUIET);
        }
        Optional<Showing> showing = programme.due(atNanos);
        if (showing.isEmpty()) {
            return lower(gapBegin(inForce, atNanos), atNanos, programme.nextChange(atNanos), frameRate, null);
        }
        Due due = whole(showing.get(), frameRate);
        Scene.Clip clip = clip(showing.get().cue().media());
        if (clip != null) {
            return new Scene(due.fullStartNanos(), due.endNanos(), frameRate, Rung.CUE, due, due, clip);
        }
        StandIns.StandIn standIn = StandIns.at(showing.get(), frameRate, atNanos, this::clip);
        if (standIn != null) {
            Due shown = whole(standIn.due(), due, frameRate);
            return new Scene(shown.fullStartNanos(), shown.endNanos(), frameRate, Rung.STAND_IN, due, shown, standIn.clip());
        }
        if (showing.get().release() != null) {
            return ordinary(showing.get(), due, atNanos, frameRate);
        }
        // Until the timeline that says what else there is gives way to another.
        return lower(showing.get().startNanos(), atNanos, showing.get().endNanos(), frameRate, due);
    }

    /** Of a release nothing can be shown: this wall goes without, and shows what it would show if the release were not. */
    private Scene ordinary(Showing showing, Due release, long atNanos, int frameRate) {
        Scene beneath = new Ladder(programme.ordinary(), verified, null).at(atNanos);
        Due shown = beneath.shown();
        if (shown == null || beneath.clip() == null) {
            return lower(showing.startNanos(), atNanos, showing.endNanos(), frameRate, release);
        }
        Due instead = new Due(shown.version(), shown.item(), shown.name(), shown.media(), shown.fullStartNanos(), Math.max(shown.startNanos(), release.startNanos()),
                Math.min(shown.endNanos(), release.endNanos()), release.item());
        return new Scene(beneath.sinceNanos(), instead.endNanos(), frameRate, Rung.STAND_IN, release, instead, beneath.clip());
    }

    boolean withdrawn(ItemId item) {
        return programme.withdrawn(item);
    }

    /** When a quiet window begins or ends next, or another timeline takes over, which may have others. */
    long nextQuiet(long atNanos) {
        return programme.nextQuiet(atNanos);
    }

    /** The neutral picture at an instant: that of the timeline then in force; where it is not here, the newest of another that is. */
    Scene.@Nullable Clip slate(long atNanos) {
        Scene.Clip own = programme.inForce(atNanos).map(entry -> clip(entry.timeline().slate())).orElse(null);
        for (int i = programme.entries().size() - 1; i >= 0 && own == null; i--) {
            own = clip(programme.entries().get(i).timeline().slate());
        }
        return own;
    }

    /** Since when nothing is planned: by it all walls of a group begin a slate that moves with the same frame. */
    private long gapBegin(Optional<Programme.Entry> inForce, long atNanos) {
        if (inForce.isEmpty()) {
            return 0;
        }
        Timeline timeline = inForce.get().timeline();
        long begin = Math.max(inForce.get().change().atNanos(), programme.releasedNanos(atNanos));
        for (Block block : timeline.blocks()) {
            begin = block.untilNanos() <= atNanos ? Math.max(begin, block.untilNanos()) : begin;
        }
        for (QuietWindow window : timeline.quiet()) {
            begin = window.untilNanos() <= atNanos ? Math.max(begin, window.untilNanos()) : begin;
        }
        return begin;
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

    /** The same of what stands in: a switch that leaves the block alone cuts it no more than the cue. */
    private Due whole(Due first, Due hole, int frameRate) {
        Due shown = first;
        while (shown.endNanos() < hole.endNanos()) {
            Optional<Showing> next = programme.due(shown.endNanos());
            StandIns.StandIn more = next.isEmpty() || clip(next.get().cue().media()) != null ? null
                    : StandIns.at(next.get(), frameRate, shown.endNanos(), this::clip);
            if (more == null || !more.due().sameTurn(shown)) {
                return shown;
            }
            shown = shown.until(more.due().endNanos());
        }
        return shown;
    }

    private Scene lower(long sinceNanos, long atNanos, long untilNanos, int frameRate, @Nullable Due due) {
        Scene.Clip slate = slate(atNanos);
        // What begins at the epoch begins at once by a clock that is before it: no list can begin with what is yet to come, and it would be made again and again.
        return new Scene(Math.min(sinceNanos, atNanos), untilNanos, frameRate, slate == null ? Rung.BLACK : Rung.SLATE, due, null, slate);
    }

    private Scene.@Nullable Clip clip(MediaRef media) {
        return verified.apply(media.hash()).map(path -> new Scene.Clip(media.hash(), path, media.frames())).orElse(null);
    }

    private int newestRate() {
        return programme.entries().isEmpty() ? RATE_OF_NOTHING : programme.entries().getLast().timeline().frameRate();
    }
}
