package ledwall.protocol.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ledwall.protocol.id.ReleaseRef;
import org.jspecify.annotations.Nullable;

/**
 * What is due by the words of {@code PROTOCOL.md}, found the slow way and without the code under test: each block is walked cue by cue from its anchor on, each
 * turn of a cue is cut where it is dark, and each piece that is left asks whether the go was heard when it began.
 */
final class ReleasesByWalking {
    private static final long SECOND = 1_000_000_000L;

    private final Timeline timeline;
    private final Tokens tokens;

    ReleasesByWalking(Timeline timeline, Tokens tokens) {
        this.timeline = timeline;
        this.tokens = tokens;
    }

    /** A piece of a cue's turn that would be seen, were nothing above it but quiet. */
    record Piece(@Nullable ReleaseRef release, int index, long turnNanos, long fromNanos, long untilNanos) {}

    Optional<Piece> due(long atNanos) {
        if (timeline.quiet().stream().anyMatch(window -> window.covers(atNanos))) {
            return Optional.empty();
        }
        for (ReleaseBlock each : timeline.releases()) {
            for (Piece piece : pieces(each.block(), each.release())) {
                if (covers(piece, atNanos) && open(each, piece) && atNanos < withdrawn(each)) {
                    return Optional.of(piece);
                }
            }
        }
        return timeline.blocks().stream().flatMap(block -> pieces(block, null).stream()).filter(piece -> covers(piece, atNanos)).findFirst();
    }

    private boolean open(ReleaseBlock block, Piece piece) {
        var heard = tokens.heard().get(block.release().release());
        boolean go = heard != null && heard.revision() == block.release().revision() && heard.goNanos() <= piece.fromNanos();
        return !tokens.closed() && (!block.needsToken() || go);
    }

    private long withdrawn(ReleaseBlock block) {
        var heard = tokens.heard().get(block.release().release());
        return heard == null ? Long.MAX_VALUE : heard.withdrawnNanos();
    }

    private static boolean covers(Piece piece, long atNanos) {
        return piece.fromNanos() <= atNanos && atNanos < piece.untilNanos();
    }

    private List<Piece> pieces(Block block, @Nullable ReleaseRef release) {
        var out = new ArrayList<Piece>();
        var start = block.start();
        long anchor = start.anchorNanos();
        int index = start.firstCue();
        long frames = 0;
        for (long begin = anchor; begin < block.untilNanos(); begin = anchor + frames / timeline.frameRate() * SECOND
                + frames % timeline.frameRate() * SECOND / timeline.frameRate()) {
            frames += block.cues().get(index).frames();
            long end = anchor + frames / timeline.frameRate() * SECOND + frames % timeline.frameRate() * SECOND / timeline.frameRate();
            long from = Math.max(begin, block.fromNanos());
            long until = Math.min(end, block.untilNanos());
            for (QuietWindow window : timeline.quiet()) {
                if (window.fromNanos() < until && window.untilNanos() > from) {
                    if (window.fromNanos() > from) {
                        out.add(new Piece(release, index, begin, from, window.fromNanos()));
                    }
                    from = window.untilNanos();
                }
            }
            if (from < until) {
                out.add(new Piece(release, index, begin, from, until));
            }
            index = (index + 1) % block.cues().size();
        }
        return out;
    }
}
