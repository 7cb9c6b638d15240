package ledwall.controller.release.channel.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.protocol.id.ChannelId;
import org.jspecify.annotations.Nullable;

/** Deliveries of webhooks. Blocking. */
public interface DeliveryStore {
    /** So many of each channel are kept once they were delivered. */
    int KEPT = 1_000;

    /** The event's delivery; made with this body if there is none yet. */
    Delivery open(ChannelId channel, String event, String type, String body, Instant at);

    Optional<Delivery> find(ChannelId channel, String event);

    Optional<Delivery> byNumber(ChannelId channel, long number);

    /** Notes an attempt, before which nothing was noted of it. */
    Delivery attempted(Delivery delivery, Instant at, @Nullable Integer status, String words, boolean delivered);

    /** Newest first, with numbers below {@code before}. */
    List<Delivery> page(ChannelId channel, long before, int most);
}
