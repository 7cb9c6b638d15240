package ledwall.protocol.timeline;

import java.util.List;
import ledwall.protocol.id.ScreenId;

/**
 * All that one screen plays: what the envelope's payload says. Blocks are in order and do not overlap; where none covers an instant the slate is due.
 *
 * @param version the group's revision; a higher one is newer
 * @param slate the neutral picture of this screen: the tail of every list and the rung before black
 */
public record Timeline(ScreenId screen, long version, int width, int height, int frameRate, MediaRef slate, List<Block> blocks) {
    /** More blocks than this are refused: 500 a day for a week. */
    public static final int MAX_BLOCKS = 3_500;
    /** More cues in one turn than this are refused. */
    public static final int MAX_CUES = 10_000;

    /** A longer turn is refused, 36 years: its instants would not fit into a long. */
    private static final long MAX_TURN_SECONDS = (1L << 60) / Frames.SECOND;

    private static final List<Integer> FRAME_RATES = List.of(25, 30, 50, 60);

    public Timeline {
        blocks = List.copyOf(blocks);
        if (!FRAME_RATES.contains(frameRate)) {
            throw new IllegalArgumentException("frame rate " + frameRate + " is none of " + FRAME_RATES);
        }
        if (version < 1 || width < 1 || height < 1 || width > 16_384 || height > 16_384) {
            throw new IllegalArgumentException("version " + version + ", size " + width + "x" + height + " are out of bounds");
        }
        if (blocks.size() > MAX_BLOCKS) {
            throw new IllegalArgumentException(blocks.size() + " blocks are more than " + MAX_BLOCKS);
        }
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).cues().size() > MAX_CUES) {
                throw new IllegalArgumentException(blocks.get(i).cues().size() + " cues in one block are more than " + MAX_CUES);
            }
            if (blocks.get(i).turnFrames() / frameRate > MAX_TURN_SECONDS) {
                throw new IllegalArgumentException("a turn of " + blocks.get(i).turnFrames() + " frames is longer than " + MAX_TURN_SECONDS + " s");
            }
            if (i > 0 && blocks.get(i).fromNanos() < blocks.get(i - 1).untilNanos()) {
                throw new IllegalArgumentException("block " + i + " begins before the one before it ends");
            }
        }
    }
}
