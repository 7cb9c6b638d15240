package ledwall.protocol.timeline;

import ledwall.protocol.id.ReleaseRef;

/**
 * A block that belongs to a release. It lies above the ordinary blocks, which turn on beneath it, and is due only as far as {@link Tokens} allow.
 *
 * @param needsToken whether it gives way to what is beneath unless a wall has heard the go for this revision; a withdrawn release is never due
 * @param block with an end, and a start of its own, so that what comes late or is interrupted goes on in step
 */
public record ReleaseBlock(ReleaseRef release, boolean needsToken, Block block) {
    public ReleaseBlock {
        if (block.untilNanos() == Block.FOREVER || block.start() == null) {
            throw new IllegalArgumentException("the block of release " + release + " at " + block.fromNanos() + " must have an end and a start of its own");
        }
    }
}
