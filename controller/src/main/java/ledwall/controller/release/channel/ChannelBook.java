package ledwall.controller.release.channel;

import java.time.Duration;
import java.util.Optional;
import ledwall.protocol.id.ChannelId;

/** The channels as the release engine knows them. Blocking: inside {@code Work}. */
public interface ChannelBook {
    /** The channel, to be called; empty once it was removed. */
    Optional<OnlineChannel> open(ChannelId id);

    /**
     * How long before its instant a publication has to be called, so that it is public at the instant: the median of the last publish calls, before the first of
     * the other calls; 0 for a channel that is not to be called early.
     */
    Duration lead(ChannelId id);
}
