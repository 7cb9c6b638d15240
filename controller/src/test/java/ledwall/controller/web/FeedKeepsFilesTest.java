package ledwall.controller.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.access.Role;
import ledwall.controller.media.ChannelFrame;
import ledwall.controller.media.ChannelRendition;
import ledwall.controller.media.ChannelRequest;
import ledwall.controller.media.Crop;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.Post;
import ledwall.controller.release.channel.Step;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.ReleaseId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A feed goes on giving what it published, also when its media was deleted, and no longer than it names it; through the whole controller. */
@Timeout(60)
class FeedKeepsFilesTest {
    @TempDir Path folder;
    private WebRig rig;
    private WebRig.Browser operator;
    private Channel feed;

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
        rig.online.listen("127.0.0.1", 0, null, PublicServer.Pace.STANDARD);
        operator = rig.as(Role.OPERATOR);
        feed = rig.online.channels().make("Feed", ChannelKind.FEED, Map.of("title", "t"), Map.of());
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private record Film(MediaId media, ChannelRendition made) {}

    private Film film(String name) throws IOException {
        var id = new MediaId(operator.upload("name=" + name + ".mp4", FakeMediaTools.video(name, Duration.ofSeconds(4))).json().path("id").asText());
        var renditions = rig.controller.media().channelRenditions();
        var request = ChannelRequest.film(rig.controller.mediaStore().byId(id).orElseThrow().hash(), ChannelFrame.WIDE, Crop.WHOLE, 1_000_000);
        rig.node.node().loop().post("want", () -> renditions.want(request));
        await().atMost(Duration.ofSeconds(20)).until(() -> renditions.find(request).isPresent());
        return new Film(id, renditions.find(request).orElseThrow());
    }

    private OnlineChannel open() {
        return rig.online.channels().open(feed.id()).orElseThrow();
    }

    private Job job(Film film, Instant at) {
        ChannelRendition made = film.made();
        var file = new Attachment(Attachment.Role.VIDEO, made.hash(), made.mime(), made.bytes(), made.path(), made.width(), made.height(), made.length());
        var post = new Post("n", Map.of("zh", new Post.Text("题", "", "文")), List.of(file));
        return new Job(new ReleaseId("release-one"), 1, feed.id(), "key", post, Memo.EMPTY, at);
    }

    private int status(Film film) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(rig.online.address().of("/media/" + film.made().hash() + ".mp4"))).timeout(Duration.ofSeconds(20)).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private boolean there(Film film) {
        return folder.resolve(film.made().path()).toFile().exists();
    }

    @Test
    void whatAFeedNamesStaysUntilItIsWithdrawnThoughItsMediaIsDeleted() throws Exception {
        Film shown = film("shown");
        Film other = film("other");
        Job job = job(shown, rig.controller.clock().instant());
        open().prepare(job);
        open().publish(job);
        assertEquals(200, status(shown));

        rig.controller.media().delete(shown.media());
        rig.controller.media().delete(other.media());
        assertTrue(!there(other), "what nobody needs is collected");
        assertEquals(200, status(shown), "and the feed still gives its own");

        assertInstanceOf(Step.Done.class, open().withdraw(job));
        assertEquals(404, status(shown));
        rig.controller.media().delete(film("third").media());
        assertTrue(!there(shown), "nobody names it any more");
    }

    @Test
    void whatComesOutInTheFutureStaysToo() throws Exception {
        Film coming = film("coming");
        Job job = job(coming, rig.controller.clock().instant().plusSeconds(3_600));
        open().prepare(job);
        open().publish(job);
        rig.controller.media().delete(coming.media());

        assertEquals(404, status(coming), "before its instant");
        assertTrue(there(coming), "the feed names it from its instant on");
    }
}
