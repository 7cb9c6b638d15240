package ledwall.controller.release.channel.webhook;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.Channels;
import ledwall.controller.release.channel.NoAnswer;
import ledwall.controller.release.channel.http.Reply;
import ledwall.protocol.id.ChannelId;

/** What people see and do about deliveries of webhooks. Blocking, safe from any thread. */
public final class Deliveries {
    private final DeliveryStore store;
    private final Channels channels;
    private final WebhookType type;
    private final Supplier<Instant> now;

    public Deliveries(DeliveryStore store, Channels channels, WebhookType type, Supplier<Instant> now) {
        this.store = store;
        this.channels = channels;
        this.type = type;
        this.now = now;
    }

    /** Newest first, with numbers below {@code before}. */
    public List<Delivery> page(ChannelId channel, long before, int most) {
        return store.page(webhook(channel).id(), before, most);
    }

    public Delivery byNumber(ChannelId channel, long number) {
        return found(webhook(channel).id(), number);
    }

    private Delivery found(ChannelId channel, long number) {
        return store.byNumber(channel, number).orElseThrow(() -> Refusal.notFound("noSuchDelivery", "There is no delivery " + number + " of this channel.",
            "Read the list again; the oldest are not kept."));
    }

    /** Sends it again as it is, under the same event id, whatever came of it before, unless it was withdrawn; what came of it now stands in the answer. */
    public Delivery replay(ChannelId id, long number) {
        Channel channel = webhook(id);
        Delivery delivery = found(id, number);
        if (store.find(id, Events.withdrawal(delivery.event())).isPresent()) {
            throw Refusal.conflict("deliveryWithdrawn", "What this told of was withdrawn; a partner who takes it only now would show it.",
                "Send the withdrawal again, or make a new release.");
        }
        try {
            Reply reply = type.sender(channel, channels.secrets(channel), channels.line(channel)).tell(delivery.type(), delivery.event(), delivery.body());
            return store.attempted(delivery, now.get(), reply.status(), reply.shown(), reply.good());
        } catch (NoAnswer e) {
            return store.attempted(delivery, now.get(), null, e.words(), false);
        }
    }

    private Channel webhook(ChannelId id) {
        Channel channel = channels.byId(id);
        if (channel.kind() != ChannelKind.WEBHOOK) {
            throw Refusal.conflict("noWebhook", "\"" + channel.name() + "\" is no webhook.", "Only webhooks have deliveries.");
        }
        return channel;
    }
}
