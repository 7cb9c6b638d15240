package ledwall.controller.release.channel.wechat;

import java.util.Optional;
import ledwall.protocol.id.ChannelId;

/** What WeChat called to tell. Blocking. */
public interface CallbackStore {
    /** So many of each channel are kept. */
    int KEPT = 500;

    /** False if the same was told before: WeChat calls up to three times. */
    boolean keep(Callback callback);

    /** The newest about this submission. */
    Optional<Callback> find(ChannelId channel, String publishId);

    /** It was no word of WeChat's. */
    void forget(Callback callback);
}
