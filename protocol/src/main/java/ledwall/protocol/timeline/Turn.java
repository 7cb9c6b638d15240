package ledwall.protocol.timeline;

/**
 * One turn of a cue in its block, as if nothing cut it.
 *
 * @param index the cue's place in the block
 */
record Turn(int index, long beginNanos, long endNanos) {
    /** The one that covers an instant, which may lie before the anchor or outside the block's window. */
    static Turn at(Block block, Block.Start start, int fps, long atNanos) {
        long turnFrames = block.turnFrames();
        // Frames since the anchor, also before it: a joined screen may ask about the past of a kept anchor.
        long since = atNanos - start.anchorNanos();
        long turn = since >= 0 ? Frames.at(since, fps) / turnFrames : -1 - (Frames.covering(-since, fps) - 1) / turnFrames;
        long base = turn * turnFrames;
        int index = start.firstCue();
        for (int i = 0; i < block.cues().size(); i++) {
            long next = base + block.cues().get(index).frames();
            long end = instant(start.anchorNanos(), next, fps);
            if (atNanos < end) {
                return new Turn(index, instant(start.anchorNanos(), base, fps), end);
            }
            base = next;
            index = index + 1 == block.cues().size() ? 0 : index + 1;
        }
        throw new AssertionError("no cue of the turn covers " + atNanos);
    }

    private static long instant(long anchorNanos, long frames, int fps) {
        return frames >= 0 ? anchorNanos + Frames.toNanos(frames, fps) : anchorNanos - Frames.toNanos(-frames, fps);
    }
}
