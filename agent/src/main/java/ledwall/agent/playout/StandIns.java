package ledwall.agent.playout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Showing;
import org.jspecify.annotations.Nullable;

/**
 * What of the rest of the list fills the time of a cue that cannot be shown. Only cues that turn in the same block do: a block is cut wherever one of its items
 * begins or ceases to be valid, so whatever turns in it may be seen at any instant of it. All that follows keeps its own instants. Pure: walls of a group that
 * lack the same items show the same instead, in step, whenever each of them came up.
 */
final class StandIns {
    /** So many places of the list are looked at, for it is asked many times a second, and of a list of thousands perhaps nothing is here yet. */
    static final int MOST_LOOKED_AT = 200;

    private StandIns() {}

    /** A turn of another cue within the hole, cut where the hole is, and the file for it. */
    record StandIn(Due due, Scene.Clip clip) {}

    private record Filler(Cue cue, Scene.Clip clip) {}

    /**
     * @param hole the cue that cannot be shown
     * @param atNanos an instant of it
     * @param clip the verified file of a medium, if there is one
     * @return {@code null} where nothing else that turns in its block can be shown
     */
    static @Nullable StandIn at(Showing hole, int frameRate, long atNanos, Function<MediaRef, Scene.@Nullable Clip> clip) {
        List<Filler> fillers = fillers(hole, clip);
        if (fillers.isEmpty()) {
            return null;
        }
        long round = fillers.stream().mapToLong(filler -> filler.cue().frames()).sum();
        long begin = Frames.at(atNanos - hole.fullStartNanos(), frameRate) / round * round;
        for (Filler filler : fillers) {
            long end = begin + filler.cue().frames();
            if (atNanos < hole.fullStartNanos() + Frames.toNanos(end, frameRate)) {
                return new StandIn(due(hole, filler.cue(), begin, end, frameRate), filler.clip());
            }
            begin = end;
        }
        throw new AssertionError("no cue of the round covers " + atNanos);
    }

    /** From the next but one on, the next one last: where there is a choice nothing is seen twice in a row. As many as fill the hole. */
    private static List<Filler> fillers(Showing hole, Function<MediaRef, Scene.@Nullable Clip> clip) {
        var out = new ArrayList<Filler>();
        List<Cue> cues = hole.block().cues();
        int others = Math.min(cues.size() - 1, MOST_LOOKED_AT);
        long lacking = hole.cue().frames();
        for (int i = 0; i < others && lacking > 0; i++) {
            int ahead = i == others - 1 ? 1 : i + 2;
            Cue cue = cues.get((hole.index() + ahead) % cues.size());
            Scene.Clip file = clip.apply(cue.media());
            if (file != null) {
                out.add(new Filler(cue, file));
                lacking -= cue.frames();
            }
        }
        return out;
    }

    private static Due due(Showing hole, Cue cue, long beginFrame, long endFrame, int frameRate) {
        long full = hole.fullStartNanos() + Frames.toNanos(beginFrame, frameRate);
        long end = hole.fullStartNanos() + Frames.toNanos(endFrame, frameRate);
        return new Due(hole.version(), cue.item(), cue.name(), cue.media().hash(), full, Math.max(full, hole.startNanos()), Math.min(end, hole.endNanos()),
                hole.cue().item());
    }
}
