package ledwall.controller.release.channel.wechat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.ChannelSettings;
import ledwall.controller.release.channel.ChannelType;
import ledwall.controller.release.channel.Limits;
import ledwall.controller.release.channel.Line;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.Tasks;
import ledwall.controller.release.channel.http.Caller;
import ledwall.controller.release.channel.http.Reach;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Disk;

/** WeChat Official Accounts; a verified one, since July 2025, else publishing stays with a person (48001). */
public final class WechatType implements ChannelType {
    static final String APP_SECRET = "appSecret";
    static final String CALLBACK_TOKEN = "callbackToken";
    /** Of safe and compatible mode. */
    static final String AES_KEY = "encodingAesKey";
    /** What becomes of a video, which no documented call puts into an article: {@code library} leaves it beside, {@link #BY_HAND} leaves publishing to a person. */
    static final String VIDEO = "video";
    static final String BY_HAND = "byHand";
    static final String STANDARD_BASE = "https://api.weixin.qq.com";

    private final World world;

    /**
     * What every account needs.
     *
     * @param now by the clock of the walls
     */
    public record World(Caller caller, CallbackStore callbacks, CallbackTally tally, Tasks tasks, Disk disk, Clock clock, Supplier<Instant> now) {}

    public WechatType(World world) {
        this.world = world;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.WECHAT;
    }

    /** The documented limits of a day; of 100 polls, ten are left for people who look by hand. */
    @Override
    public Limits limits() {
        return new Limits(ZoneId.of("Asia/Shanghai"), Map.ofEntries(Map.entry(Api.TOKEN_FORCED, 20), Map.entry(Api.ADD_MATERIAL, 100_000),
            Map.entry(Api.UPLOAD_IMAGE, 100_000), Map.entry(Api.DRAFT_ADD, 1_000), Map.entry(Api.DRAFT_GET, 500), Map.entry(Api.DRAFT_DELETE, 1_000),
            Map.entry(Api.SUBMIT, 100), Map.entry(Api.POLL, 90), Map.entry(Api.DELETE, 10), Map.entry(Api.ARTICLE, 100), Map.entry(Api.LIST, 100)));
    }

    @Override
    public void check(ChannelSettings settings) {
        settings.needed("appId");
        settings.optional("author");
        settings.mostCharacters("author", Article.AUTHOR);
        settings.url("sourceUrl");
        settings.mostBytes("sourceUrl", Article.SOURCE_BYTES);
        settings.oneOf("language", "zh", "bo", "both");
        settings.oneOf(VIDEO, "library", BY_HAND);
        Reach.check(settings, "base");
        settings.secret(APP_SECRET, 8);
        settings.optionalSecret(CALLBACK_TOKEN, 3);
        settings.optionalSecret(AES_KEY, SafeMode.KEY, "the 43 letters and digits of WeChat's EncodingAESKey");
        settings.together(AES_KEY, CALLBACK_TOKEN);
    }

    @Override
    public Optional<String> account(Channel channel) {
        return Optional.ofNullable(channel.setting("appId"));
    }

    @Override
    public Optional<String> confidant(Channel channel) {
        String base = channel.setting("base");
        return Optional.of(base == null ? STANDARD_BASE : base);
    }

    @Override
    public OnlineChannel open(Channel channel, Map<String, String> secrets, Line line) {
        String secret = secrets.getOrDefault(APP_SECRET, "");
        return new WechatChannel(channel, new Api(channel, secret, world.caller(), line, world.clock()), world, line);
    }
}
