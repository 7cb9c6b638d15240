package ledwall.controller.playlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.screen.Screens;
import ledwall.controller.storage.Rooms;
import ledwall.protocol.id.PlaylistId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Playlists in playlists, and the terms of items: what is kept, and what is refused with which words. */
class NestingTest {
    private static final Instant DAY = Instant.parse("2026-11-23T00:00:00Z");

    @TempDir Path folder;
    private Rooms rooms = new Rooms();
    private Media film = rooms.video("film");

    @AfterEach
    void close() {
        rooms.close();
    }

    private static Playlists.Draft nested(Playlist list, int every) {
        return new Playlists.Draft(null, new Content.Nested(list.id()), new Terms(List.of(), Validity.ALWAYS, every));
    }

    private Playlists.Draft medium(int every, @Nullable Instant from, @Nullable Instant until, String... languages) {
        return new Playlists.Draft(null, new Content.Medium(film.id(), null, Fit.COVER),
                new Terms(List.of(languages).stream().map(LanguageTag::new).toList(), new Validity(from, until), every));
    }

    private Playlists.Draft medium(int every) {
        return medium(every, null, null);
    }

    private Playlist list(String name, Playlists.Draft... drafts) {
        return rooms.playlists.create(name, List.of(drafts));
    }

    private void save(Playlist list, Playlists.Draft... drafts) {
        rooms.playlists.save(list.id(), rooms.playlists.byId(list.id()).revision(), list.name(), List.of(drafts));
    }

    private static void refused(String code, String words, Executable what) {
        var refusal = assertThrows(Refusal.class, what);
        assertEquals(code, refusal.code());
        assertTrue(refusal.cause().contains(words), refusal.cause());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void termsAndNestedListsAreKeptAsTheyWereSaid(String where) {
        rooms.close();
        rooms = new Rooms(where, folder);
        film = rooms.video("film");
        var inner = list("Inner", medium(3, DAY, null));
        var outer = list("Outer", medium(1, null, DAY.plusNanos(1), "bo", "zh-CN"), nested(inner, 2));
        var read = rooms.playlists.byId(outer.id());
        assertEquals(outer, read);
        assertEquals(outer, rooms.playlistStore.all().stream().filter(each -> each.id().equals(outer.id())).findFirst().orElseThrow());
        assertEquals(List.of("bo", "zh-CN"), read.items().getFirst().terms().languages().stream().map(LanguageTag::value).toList());
        assertEquals(new Terms(List.of(), Validity.ALWAYS, 2), read.items().get(1).terms());
    }

    @Test
    void aListIsNeverWithinItself() {
        var one = list("One", medium(1));
        var two = list("Two", nested(one, 1));
        refused("nestingCircle", "the playlist itself", () -> save(one, medium(1), nested(one, 1)));
        refused("nestingCircle", "Item 1 is \"Two\", which holds this playlist", () -> save(one, nested(two, 1)));
        refused("playlistUnknown", "there is no playlist nowhere", () -> list("Three", new Playlists.Draft(null, new Content.Nested(
                new PlaylistId("nowhere")), Terms.PLAIN)));
        assertEquals(1, rooms.playlists.byId(one.id()).revision());
    }

    @Test
    void nestingIsOneLevelDeepFromWhicheverEndItIsTried() {
        var one = list("One", medium(1));
        var two = list("Two", nested(one, 1));
        var three = list("Three", medium(1));
        refused("nestingTooDeep", "Item 2 is \"Two\", which holds a playlist itself", () -> save(three, medium(1), nested(two, 1)));
        refused("nestingTooDeep", "this one is itself part of \"Two\"", () -> save(one, nested(three, 1)));
    }

    @Test
    void aTurnOfTooManyCuesIsRefusedWithItsWeightsWhereverItGrows() {
        var one = list("One", medium(7));
        refused("turnTooLong", "weights of 7, 11, 13, 17 come round together only after 17017 turns of the list",
                () -> save(one, medium(7), medium(11), medium(13), medium(17), medium(1)));
        refused("turnTooLong", "countless cues", () -> save(one, IntStream.rangeClosed(900, 1_000).mapToObj(this::medium).toArray(Playlists.Draft[]::new)));
        var two = list("Two", nested(one, 13), medium(11), medium(1));
        refused("turnTooLong", "One turn of \"Two\", which this list is part of, would hold", () -> save(one, medium(8), medium(9)));
        var many = list("Many", Collections.nCopies(5_001, medium(1)).toArray(Playlists.Draft[]::new));
        refused("turnTooLong", "would hold 10002 cues. 10000 are the most.", () -> save(two, nested(many, 1), nested(many, 1)));
    }

    @Test
    void termsThatCannotBeAreRefusedByTheirPlace() {
        refused("everyInvalid", "Item 2 has the weight 0", () -> list("List", medium(1), medium(0)));
        refused("everyInvalid", "Item 1 has the weight 1001", () -> list("List", medium(1_001)));
        refused("validityInvalid", "which is not after its begin", () -> list("List", medium(1, DAY, DAY)));
        refused("validityInvalid", "after 2099", () -> list("List", medium(1, null, Instant.parse("2126-11-23T00:00:00Z"))));
        refused("validityInvalid", "before 1970", () -> list("List", medium(1, Instant.parse("1926-11-23T00:00:00Z"), null)));
        refused("languagesInvalid", "or one of them twice", () -> list("List", medium(1, null, null, "bo", "BO")));
        var all = new ArrayList<String>();
        for (char c = 'a'; c <= 'q'; c++) {
            all.add("zz" + c);
        }
        refused("languagesInvalid", "names 17 languages", () -> list("List", medium(1, null, null, all.toArray(String[]::new))));
        assertEquals(1, list("List", medium(1, null, Instant.parse("1999-11-23T00:00:00Z"))).items().size(), "what is over may stay");
    }

    @Test
    void aNestedListStaysAndSaysWhereItIsAndWhoShowsItsMedia() {
        var inner = list("Inner", medium(1));
        var outer = list("Outer", nested(inner, 1));
        refused("playlistInUse", "part of the playlists \"Outer\"", () -> rooms.playlists.delete(inner.id(), 1));
        var loop = rooms.playlists.byId(rooms.groups.byId(Screens.DEFAULT_GROUP).orElseThrow().loop());
        save(loop, nested(inner, 1));
        var use = rooms.media.uses(film.id(), rooms.now()).getFirst();
        assertEquals("Inner", use.name());
        assertEquals(List.of("Default group"), use.groups().stream().map(group -> group.name()).toList());
        save(loop);
        rooms.playlists.delete(outer.id(), 1);
        rooms.playlists.delete(inner.id(), 1);
        rooms.pass(Duration.ofMillis(1));
        assertEquals(List.of(), rooms.media.uses(film.id(), rooms.now()));
    }
}
