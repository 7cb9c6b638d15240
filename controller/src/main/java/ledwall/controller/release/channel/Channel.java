package ledwall.controller.release.channel;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import ledwall.protocol.id.ChannelId;
import org.jspecify.annotations.Nullable;

/**
 * A channel as an administrator made it.
 *
 * @param settings by name, what its kind takes; no secrets
 * @param secret whether secrets are kept for it; they themselves are never answered
 */
public record Channel(ChannelId id, String name, ChannelKind kind, Map<String, String> settings, boolean secret, long revision, Instant createdAt) {
    /** Whether it may be called before the instant, by its measured lead: {@code no} where a site or its rules forbid it. */
    public static final String EARLY = "early";

    public Channel {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    public @Nullable String setting(String name) {
        return settings.get(name);
    }

    public boolean early() {
        return !"no".equals(settings.get(EARLY));
    }
}
