package ledwall.controller.release.channel;

import java.time.Instant;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.ReleaseId;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ManualTask} as it is kept.
 *
 * @param key of the job
 * @param done null while nobody has confirmed it
 */
public record Task(ChannelId channel, ReleaseId release, String key, ManualTask task, Instant openedAt, Instant remindAt, @Nullable Done done) {
    /**
     * Somebody says that it is done.
     *
     * @param url where it is to be seen; null for a deletion, and where it was not published after all
     * @param by their name
     */
    public record Done(@Nullable String url, String by, Instant at) {}
}
