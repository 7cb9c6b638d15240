package ledwall.agent.player.mpv;

import ledwall.agent.player.PlayList;
import ledwall.protocol.timeline.Frames;

/** The instants at which the frames of a list begin. mpv can only stand still on a frame, so a start in the middle of one is moved to the next. Pure. */
final class FrameGrid {
    private FrameGrid() {}

    /** The first frame start at or after {@code positionNanos}; the last frame's start if there is none. */
    static long roundUp(PlayList list, long positionNanos) {
        long entryStart = 0;
        long lastFrame = 0;
        for (PlayList.Entry entry : list.entries()) {
            if (positionNanos <= entryStart) {
                return entryStart;
            }
            long frame = Frames.covering(positionNanos - entryStart, entry.frameRate());
            if (frame < entry.frames()) {
                return entryStart + Frames.toNanos(frame, entry.frameRate());
            }
            lastFrame = entryStart + Frames.toNanos(entry.frames() - 1L, entry.frameRate());
            entryStart += Frames.toNanos(entry.frames(), entry.frameRate());
        }
        return lastFrame;
    }
}
