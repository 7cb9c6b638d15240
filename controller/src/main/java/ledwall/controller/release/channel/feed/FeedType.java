package ledwall.controller.release.channel.feed;

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

/** Feeds: any number, each with its title. */
public final class FeedType implements ChannelType {
    private final FeedStore store;
    private final PublicFiles files;
    private final Supplier<PublicAddress> address;
    private final Supplier<Instant> now;

    /** @param now by the clock of the walls: what is public in a feed and what is on a wall change at the same instant */
    public FeedType(FeedStore store, PublicFiles files, Supplier<PublicAddress> address, Supplier<Instant> now) {
        this.store = store;
        this.files = files;
        this.address = address;
        this.now = now;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.FEED;
    }

    @Override
    public void check(ChannelSettings settings) {
        settings.needed("title");
        settings.url("homePage");
        settings.number("items", 1, FeedPages.MOST_ITEMS);
    }

    @Override
    public Optional<String> confidant(Channel channel) {
        return Optional.empty();
    }

    @Override
    public OnlineChannel open(Channel channel, Map<String, String> secrets, Line line) {
        return new FeedChannel(channel, store, files, address, now);
    }
}
