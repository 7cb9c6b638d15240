package ledwall.controller.release;

import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import ledwall.controller.release.channel.ChannelBook;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.protocol.id.ChannelId;

/** The sites that there are. */
final class FakeSites implements ChannelBook {
    final TreeMap<String, FakeSite> all = new TreeMap<>();

    void add(FakeSite site) {
        all.put(site.name, site);
    }

    @Override
    public Optional<OnlineChannel> open(ChannelId id) {
        return Optional.ofNullable(all.get(id.value()));
    }

    @Override
    public Duration lead(ChannelId id) {
        FakeSite site = all.get(id.value());
        return site == null ? Duration.ZERO : Duration.ofNanos(Math.round(site.median().toNanos() * site.effectAt));
    }

    Duration takes(String channel) {
        FakeSite site = all.get(channel);
        return site == null ? Duration.ZERO : site.takes();
    }
}
