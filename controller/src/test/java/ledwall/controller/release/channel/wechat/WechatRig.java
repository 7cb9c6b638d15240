package ledwall.controller.release.channel.wechat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.OnlineRig;
import ledwall.controller.release.channel.Post;
import ledwall.controller.release.channel.Step;
import ledwall.testserver.WechatServer;
import org.awaitility.Awaitility;

/** One account at the test server, and the channel that uses it. */
final class WechatRig implements AutoCloseable {
    static final String APP = "wxtest";
    static final String TOKEN = "callback-token";
    private static final String SECRET = "app-secret-of-the-test";

    final OnlineRig rig;
    final WechatServer server;
    final Channel channel;

    WechatRig(Path folder) throws IOException {
        this(folder, WechatServer.Options.QUICK);
    }

    WechatRig(Path folder, WechatServer.Options options) throws IOException {
        this(folder, options, WechatServer.Sealing.PLAIN);
    }

    /** @param sealing of callbacks, which the channel knows */
    WechatRig(Path folder, WechatServer.Options options, WechatServer.Sealing sealing) throws IOException {
        rig = new OnlineRig(folder);
        server = new WechatServer(options);
        channel = rig.channel(ChannelKind.WECHAT, Map.of("appId", APP, "base", server.url(), "author", "县融媒体中心"),
            sealing.key().isEmpty() ? Map.of("appSecret", SECRET, "callbackToken", TOKEN)
                : Map.of("appSecret", SECRET, "callbackToken", TOKEN, "encodingAesKey", sealing.key()));
        server.account(APP, SECRET, TOKEN, rig.base() + "/wechat/" + channel.id(), sealing);
    }

    OnlineChannel open() {
        return rig.open(channel);
    }

    Job job() {
        return job(rig.post());
    }

    Job job(Post post) {
        return rig.job(channel, post);
    }

    /** With a name of its own, as each release has. */
    Job job(int number) {
        var files = new Attachment[] {rig.file(Attachment.Role.COVER, "image/jpeg", 1_000 + number)};
        Job job = job(rig.post("第" + number + "条", files));
        return new Job(job.release(), 1, job.channel(), job.key() + "." + number, job.post(), job.memo(), job.at());
    }

    /** Its draft is made. */
    Job prepared(Job job) {
        Step step = rig.until(job, OnlineChannel::prepare, open());
        if (!(step instanceof Step.Done)) {
            throw new AssertionError(step.toString());
        }
        return job.with(step.memo());
    }

    /** Submitted once, and the server is through with it. */
    Job submitted(Job job) {
        Step step = open().publish(job);
        if (!(step instanceof Step.Later)) {
            throw new AssertionError(step.toString());
        }
        return job.with(step.memo());
    }

    void through(int articles) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(10))
            .until(() -> server.articles(APP).stream().filter(article -> article.visibleAt() != null).count() >= articles);
    }

    /** As long as callbacks take on loopback, and then some. */
    void told(int callbacks) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(10))
            .until(() -> rig.rows("wechat_callback") + rig.online.callbacks().refused() >= callbacks);
    }

    @Override
    public void close() {
        server.close();
        rig.close();
    }
}
