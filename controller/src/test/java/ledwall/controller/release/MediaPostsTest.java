package ledwall.controller.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.change.Changes;
import ledwall.controller.media.ChannelFrame;
import ledwall.controller.media.Crop;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaRoom;
import ledwall.controller.media.Upload;
import ledwall.controller.release.Content.ChannelPart;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Attachment.Role;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.Post;
import ledwall.controller.schedule.Targets;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.FreezeGuard;
import ledwall.controller.storage.SqlChannelRenditionStore;
import ledwall.controller.storage.SqlChannelStore;
import ledwall.controller.storage.SqlMediaStore;
import ledwall.controller.storage.SqlReleaseStore;
import ledwall.controller.storage.SqlRenditionStore;
import ledwall.controller.text.Fonts;
import ledwall.controller.text.Typesetter;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which files each kind of channel gets of a release, in virtual time. */
final class MediaPostsTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final ChannelId FEED = new ChannelId("channel-feed");
    private static final ChannelId WECHAT = new ChannelId("channel-wechat");

    private final SimWorld world = new SimWorld(1);
    private final Node node = world.node("controller");
    private final Database database = Database.inMemory();
    private final SqlReleaseStore releases = new SqlReleaseStore(database, FreezeGuard.none(database));
    private final List<Media> media = new ArrayList<>();
    private final MediaRoom room = new MediaRoom(node, new FakeMediaTools(node.disk()), new Typesetter(new Fonts(Fonts.SYSTEM)), new SqlMediaStore(database),
        new SqlRenditionStore(database), new SqlChannelRenditionStore(database), new Changes(node.loop()), List::of);
    private final MediaPosts posts = open();

    @BeforeEach
    void upload() {
        upload(FakeMediaTools.video("film", Duration.ofSeconds(20)));
        upload(FakeMediaTools.still("poster"));
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void postIsReadyOnceItsFilesAreMadeAndSaysSoUntilThen() {
        Release release = release(part(FEED, null, Look.USUAL));
        var first = assertInstanceOf(Posts.Made.NotYet.class, posts.of(release, FEED));
        assertTrue(first.words().contains("4 files"), first::words);
        List<Attachment> files = ready(release, FEED).attachments();
        assertEquals(List.of(Role.COVER, Role.THUMBNAIL, Role.VIDEO, Role.PICTURE), files.stream().map(Attachment::role).toList());
    }

    @Test
    void eachChannelGetsFilesWithinItsOwnLimits() {
        Release release = release(part(FEED, null, Look.USUAL), part(WECHAT, null, Look.USUAL));
        Attachment cover = ready(release, WECHAT).first(Role.COVER).orElseThrow();
        assertEquals(2.35, (double) cover.width() / cover.height(), 0.01);
        assertNotEquals(cover.hash(), ready(release, FEED).first(Role.COVER).orElseThrow().hash());
    }

    @Test
    void choiceOfShapePartAndMomentIsAnotherFile() {
        Post usual = ready(release(part(FEED, null, Look.USUAL)), FEED);
        var look = new Look(ChannelFrame.TALL, Crop.of(0.5, 0, 0.3, 1), Duration.ofSeconds(3));
        Post chosen = ready(release(part(FEED, null, look)), FEED);
        Attachment film = chosen.first(Role.VIDEO).orElseThrow();
        assertTrue(film.height() > film.width(), "upright");
        assertNotEquals(usual.first(Role.VIDEO).orElseThrow().hash(), film.hash());
        Post elsewhere = ready(release(part(FEED, null, new Look(ChannelFrame.TALL, Crop.of(0, 0, 0.3, 1), Duration.ofSeconds(3)))), FEED);
        assertNotEquals(film.hash(), elsewhere.first(Role.VIDEO).orElseThrow().hash());
        Post later = ready(release(part(FEED, null, new Look(ChannelFrame.TALL, Crop.of(0.5, 0, 0.3, 1), Duration.ofSeconds(9)))), FEED);
        assertEquals(film.hash(), later.first(Role.VIDEO).orElseThrow().hash());
        assertNotEquals(chosen.first(Role.COVER).orElseThrow().hash(), later.first(Role.COVER).orElseThrow().hash());
    }

    @Test
    void chosenCoverIsTakenWholeHoweverTheFilmIsCut() {
        MediaId poster = media.getLast().id();
        var look = new Look(null, Crop.of(0.5, 0, 0.3, 1), Duration.ofSeconds(3));
        assertEquals(ready(release(part(FEED, poster, Look.USUAL)), FEED).first(Role.COVER).orElseThrow().hash(),
            ready(release(part(FEED, poster, look)), FEED).first(Role.COVER).orElseThrow().hash());
    }

    @Test
    void cropThatNoReleaseTakesAnyMoreIsCollected() throws IOException {
        Release release = release(part(FEED, null, Look.USUAL));
        releases.insert(release);
        List<Attachment> kept = ready(release, FEED).attachments();
        ready(release(part(FEED, null, new Look(null, Crop.of(0, 0, 0.5, 1), null))), FEED);
        room.start();
        world.run(Duration.ofHours(26));
        assertEquals(kept.stream().map(each -> each.hash().value()).sorted().toList(), world.disk("controller").list("media/channel-renditions"));
    }

    @Test
    void lookComesBackFromTheDatabaseAsItWent() {
        var look = new Look(ChannelFrame.TALL, Crop.of(0.5, 0.25, 0.3, 0.5), Duration.ofMillis(3_040));
        for (Look each : List.of(look, Look.USUAL, new Look(null, Crop.WHOLE, Duration.ZERO))) {
            Content content = release(part(FEED, null, each)).content();
            assertEquals(content, ReleaseCodec.content(ReleaseCodec.content(content)));
        }
    }

    private MediaPosts open() {
        var channels = new SqlChannelStore(database);
        channels.insert(new Channel(FEED, "Feed", ChannelKind.FEED, Map.of("title", "Feed"), false, 1, NOW), null);
        channels.insert(new Channel(WECHAT, "WeChat", ChannelKind.WECHAT, Map.of("appId", "wx"), false, 1, NOW), null);
        return new MediaPosts(new SqlMediaStore(database), channels, releases, room.channelRenditions(), node.loop());
    }

    private static ChannelPart part(ChannelId channel, @Nullable MediaId cover, Look look) {
        return new ChannelPart(channel, Map.of(), cover, look);
    }

    private Release release(ChannelPart... parts) {
        var items = media.stream().map(each -> new Content.Item(each.id(), Fit.CONTAIN, null)).toList();
        var content = new Content("Fair", items, Map.of("zh", new ReleaseText("灯会", "", "")), Targets.NOBODY, Duration.ofMinutes(10), List.of(parts), Policy.HOLD, "", "");
        return new Release(new ReleaseId("release-fair"), 1, 1, content, null, new ReleaseState.Draft(null), NOW, null, List.of(), "drolma", NOW);
    }

    private Post ready(Release release, ChannelId channel) {
        posts.of(release, channel);
        world.run(LONG);
        return assertInstanceOf(Posts.Made.Ready.class, posts.of(release, channel)).post();
    }

    private void upload(byte[] bytes) {
        int before = media.size();
        node.work().submit("upload", "upload", () -> {
            try (Upload upload = room.ingest().begin("a", OptionalLong.of(bytes.length))) {
                upload.write(bytes);
                return upload.finish();
            }
        }, node.loop(), (Work.Outcome<Media>) media::add);
        world.runUntil(() -> media.size() > before, LONG);
    }
}
