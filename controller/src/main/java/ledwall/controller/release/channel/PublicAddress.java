package ledwall.controller.release.channel;

import java.util.Optional;
import ledwall.protocol.id.ChannelId;

/**
 * Where the public listener is found from outside, and how its paths are made.
 *
 * @param base without a slash at the end; empty where there is no public listener
 */
public record PublicAddress(Optional<String> base) {
    public static final PublicAddress NONE = new PublicAddress(Optional.empty());

    public static String feed(ChannelId channel, String ending) {
        return "/feeds/" + channel + "." + ending;
    }

    public static String media(Attachment file) {
        return "/media/" + file.hash() + "." + file.ending();
    }

    public String of(String path) {
        return base.orElse("") + path;
    }
}
