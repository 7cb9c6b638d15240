package ledwall.protocol.timeline;

import java.util.Objects;
import java.util.Optional;

/**
 * The stretch {@code [fromNanos, untilNanos)} of a release block in which it is due, as far as is known of its release. What is heard too late opens it where its
 * next cue begins, never in the midst of one: all that is then seen of it is seen whole, as it was meant.
 */
record Opening(ReleaseBlock release, long fromNanos, long untilNanos) {
    boolean covers(long atNanos) {
        return fromNanos <= atNanos && atNanos < untilNanos;
    }

    /** Empty where it stays shut. */
    static Optional<Opening> of(Timeline timeline, ReleaseBlock release, Tokens tokens) {
        if (tokens.closed()) {
            return Optional.empty();
        }
        Block block = release.block();
        long from = release.needsToken() ? opened(timeline, block, tokens.goNanos(release.release())) : block.fromNanos();
        long until = Math.min(block.untilNanos(), tokens.withdrawnNanos(release.release().release()));
        return from < until ? Optional.of(new Opening(release, from, until)) : Optional.empty();
    }

    /**
     * Where the first cue begins, as it would be seen, at or after the instant at which the go was heard: with the block, behind a quiet window that cut its front
     * off, or where the cue before it ends. That another timeline takes over is no begin: whoever kept the block in two of them must find it open or shut in both.
     */
    private static long opened(Timeline timeline, Block block, long heardNanos) {
        if (heardNanos <= block.fromNanos() || heardNanos >= block.untilNanos()) {
            return heardNanos <= block.fromNanos() ? block.fromNanos() : Block.FOREVER;
        }
        Optional<QuietWindow> dark = timeline.quietAt(heardNanos);
        if (dark.isPresent()) {
            return dark.get().untilNanos();
        }
        Turn turn = Turn.at(block, Objects.requireNonNull(block.start()), timeline.frameRate(), heardNanos);
        boolean begins = Math.max(turn.beginNanos(), timeline.quietBefore(heardNanos)) == heardNanos;
        // Where it is dark nothing is seen of it; what comes behind that begins there.
        return begins ? heardNanos : Math.min(turn.endNanos(), timeline.quietAfter(heardNanos));
    }
}
