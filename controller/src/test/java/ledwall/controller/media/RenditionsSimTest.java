package ledwall.controller.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.change.Changes;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlChannelRenditionStore;
import ledwall.controller.storage.SqlMediaStore;
import ledwall.controller.storage.SqlRenditionStore;
import ledwall.controller.text.Fonts;
import ledwall.controller.text.Typesetter;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import ledwall.sim.SimWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue of renditions in virtual time. */
final class RenditionsSimTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Shape WIDE = new Shape(640, 360, 25);
    private static final Shape TALL = new Shape(360, 640, 25);

    private final SimWorld world = new SimWorld(1);
    private final Database database = Database.inMemory();
    private final List<Media> media = new ArrayList<>();
    private final List<MediaProgress> progress = new ArrayList<>();
    private List<Shape> shapes = List.of(WIDE, TALL);
    private Node node = world.node("controller");
    private FakeMediaTools tools = new FakeMediaTools(node.disk());
    private MediaRoom room = open();

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void oneRunMakesAllShapesOfAnUpload() {
        upload(FakeMediaTools.video("a", Duration.ofSeconds(20)));
        world.runUntil(() -> ready(0, WIDE) && ready(0, TALL), LONG);
        assertEquals(1, tools.runs());
        assertEquals(500, room.renditions().find(WIDE.key(media.getFirst().hash(), Fit.CONTAIN)).orElseThrow().frames());
    }

    @Test
    void slatesComeFirstThenProgrammeThenTheRest() {
        shapes = List.of();
        upload(FakeMediaTools.video("a", Duration.ofSeconds(20)));
        upload(FakeMediaTools.video("b", Duration.ofSeconds(20)));
        world.runUntil(() -> media.size() == 2, LONG);
        world.run(Duration.ofMinutes(1));
        int before = tools.made().size();
        var square = new Shape(100, 100, 25);
        var first = media.getFirst().hash();
        // Nothing runs, so that this one starts at once and the others queue behind it.
        room.renditions().want(List.of(square.key(first, Fit.CONTAIN)), Renditions.Priority.SPARE);
        room.renditions().want(List.of(square.key(first, Fit.COVER)), Renditions.Priority.UPLOAD);
        room.renditions().want(List.of(square.key(media.get(1).hash(), Fit.COVER)), Renditions.Priority.PROGRAMME);
        room.slates().want(List.of(square));
        world.run(Duration.ofMinutes(1));
        assertEquals(List.of("20000 a CONTAIN", "slate STRETCH", "20000 b COVER", "20000 a COVER"), tools.made().subList(before, before + 4));
    }

    @Test
    void whatAnEditAsksForRightAfterAnUploadDoesNotWaitForSizesNobodyAskedFor() {
        upload(FakeMediaTools.video("a", Duration.ofSeconds(20)));
        world.runUntil(() -> media.size() == 1, LONG);
        int before = tools.made().size();
        // Any other want in between must not set the upload off.
        room.renditions().want(List.of(), Renditions.Priority.PROGRAMME);
        var asked = WIDE.key(media.getFirst().hash(), Fit.STRETCH);
        room.renditions().want(List.of(asked), Renditions.Priority.PROGRAMME);
        world.runUntil(() -> room.renditions().find(asked).isPresent(), LONG);
        assertEquals(List.of("20000 a STRETCH"), tools.made().subList(before, tools.made().size()));
        world.runUntil(() -> ready(0, WIDE) && ready(0, TALL), LONG);
    }

    @Test
    void askingAgainChangesNothing() {
        upload(FakeMediaTools.still("a"));
        world.runUntil(() -> ready(0, WIDE) && ready(0, TALL), LONG);
        room.renditions().want(List.of(WIDE.key(media.getFirst().hash(), Fit.CONTAIN)), Renditions.Priority.PROGRAMME);
        world.run(Duration.ofMinutes(1));
        assertEquals(1, tools.runs());
        assertEquals(new Renditions.Tally(2, 2), room.renditions().tally(media.getFirst().hash()));
    }

    @Test
    void masterThatCannotBeRenderedFailsInWordsAfterTwoTriesOfEachShape() {
        upload(FakeMediaTools.spoilt("a"));
        world.runUntil(() -> progress.stream().anyMatch(each -> each.phase() == MediaProgress.Phase.FAILED), LONG);
        // Both at once, then each alone.
        assertEquals(3, tools.runs());
        var failed = new SqlMediaStore(database).byId(media.getFirst().id()).orElseThrow();
        assertEquals("Its pictures cannot be decoded.", failed.failure());
        assertEquals("Its pictures cannot be decoded.", room.renditions().failure(failed.hash()).orElseThrow());
        upload(FakeMediaTools.video("b", Duration.ofSeconds(5)));
        world.runUntil(() -> media.size() == 2 && ready(1, WIDE), LONG);
    }

    @Test
    void oneRenditionThatCannotBeMadeSpoilsNeitherTheOthersNorTheMedia() {
        upload(FakeMediaTools.videoWithout(Fit.COVER, Duration.ofSeconds(20)));
        world.runUntil(() -> ready(0, WIDE), LONG);
        var master = media.getFirst().hash();
        var square = new Shape(100, 100, 25);
        room.renditions().want(List.of(WIDE.key(master, Fit.COVER), square.key(master, Fit.CONTAIN)), Renditions.Priority.PROGRAMME);
        world.run(Duration.ofMinutes(1));
        assertEquals("Its pictures cannot be decoded.", room.renditions().failure(WIDE.key(master, Fit.COVER)).orElseThrow());
        assertTrue(ready(0, square));
        assertTrue(room.renditions().failure(master).isEmpty());
        assertNull(new SqlMediaStore(database).byId(media.getFirst().id()).orElseThrow().failure());
        assertEquals(new Renditions.Tally(3, 3), room.renditions().tally(master));
    }

    @Test
    void fileThatTheDiskDoesNotGiveBackHoldsUpNoOther() {
        upload(FakeMediaTools.unreadable("a"));
        upload(FakeMediaTools.video("b", Duration.ofSeconds(5)));
        world.runUntil(() -> ready(0, WIDE) || ready(1, WIDE), Duration.ofSeconds(20));
        var bad = media.stream().map(Media::hash).filter(hash -> room.renditions().delay(hash).isPresent()).toList();
        assertEquals(1, bad.size());
        assertEquals(new Renditions.Tally(0, 2), room.renditions().tally(bad.getFirst()));
        int before = tools.runs();
        world.run(Duration.ofHours(1));
        int tries = tools.runs() - before;
        assertTrue(tries >= 5 && tries <= 8, "it was tried " + tries + " times in an hour");
        assertTrue(room.renditions().failure(bad.getFirst()).isEmpty());
    }

    @Test
    void editDoesNotWaitOutTheRestsOfADiskThatIsWellAgain() {
        upload(FakeMediaTools.video("a", Duration.ofSeconds(5)));
        world.runUntil(() -> !media.isEmpty(), LONG);
        world.disk("controller").failing(true);
        world.run(Duration.ofMinutes(20));
        world.disk("controller").failing(false);
        room.renditions().want(List.of(WIDE.key(media.getFirst().hash(), Fit.CONTAIN)), Renditions.Priority.PROGRAMME);
        world.runUntil(() -> ready(0, WIDE), Duration.ofSeconds(5));
    }

    @Test
    void editWaitsAMinuteAtMostForADiskThatWasIllWhenItCame() {
        upload(FakeMediaTools.video("a", Duration.ofSeconds(5)));
        world.runUntil(() -> !media.isEmpty(), LONG);
        world.disk("controller").failing(true);
        room.renditions().want(List.of(WIDE.key(media.getFirst().hash(), Fit.CONTAIN)), Renditions.Priority.PROGRAMME);
        world.run(Duration.ofMinutes(20));
        world.disk("controller").failing(false);
        world.runUntil(() -> ready(0, WIDE), Duration.ofSeconds(61));
    }

    @Test
    void toolsThatWereKilledSayNothingAboutTheFile() {
        upload(FakeMediaTools.deadly("a"));
        world.runUntil(() -> !media.isEmpty() && room.renditions().delay(media.getFirst().hash()).isPresent(), LONG);
        world.run(Duration.ofMinutes(10));
        assertTrue(room.renditions().failure(media.getFirst().hash()).isEmpty());
        assertNull(new SqlMediaStore(database).byId(media.getFirst().id()).orElseThrow().failure());
    }

    @Test
    void bytesThatFailedOnceAreSoundAfterARestartWhereAnotherUploadOfThemWasRendered() {
        upload(FakeMediaTools.video("a", Duration.ofSeconds(5)));
        world.runUntil(() -> ready(0, WIDE), LONG);
        var store = new SqlMediaStore(database);
        var sound = media.getFirst();
        var older = new Media(new MediaId("older"), "a", sound.hash(), sound.bytes(), sound.kind(), sound.width(), sound.height(), sound.length(),
                sound.uploadedAt(), "It failed.");
        store.insert(older);
        world.kill("controller");
        node = world.restart("controller", true);
        tools = new FakeMediaTools(node.disk());
        room = open();
        assertTrue(room.renditions().failure(sound.hash()).isEmpty());
        store.fail(sound.id(), "It failed too.");
        world.kill("controller");
        node = world.restart("controller", true);
        room = open();
        assertTrue(room.renditions().failure(sound.hash()).isPresent());
    }

    @Test
    void fullDiskOnlyDelays() {
        shapes = List.of();
        upload(FakeMediaTools.video("a", Duration.ofSeconds(20)));
        world.runUntil(() -> media.size() == 1, LONG);
        var master = media.getFirst().hash();
        world.disk("controller").capacity(1000);
        room.renditions().want(List.of(WIDE.key(master, Fit.CONTAIN)), Renditions.Priority.PROGRAMME);
        world.run(Duration.ofMinutes(3));
        assertEquals(new Renditions.Tally(0, 1), room.renditions().tally(master));
        assertTrue(room.renditions().failure(master).isEmpty());
        world.disk("controller").capacity(Long.MAX_VALUE);
        world.runUntil(() -> ready(0, WIDE), LONG);
    }

    @Test
    void killedControllerMakesWhatWasMissingAfterItsRestart() throws IOException {
        upload(FakeMediaTools.video("a", Duration.ofSeconds(20)));
        world.runUntil(() -> media.size() == 1, LONG);
        world.kill("controller");
        node = world.restart("controller", true);
        tools = new FakeMediaTools(node.disk());
        room = open();
        world.runUntil(() -> ready(0, WIDE) && ready(0, TALL) && room.slates().find(TALL).isPresent(), LONG);
        assertEquals(List.of(), world.disk("controller").list("uploads"));
        assertEquals(List.of(), world.disk("controller").list("media/scratch"));
    }

    private MediaRoom open() {
        try {
            var opened = new MediaRoom(node, tools, new Typesetter(new Fonts(Fonts.SYSTEM)), new SqlMediaStore(database), new SqlRenditionStore(database),
                new SqlChannelRenditionStore(database), new Changes(node.loop()), () -> shapes);
            opened.progress().subscribe(progress::add);
            opened.start();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void upload(byte[] bytes) {
        node.work().submit("upload", "upload", () -> {
            try (Upload upload = room.ingest().begin("a", OptionalLong.of(bytes.length))) {
                upload.write(bytes);
                return upload.finish();
            }
        }, node.loop(), (Work.Outcome<Media>) media::add);
    }

    private boolean ready(int index, Shape shape) {
        return index < media.size() && room.renditions().find(shape.key(media.get(index).hash(), Fit.CONTAIN)).isPresent();
    }
}
