package ledwall.controller.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.change.Changes;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlChannelRenditionStore;
import ledwall.controller.storage.SqlMediaStore;
import ledwall.controller.storage.SqlRenditionStore;
import ledwall.controller.text.Fonts;
import ledwall.controller.text.Typesetter;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import ledwall.sim.SimWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue of channel renditions in virtual time, and what becomes of their files. */
final class ChannelRenditionsSimTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final long WECHAT = 10_000_000;
    private static final Crop LEFT = Crop.of(0, 0, 0.5, 1);

    private final SimWorld world = new SimWorld(1);
    private final Database database = Database.inMemory();
    private final List<Media> media = new ArrayList<>();
    private final List<ChannelRequest> heard = new ArrayList<>();
    private Node node = world.node("controller");
    private FakeMediaTools tools = new FakeMediaTools(node.disk());
    private MediaRoom room = open();

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void requestIsMetOnceUnderItsOwnHashAndToldOf() throws IOException {
        var film = ChannelRequest.film(upload(FakeMediaTools.video("a", Duration.ofSeconds(20))), ChannelFrame.TALL, LEFT, WECHAT);
        room.channelRenditions().want(film);
        room.channelRenditions().want(film);
        ChannelRendition made = made(film);
        assertEquals(made.hash(), FileHash.of(world.disk("controller"), made.path()));
        assertEquals("video/mp4", made.mime());
        assertEquals(List.of(film), heard);
        room.channelRenditions().want(film);
        world.run(LONG);
        assertEquals(1, tools.runs());
    }

    @Test
    void anotherCropLimitMomentOrShapeIsAnotherFile() {
        MediaHash master = upload(FakeMediaTools.video("a", Duration.ofSeconds(20)));
        var requests = List.of(
            ChannelRequest.film(master, ChannelFrame.WIDE, Crop.WHOLE, WECHAT), ChannelRequest.film(master, ChannelFrame.TALL, Crop.WHOLE, WECHAT),
            ChannelRequest.film(master, ChannelFrame.TALL, LEFT, WECHAT), ChannelRequest.film(master, ChannelFrame.TALL, LEFT, 8_000),
            ChannelRequest.picture(master, ChannelFrame.WIDE, Crop.WHOLE, null, WECHAT),
            ChannelRequest.picture(master, ChannelFrame.WIDE, Crop.WHOLE, Duration.ofSeconds(3), WECHAT),
            ChannelRequest.thumbnail(master, ChannelFrame.WIDE, Crop.WHOLE, null, 64_000));
        requests.forEach(room.channelRenditions()::want);
        assertEquals(requests.size(), requests.stream().map(this::made).map(ChannelRendition::hash).distinct().count());
    }

    @Test
    void picturesPeopleWaitForComeBeforeFilms() {
        MediaHash master = upload(FakeMediaTools.video("a", Duration.ofSeconds(20)));
        // The first begins at once; the others queue behind it.
        room.channelRenditions().want(ChannelRequest.film(master, ChannelFrame.WIDE, Crop.WHOLE, WECHAT));
        var last = ChannelRequest.film(master, ChannelFrame.TALL, Crop.WHOLE, WECHAT);
        room.channelRenditions().want(last);
        room.channelRenditions().want(ChannelRequest.picture(master, ChannelFrame.WIDE, Crop.WHOLE, null, WECHAT));
        made(last);
        assertEquals(List.of("20000 a FILM", "20000 a PICTURE", "20000 a FILM"), tools.made());
    }

    @Test
    void whatCannotBeMadeFailsInWordsAfterTwoTriesAndKeepsNobodyElseWaiting() {
        var spoilt = ChannelRequest.film(upload(FakeMediaTools.spoilt("a")), ChannelFrame.WIDE, Crop.WHOLE, WECHAT);
        room.channelRenditions().want(spoilt);
        world.runUntil(() -> room.channelRenditions().failure(spoilt).isPresent(), LONG);
        assertEquals("mediaDamaged", room.channelRenditions().failure(spoilt).orElseThrow().code());
        assertEquals(2, tools.runs());
        room.channelRenditions().want(spoilt);
        world.run(LONG);
        assertEquals(2, tools.runs(), "it was asked for in vain");
        made(wanted(ChannelRequest.film(upload(FakeMediaTools.video("b", Duration.ofSeconds(5))), ChannelFrame.WIDE, Crop.WHOLE, WECHAT)));
    }

    @Test
    void fileThatTheDiskDoesNotGiveBackIsTriedAgainMoreAndMoreSeldom() {
        var bad = wanted(ChannelRequest.film(upload(FakeMediaTools.unreadable("a")), ChannelFrame.WIDE, Crop.WHOLE, WECHAT));
        var good = wanted(ChannelRequest.film(upload(FakeMediaTools.video("b", Duration.ofSeconds(5))), ChannelFrame.WIDE, Crop.WHOLE, WECHAT));
        made(good);
        assertEquals("diskFailed", room.channelRenditions().delay(bad).orElseThrow().code());
        int before = tools.runs();
        world.run(Duration.ofHours(1));
        int more = tools.runs() - before;
        assertTrue(more >= 5 && more <= 8, "it was tried " + more + " times in an hour");
        assertTrue(room.channelRenditions().failure(bad).isEmpty());
    }

    @Test
    void fullDiskOnlyDelays() {
        MediaHash master = upload(FakeMediaTools.video("a", Duration.ofSeconds(20)));
        world.disk("controller").capacity(1000);
        var film = wanted(ChannelRequest.film(master, ChannelFrame.WIDE, Crop.WHOLE, WECHAT));
        world.run(Duration.ofMinutes(3));
        assertEquals("diskFull", room.channelRenditions().delay(film).orElseThrow().code());
        world.disk("controller").capacity(Long.MAX_VALUE);
        made(film);
        assertTrue(room.channelRenditions().delay(film).isEmpty());
    }

    @Test
    void killedControllerKeepsWhatWasMadeAndSweepsWhatNothingNames() throws IOException {
        var film = wanted(ChannelRequest.film(upload(FakeMediaTools.video("a", Duration.ofSeconds(20))), ChannelFrame.WIDE, Crop.WHOLE, WECHAT));
        ChannelRendition made = made(film);
        world.disk("controller").write(MediaPaths.CHANNEL_RENDITIONS + "/" + "f".repeat(64), 0, new byte[] {1});
        world.kill("controller");
        node = world.restart("controller", true);
        tools = new FakeMediaTools(node.disk());
        room = open();
        assertEquals(made, room.channelRenditions().find(film).orElseThrow());
        assertEquals(List.of(made.hash().value()), world.disk("controller").list(MediaPaths.CHANNEL_RENDITIONS));
    }

    @Test
    void fileGoesADayAfterNobodyNeedsItAndStaysWhileSomebodyDoes() throws IOException {
        MediaHash master = upload(FakeMediaTools.video("a", Duration.ofSeconds(20)));
        var published = wanted(ChannelRequest.film(master, ChannelFrame.WIDE, Crop.WHOLE, WECHAT));
        var dropped = wanted(ChannelRequest.film(master, ChannelFrame.WIDE, LEFT, WECHAT));
        ChannelRendition kept = made(published);
        made(dropped);
        room.channelRenditions().keepFor(() -> each -> each.request().equals(published));
        world.run(Duration.ofHours(23));
        assertTrue(room.channelRenditions().find(dropped).isPresent(), "somebody may still be choosing");
        world.run(Duration.ofHours(2));
        assertTrue(room.channelRenditions().find(dropped).isEmpty());
        assertEquals(List.of(kept.hash().value()), world.disk("controller").list(MediaPaths.CHANNEL_RENDITIONS));
        room.delete(media.getFirst().id());
        world.run(Duration.ofDays(3));
        assertEquals(kept, room.channelRenditions().find(published).orElseThrow(), "a feed still names it");
    }

    @Test
    void deletedMasterTakesAlongWhatNobodyNeeds() throws IOException {
        var film = wanted(ChannelRequest.film(upload(FakeMediaTools.video("a", Duration.ofSeconds(20))), ChannelFrame.WIDE, Crop.WHOLE, WECHAT));
        made(film);
        room.delete(media.getFirst().id());
        world.run(Duration.ofMinutes(1));
        assertTrue(room.channelRenditions().find(film).isEmpty());
        assertEquals(List.of(), world.disk("controller").list(MediaPaths.CHANNEL_RENDITIONS));
    }

    @Test
    void nothingIsCollectedWhileNobodyCanTellWhatIsNeeded() {
        var film = wanted(ChannelRequest.film(upload(FakeMediaTools.video("a", Duration.ofSeconds(20))), ChannelFrame.WIDE, Crop.WHOLE, WECHAT));
        made(film);
        room.channelRenditions().keepFor(() -> {
            throw new IllegalStateException("the database is locked");
        });
        world.run(Duration.ofDays(3));
        assertTrue(room.channelRenditions().find(film).isPresent());
    }

    private ChannelRequest wanted(ChannelRequest request) {
        room.channelRenditions().want(request);
        return request;
    }

    private ChannelRendition made(ChannelRequest request) {
        Supplier<ChannelRendition> found = () -> room.channelRenditions().find(request).orElseThrow();
        world.runUntil(() -> room.channelRenditions().find(request).isPresent(), LONG);
        return found.get();
    }

    private MediaRoom open() {
        try {
            var opened = new MediaRoom(node, tools, new Typesetter(new Fonts(Fonts.SYSTEM)), new SqlMediaStore(database), new SqlRenditionStore(database),
                new SqlChannelRenditionStore(database), new Changes(node.loop()), List::of);
            opened.channelRenditions().subscribe(heard::add);
            opened.start();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MediaHash upload(byte[] bytes) {
        int before = media.size();
        node.work().submit("upload", "upload", () -> {
            try (Upload upload = room.ingest().begin("a", OptionalLong.of(bytes.length))) {
                upload.write(bytes);
                return upload.finish();
            }
        }, node.loop(), (Work.Outcome<Media>) media::add);
        world.runUntil(() -> media.size() > before, LONG);
        return media.getLast().hash();
    }
}
