package ledwall.controller.release.channel;

import java.time.Instant;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.ReleaseId;

/**
 * One release on one channel.
 *
 * @param key the same for every call about this release and channel, whatever was restarted in between; sites that take an idempotency key are given it
 * @param memo of the last step; {@link Memo#EMPTY} before the first
 * @param at when it is to be public, on the clock by which the walls play
 */
public record Job(ReleaseId release, long revision, ChannelId channel, String key, Post post, Memo memo, Instant at) {
    public Job with(Memo newer) {
        return new Job(release, revision, channel, key, post, newer, at);
    }
}
