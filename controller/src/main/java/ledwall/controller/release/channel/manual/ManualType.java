package ledwall.controller.release.channel.manual;

import java.util.Map;
import java.util.Optional;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.ChannelSettings;
import ledwall.controller.release.channel.ChannelType;
import ledwall.controller.release.channel.Line;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.Tasks;

/** Channels by hand. No browser is driven: sites ban accounts for it, and nobody could tell afterwards who published. */
public final class ManualType implements ChannelType {
    private final Tasks tasks;

    public ManualType(Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.MANUAL;
    }

    @Override
    public void check(ChannelSettings settings) {
        settings.needed("site");
        settings.oneOf("site", Site.DOUYIN.key(), Site.WECHAT_CHANNELS.key(), Site.OTHER.key());
        settings.url("console");
        settings.optional("person");
    }

    @Override
    public Optional<String> confidant(Channel channel) {
        return Optional.empty();
    }

    @Override
    public OnlineChannel open(Channel channel, Map<String, String> secrets, Line line) {
        return new ManualChannel(channel, Site.ofKey(channel.setting("site")), tasks);
    }
}
