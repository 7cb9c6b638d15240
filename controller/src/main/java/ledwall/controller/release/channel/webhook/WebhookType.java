package ledwall.controller.release.channel.webhook;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.ChannelSettings;
import ledwall.controller.release.channel.ChannelType;
import ledwall.controller.release.channel.Line;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.PublicAddress;
import ledwall.controller.release.channel.PublicFiles;
import ledwall.controller.release.channel.http.Caller;
import ledwall.controller.release.channel.http.Reach;
import ledwall.protocol.runtime.Clock;

/** Webhooks: any number of partners. */
public final class WebhookType implements ChannelType {
    static final String SECRET = "key";
    /** Of a key, as short as HMAC-SHA256 bears. */
    private static final int LEAST_SECRET = 16;

    private final World world;

    /**
     * What every webhook needs.
     *
     * @param now by the clock of the walls
     */
    public record World(DeliveryStore store, PublicFiles files, Supplier<PublicAddress> address, Caller caller, Clock clock, Supplier<Instant> now) {}

    public WebhookType(World world) {
        this.world = world;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.WEBHOOK;
    }

    @Override
    public void check(ChannelSettings settings) {
        settings.needed("url");
        Reach.check(settings, "url");
        settings.secret(SECRET, LEAST_SECRET);
    }

    @Override
    public Optional<String> confidant(Channel channel) {
        return Optional.empty();
    }

    @Override
    public OnlineChannel open(Channel channel, Map<String, String> secrets, Line line) {
        return new WebhookChannel(channel, sender(channel, secrets, line), world, line);
    }

    Sender sender(Channel channel, Map<String, String> secrets, Line line) {
        return new Sender(channel, secrets.getOrDefault(SECRET, ""), world.caller(), line, world.clock());
    }
}
