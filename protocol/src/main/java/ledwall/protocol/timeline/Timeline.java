package ledwall.protocol.timeline;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ledwall.protocol.id.ScreenId;

/**
 * All that one screen plays: what the envelope's payload says. Blocks are in order and do not overlap; where none covers an instant the slate is due. Quiet
 * windows lie above the blocks like a lid: the screen is black, the blocks turn on beneath, and what is due when the window ends is due in its midst, in step.
 * Blocks that are never seen for it are left out. Blocks of releases lie between the two: above the ordinary ones as far as {@link Tokens} allow, below quiet.
 *
 * @param version the group's revision; a higher one is newer
 * @param slate the neutral picture of this screen: the tail of every list and the rung before black
 * @param quiet in order; none touches the next
 * @param releases in order, without overlaps; also those that are not seen for quiet
 */
public record Timeline(ScreenId screen, long version, int width, int height, int frameRate, MediaRef slate, List<Block> blocks, List<QuietWindow> quiet,
                       List<ReleaseBlock> releases) {
    /** More blocks than this are refused: 500 a day for a week. */
    public static final int MAX_BLOCKS = 3_500;
    /** More cues in one turn than this are refused. */
    public static final int MAX_CUES = 10_000;
    /** More quiet windows than this are refused: four a day for over a year. */
    public static final int MAX_QUIET = 2_000;
    /** More blocks of releases than this are refused: seventy a day for a week. */
    public static final int MAX_RELEASES = 500;

    /** A longer turn is refused, 36 years: its instants would not fit into a long. */
    private static final long MAX_TURN_SECONDS = (1L << 60) / Frames.SECOND;

    private static final List<Integer> FRAME_RATES = List.of(25, 30, 50, 60);

    public Timeline {
        quiet = List.copyOf(quiet);
        blocks = seen(blocks, quiet);
        if (!FRAME_RATES.contains(frameRate)) {
            throw new IllegalArgumentException("frame rate " + frameRate + " is none of " + FRAME_RATES);
        }
        if (version < 1 || width < 1 || height < 1 || width > 16_384 || height > 16_384) {
            throw new IllegalArgumentException("version " + version + ", size " + width + "x" + height + " are out of bounds");
        }
        releases = List.copyOf(releases);
        inOrder("block", blocks, MAX_BLOCKS, frameRate);
        inOrder("release block", releases.stream().map(ReleaseBlock::block).toList(), MAX_RELEASES, frameRate);
        if (quiet.size() > MAX_QUIET) {
            throw new IllegalArgumentException(quiet.size() + " quiet windows are more than " + MAX_QUIET);
        }
        for (int i = 1; i < quiet.size(); i++) {
            if (quiet.get(i).fromNanos() <= quiet.get(i - 1).untilNanos()) {
                throw new IllegalArgumentException("quiet window " + i + " begins before the one before it has ended, or with its end");
            }
        }
    }

    private static void inOrder(String what, List<Block> blocks, int most, int frameRate) {
        if (blocks.size() > most) {
            throw new IllegalArgumentException(blocks.size() + " " + what + "s are more than " + most);
        }
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).cues().size() > MAX_CUES) {
                throw new IllegalArgumentException(blocks.get(i).cues().size() + " cues in one " + what + " are more than " + MAX_CUES);
            }
            if (blocks.get(i).turnFrames() / frameRate > MAX_TURN_SECONDS) {
                throw new IllegalArgumentException("a turn of " + blocks.get(i).turnFrames() + " frames is longer than " + MAX_TURN_SECONDS + " s");
            }
            if (i > 0 && blocks.get(i).fromNanos() < blocks.get(i - 1).untilNanos()) {
                throw new IllegalArgumentException(what + " " + i + " begins before the one before it ends");
            }
        }
    }

    private static List<Block> seen(List<Block> blocks, List<QuietWindow> quiet) {
        return quiet.isEmpty() ? List.copyOf(blocks) : blocks.stream().filter(block -> {
            int index = begun(quiet, block.fromNanos());
            return index < 0 || quiet.get(index).untilNanos() < block.untilNanos();
        }).toList();
    }

    /** A timeline of a screen that is never quiet. */
    public Timeline(ScreenId screen, long version, int width, int height, int frameRate, MediaRef slate, List<Block> blocks) {
        this(screen, version, width, height, frameRate, slate, blocks, List.of());
    }

    /** A timeline without a release. */
    public Timeline(ScreenId screen, long version, int width, int height, int frameRate, MediaRef slate, List<Block> blocks, List<QuietWindow> quiet) {
        this(screen, version, width, height, frameRate, slate, blocks, quiet, List.of());
    }

    public Timeline withQuiet(List<QuietWindow> windows) {
        return new Timeline(screen, version, width, height, frameRate, slate, blocks, windows, releases);
    }

    public Timeline withReleases(List<ReleaseBlock> others) {
        return new Timeline(screen, version, width, height, frameRate, slate, blocks, quiet, others);
    }

    /** Every cue that it may ever show, in no order; those of blocks that turn the same cues several times. */
    public Stream<Cue> cues() {
        return Stream.concat(blocks.stream(), releases.stream().map(ReleaseBlock::block)).flatMap(block -> block.cues().stream());
    }

    /** The quiet window that holds an instant. */
    public Optional<QuietWindow> quietAt(long atNanos) {
        int index = begun(atNanos);
        return index >= 0 && quiet.get(index).covers(atNanos) ? Optional.of(quiet.get(index)) : Optional.empty();
    }

    /** When it is quiet next, after an instant that is not; {@link Block#FOREVER} if never. */
    long quietAfter(long atNanos) {
        int next = begun(atNanos) + 1;
        return next < quiet.size() ? quiet.get(next).fromNanos() : Block.FOREVER;
    }

    /** Since when it has not been quiet, at an instant that is not; {@link Long#MIN_VALUE} if it never was. */
    long quietBefore(long atNanos) {
        int last = begun(atNanos);
        return last < 0 ? Long.MIN_VALUE : quiet.get(last).untilNanos();
    }

    /** The last quiet window that begins at or before an instant; -1 if none does. There may be a thousand, and lists are made by many instants. */
    private int begun(long atNanos) {
        return begun(quiet, atNanos);
    }

    private static int begun(List<QuietWindow> quiet, long atNanos) {
        int low = 0;
        int high = quiet.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (quiet.get(middle).fromNanos() <= atNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
