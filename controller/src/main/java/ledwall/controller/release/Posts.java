package ledwall.controller.release;

import ledwall.controller.release.channel.Post;
import ledwall.protocol.id.ChannelId;

/** Makes of a release what a channel publishes: its texts there, and the files made for it. Blocking: inside {@code Work}. */
public interface Posts {
    Made of(Release release, ChannelId channel);

    /** What came of it. */
    sealed interface Made {
        record Ready(Post post) implements Made {}

        /** Files are still being made. {@code post} holds what there is. */
        record NotYet(Post post, String words) implements Made {}

        /** They cannot be made. */
        record Impossible(Post post, String code, String words) implements Made {}
    }
}
