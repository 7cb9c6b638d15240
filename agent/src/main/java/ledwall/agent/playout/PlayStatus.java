package ledwall.agent.playout;

import ledwall.protocol.id.ItemId;
import ledwall.protocol.message.PlayState;
import org.jspecify.annotations.Nullable;

/**
 * What playout says of itself, for the heartbeat and the status file. What is wrong stands in {@link ledwall.agent.health.Problems}.
 *
 * @param version the timeline in force now, 0 with none
 * @param item on the glass now; {@code null} where the slate or nothing is
 * @param itemName empty where {@code item} is null
 * @param positionNanos how far into the cue the glass is
 * @param driftNanos the player against the timeline, + = late; over the last 5 s the value furthest from 0
 * @param droppedFrames since this agent started
 */
public record PlayStatus(PlayState state, long version, @Nullable ItemId item, String itemName, long positionNanos, long driftNanos,
                         long droppedFrames) {
    /**
     * What a list on the glass shows at a position.
     *
     * @param nothing the state where no list is there
     * @param stopped the wall is: the slate is there on purpose then
     */
    static PlayStatus of(@Nullable Reel reel, long position, PlayState nothing, boolean stopped, long version, long driftNanos, long droppedFrames) {
        Stretch stretch = reel == null ? null : reel.atPosition(position);
        Due due = stretch == null ? null : stretch.showing();
        PlayState state = stretch == null ? nothing : due != null ? PlayState.PLAYING : stopped ? PlayState.STOPPED : PlayState.SLATE;
        long into = reel == null || due == null ? 0 : Math.max(0, reel.instantAt(position) - due.fullStartNanos());
        return new PlayStatus(state, version, due == null ? null : due.item(), due == null ? "" : due.name(), into, driftNanos, droppedFrames);
    }
}
