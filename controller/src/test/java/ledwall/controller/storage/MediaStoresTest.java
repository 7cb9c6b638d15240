package ledwall.controller.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaStore;
import ledwall.controller.media.Rendition;
import ledwall.controller.media.RenditionKey;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.schedule.Rules;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.MediaId;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaStoresTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @TempDir Path folder;

    private static RenditionKey key(String master, Fit fit) {
        return new RenditionKey(Rooms.hash(master), 640, 360, fit, 25, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void mediaComeBackAsTheyWent(String where) {
        try (var rooms = new Rooms(where, folder)) {
            var video = rooms.video("film");
            var still = new Media(new MediaId("media-still"), "བོད་ཡིག 藏文 'quoted'; DROP TABLE media", Rooms.hash("still"), 1, Media.Kind.STILL, 30, 40, null,
                    Instant.parse("2026-11-24T00:00:00Z"), "It cannot be drawn.");
            rooms.media.insert(still);
            assertEquals(Optional.of(video), rooms.media.byId(video.id()));
            assertEquals(List.of(still, video), rooms.media.all());
            assertEquals(List.of(video), rooms.media.byHash(video.hash()));
            assertTrue(rooms.media.fail(video.id(), "broken"));
            assertEquals("broken", rooms.media.byId(video.id()).orElseThrow().failure());
            assertFalse(rooms.media.fail(new MediaId("nobody"), "broken"));
            assertThrows(Refusal.class, () -> rooms.media.insert(still));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void mediaThatAPlaylistShowsStaysAndNamesThePlaylist(String where) {
        try (var rooms = new Rooms(where, folder)) {
            var video = rooms.video("film");
            var list = rooms.playlists.create("Fair");
            var draft = new Playlists.Draft(null, video.id(), null, Fit.COVER);
            rooms.playlists.save(list.id(), 1, "Fair", List.of(draft, draft));
            assertEquals(new MediaStore.Deletion.InUse(List.of(new MediaStore.Use(list.id(), "Fair", List.of())), List.of(), List.of()), rooms.media.delete(video.id(), NOW));
            rooms.playlists.save(list.id(), 2, "Fair", List.of());
            assertEquals(new MediaStore.Deletion.Done(video, true), rooms.media.delete(video.id(), NOW));
            assertInstanceOf(MediaStore.Deletion.Unknown.class, rooms.media.delete(video.id(), NOW));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void aUseNamesTheGroupsThatPlayItNowOrWill(String where) {
        try (var rooms = new Rooms(where, folder)) {
            var video = rooms.video("film");
            var item = new Playlists.Draft(null, video.id(), null, Fit.COVER);
            var north = rooms.groupRoom.create("North");
            rooms.playlists.save(north.loop(), 1, "North loop", List.of(item));
            var fair = rooms.playlists.create("Fair", List.of(item));
            Instant now = rooms.now();
            rooms.rules.create(new Rules.Draft("Fair", Screens.DEFAULT_GROUP, fair.id(), now, now.plusSeconds(60), 0));
            var use = new MediaStore.Use(fair.id(), "Fair", List.of(new MediaStore.Use.Group(Screens.DEFAULT_GROUP, "Default group")));
            var loop = new MediaStore.Use(north.loop(), "North loop", List.of(new MediaStore.Use.Group(north.id(), "North")));
            assertEquals(List.of(use, loop), rooms.media.uses(video.id(), now));
            assertEquals(List.of(new MediaStore.Use(fair.id(), "Fair", List.of()), loop), rooms.media.uses(video.id(), now.plusSeconds(60)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void aMasterUploadedTwiceIsKeptUntilBothAreGone(String where) {
        try (var rooms = new Rooms(where, folder)) {
            var one = rooms.video("film");
            var two = new Media(new MediaId("media-two"), "again", one.hash(), one.bytes(), one.kind(), 1, 1, one.length(), one.uploadedAt(), null);
            rooms.media.insert(two);
            assertEquals(new MediaStore.Deletion.Done(one, false), rooms.media.delete(one.id(), NOW));
            assertEquals(new MediaStore.Deletion.Done(two, true), rooms.media.delete(two.id(), NOW));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void renditionsAreFoundByKey(String where) {
        try (var rooms = new Rooms(where, folder)) {
            var contain = new Rendition(key("a", Fit.CONTAIN), Rooms.hash("clip"), 10, 125);
            var cover = new Rendition(key("a", Fit.COVER), Rooms.hash("clip"), 10, 125);
            var other = new Rendition(key("b", Fit.CONTAIN), Rooms.hash("clip b"), 11, 1);
            List.of(contain, cover, other).forEach(rooms.renditions::insert);
            assertEquals(Optional.of(contain), rooms.renditions.find(contain.key()));
            assertEquals(Optional.empty(), rooms.renditions.find(key("a", Fit.STRETCH)));
            assertEquals(3, rooms.renditions.all().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void aRenditionMadeAgainTakesTheOldOnesPlace(String where) {
        try (var rooms = new Rooms(where, folder)) {
            rooms.renditions.insert(new Rendition(key("a", Fit.CONTAIN), Rooms.hash("old"), 10, 125));
            var again = new Rendition(key("a", Fit.CONTAIN), Rooms.hash("new"), 12, 126);
            rooms.renditions.insert(again);
            assertEquals(List.of(again), rooms.renditions.all());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void onlyFilesThatNoOtherRenditionNamesAreGivenUp(String where) {
        try (var rooms = new Rooms(where, folder)) {
            rooms.renditions.insert(new Rendition(key("a", Fit.CONTAIN), Rooms.hash("shared"), 10, 125));
            rooms.renditions.insert(new Rendition(key("a", Fit.COVER), Rooms.hash("own"), 10, 125));
            rooms.renditions.insert(new Rendition(key("b", Fit.CONTAIN), Rooms.hash("shared"), 10, 125));
            assertEquals(Set.of(Rooms.hash("own")), rooms.renditions.deleteOfMaster(Rooms.hash("a")));
            assertEquals(Set.of(Rooms.hash("shared")), rooms.renditions.deleteOfMaster(Rooms.hash("b")));
        }
    }
}
