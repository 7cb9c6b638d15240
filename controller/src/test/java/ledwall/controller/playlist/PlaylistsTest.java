package ledwall.controller.playlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.schedule.Rules;
import ledwall.controller.screen.Screens;
import ledwall.controller.storage.Rooms;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test on a database in memory and on one in a file. */
class PlaylistsTest {
    @TempDir Path folder;
    private Rooms rooms;
    private Media film;

    private void open(String where) {
        rooms.close();
        rooms = new Rooms(where, folder);
        film = rooms.video("film");
    }

    @BeforeEach
    void begin() {
        rooms = new Rooms();
    }

    @AfterEach
    void close() {
        rooms.close();
    }

    private static Refusal refused(String code, Executable what) {
        var refusal = assertThrows(Refusal.class, what);
        assertEquals(code, refusal.code());
        return refusal;
    }

    private Playlists.Draft draft(int seconds) {
        return new Playlists.Draft(null, film.id(), Duration.ofSeconds(seconds), Fit.CONTAIN);
    }

    private static Playlists.Draft draft(PlaylistItem item) {
        return new Playlists.Draft(item);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void itemsKeepTheirIdsThroughMovesAndOtherLengths(String where) {
        open(where);
        var list = rooms.playlists.create("Fair");
        var saved = rooms.playlists.save(list.id(), 1, "Fair", List.of(draft(1), draft(2), draft(3)));
        var drafts = new ArrayList<>(saved.items().stream().map(PlaylistsTest::draft).toList());
        Collections.reverse(drafts);
        drafts.set(0, new Playlists.Draft(saved.items().get(2).id(), film.id(), null, Fit.COVER));
        drafts.add(draft(4));
        var again = rooms.playlists.save(list.id(), 2, "Fair 2", drafts);
        assertEquals(List.of(saved.items().get(2).id(), saved.items().get(1).id(), saved.items().get(0).id()),
                again.items().stream().map(PlaylistItem::id).limit(3).toList());
        assertEquals(again, rooms.playlists.byId(list.id()));
        assertEquals(3, again.revision());
        assertEquals(again, rooms.playlistStore.all().stream().filter(one -> one.id().equals(list.id())).findFirst().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void theSlowerOfTwoEditsIsRefusedAndChangesNothing(String where) {
        open(where);
        var list = rooms.playlists.create("Fair");
        var mine = rooms.playlists.save(list.id(), 1, "Fair", List.of(draft(1)));
        rooms.news();
        var refusal = refused("playlistStale", () -> rooms.playlists.save(list.id(), 1, "Other", List.of()));
        assertEquals(Refusal.Kind.STALE, refusal.kind());
        assertEquals(mine, rooms.playlists.byId(list.id()));
        assertEquals(List.of(), rooms.news());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void whatCannotBePlayedIsRefusedByItsPlace(String where) {
        open(where);
        var id = rooms.playlists.create("Fair").id();
        var tooShort = new Playlists.Draft(null, film.id(), Duration.ofMillis(39), Fit.COVER);
        refused("lengthInvalid", () -> rooms.playlists.save(id, 1, "Fair", List.of(draft(1), tooShort)));
        refused("lengthInvalid", () -> rooms.playlists.save(id, 1, "Fair", List.of(draft(86_401))));
        refused("mediaUnknown", () -> rooms.playlists.save(id, 1, "Fair", List.of(new Playlists.Draft(null, new MediaId("nowhere"), null, Fit.COVER))));
        refused("nameInvalid", () -> rooms.playlists.save(id, 1, "\n", List.of()));
        refused("playlistUnknown", () -> rooms.playlists.save(new PlaylistId("nowhere"), 1, "Fair", List.of()));
        refused("nameTaken", () -> rooms.playlists.create("Fair"));
        refused("nameTaken", () -> rooms.playlists.save(id, 1, "Default loop", List.of()));
        assertEquals(1, rooms.playlists.byId(id).revision());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void anIdThatTheListDoesNotHaveIsANewItemAndTwiceTheSameIsRefused(String where) {
        open(where);
        var id = rooms.playlists.create("Fair").id();
        var foreign = new Playlists.Draft(new ItemId("item-of-another-list"), film.id(), null, Fit.COVER);
        var item = rooms.playlists.save(id, 1, "Fair", List.of(foreign)).items().getFirst();
        assertNotEquals(foreign.id(), item.id());
        refused("itemTwice", () -> rooms.playlists.save(id, 2, "Fair", List.of(draft(item), draft(item))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void tenThousandItemsAreTakenAndOneMoreIsNot(String where) {
        open(where);
        var id = rooms.playlists.create("Long").id();
        var drafts = new ArrayList<>(Collections.nCopies(Playlist.MAX_ITEMS, draft(1)));
        assertEquals(Playlist.MAX_ITEMS, rooms.playlists.save(id, 1, "Long", drafts).items().size());
        drafts.add(draft(1));
        refused("playlistTooLong", () -> rooms.playlists.save(id, 2, "Long", drafts));
    }

    @Test
    void aPlaylistIsMadeWithItems() {
        film = rooms.video("film");
        var made = rooms.playlists.create("Fair", List.of(draft(5), draft(6)));
        assertEquals(made, rooms.playlists.byId(made.id()));
        assertEquals(2, made.items().size());
        refused("mediaUnknown", () -> rooms.playlists.create("Lost", List.of(new Playlists.Draft(null, new MediaId("nobody"), null, Fit.COVER))));
        refused("nameTaken", () -> rooms.playlists.create("Fair", List.of()));
    }

    @Test
    void aPlaylistOnAirStaysAndNamesWhoPlaysIt() {
        var loop = rooms.groups.byId(Screens.DEFAULT_GROUP).orElseThrow().loop();
        var refusal = refused("playlistInUse", () -> rooms.playlists.delete(loop, 1));
        assertTrue(refusal.cause().contains("\"Default group\""), refusal.cause());
        var fair = rooms.playlists.create("Fair");
        var rule = rooms.rules.create(new Rules.Draft("Spring", Screens.DEFAULT_GROUP, fair.id(), rooms.now(), rooms.now().plusSeconds(60), 0));
        refusal = refused("playlistInUse", () -> rooms.playlists.delete(fair.id(), 1));
        assertTrue(refusal.cause().contains("\"Spring\""), refusal.cause());
        rooms.pass(Duration.ofSeconds(60));
        rooms.playlists.delete(fair.id(), 1);
        assertEquals(rule, rooms.rules.byId(rule.id()), "what is over stays known");
    }

    @Test
    void aDeletedPlaylistGivesNameAndMediaFree() {
        film = rooms.video("film");
        var fair = rooms.playlists.create("Fair", List.of(draft(5)));
        refused("playlistStale", () -> rooms.playlists.delete(fair.id(), 2));
        rooms.news();
        rooms.playlists.delete(fair.id(), 1);
        assertEquals(List.of("PLAYLIST " + fair.id()), rooms.news());
        refused("playlistUnknown", () -> rooms.playlists.delete(fair.id(), 1));
        refused("playlistUnknown", () -> rooms.playlists.save(fair.id(), 1, "Fair", List.of()));
        assertEquals(List.of(), rooms.media.uses(film.id(), rooms.now()));
        rooms.playlists.create("Fair");
    }

    @Test
    void aStoredLanguageThatIsRefusedByNowIsLeftOutAndTheListReadAllTheSame() {
        open("memory");
        var list = rooms.playlists.create("Fair");
        rooms.playlists.save(list.id(), 1, "Fair", List.of(draft(1)));
        rooms.database.write("spoil", handle -> handle.createUpdate("UPDATE playlist_item SET languages = 'zh-CN qq bo'").execute());
        assertEquals(List.of(new LanguageTag("zh-CN"), new LanguageTag("bo")), rooms.playlists.byId(list.id()).items().getFirst().terms().languages());
    }
}
