package ledwall.controller.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ledwall.controller.calendar.When;
import ledwall.controller.change.Pace;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.playlist.Terms;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.release.walls.WallOrder;
import ledwall.controller.schedule.ReleaseMark;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.RuleStore;
import ledwall.controller.schedule.Rules;
import ledwall.controller.schedule.Targets;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Tokens;
import ledwall.protocol.timeline.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a release is on the walls, in SQL: a rule and a playlist of its own, and what screens were ordered. */
class ReleaseStoresTest {
    private static final ReleaseRef REF = new ReleaseRef(new ReleaseId("release-1"), 3);
    private static final PlaylistId LIST = new PlaylistId("list-1");
    private static final RuleId RULE = new RuleId("rule-release-1");

    private final Rooms rooms = new Rooms();
    private final Instant now = rooms.now();
    private final RuleStore.Stamp stamp = new RuleStore.Stamp(now, "desk", Pace.ORDINARY);
    private final List<PlaylistItem> items = List.of(new PlaylistItem(new ItemId("item-1"), rooms.video("film").id(), null, Fit.COVER));

    @AfterEach
    void close() {
        rooms.close();
    }

    private Rule rule(ReleaseRef ref, PlaylistId list) {
        return new Rule(RULE, "Opening", Targets.of(Screens.DEFAULT_GROUP), list, RuleClass.FIXED, 0, new When.Once(now.plusSeconds(60), now.plusSeconds(120)), 1,
                new ReleaseMark(ref, true));
    }

    private Rule put(ReleaseRef ref, PlaylistId list) {
        var saved = rooms.database.write("put", handle -> SqlReleaseWalls.put(handle, rule(ref, list), items, stamp));
        return assertInstanceOf(RuleStore.Saved.Done.class, saved).rule();
    }

    private static void refused(Executable what) {
        assertEquals("belongsToRelease", assertThrows(Refusal.class, what).code());
    }

    @Test
    void theRuleOfAReleaseIsReadAndChangedWithItsMarkAndIsThereAgainAfterItWasTakenAway() {
        assertEquals(rule(REF, LIST), put(REF, LIST));
        assertEquals(List.of(rule(REF, LIST)), rooms.ruleStore.ofGroup(Screens.DEFAULT_GROUP, now));
        var next = new ReleaseRef(REF.release(), 4);
        assertEquals(rule(next, LIST).at(2), put(next, LIST));
        assertEquals(Optional.of(rule(next, LIST).at(2)), rooms.database.write("remove", handle -> SqlReleaseWalls.remove(handle, REF.release(), stamp)));
        assertEquals(List.of(), rooms.ruleStore.all());
        assertEquals(Optional.empty(), rooms.playlistStore.byId(LIST));
        assertEquals(Optional.empty(), rooms.database.write("remove", handle -> SqlReleaseWalls.remove(handle, REF.release(), stamp)));
        assertEquals(rule(next, LIST).at(4), put(next, LIST), "revisions go on counting behind its deletion");
        assertEquals(items, rooms.playlistStore.byId(LIST).orElseThrow().items());
        assertEquals(List.of(REF, next, next, next), rooms.ruleStore.history(RULE).stream().map(each -> each.rule().release().release()).toList());
    }

    @Test
    void aReleaseThatTakesAnotherPlaylistLeavesNoneBehind() {
        put(REF, LIST);
        put(REF, new PlaylistId("list-2"));
        assertEquals(Optional.empty(), rooms.playlistStore.byId(LIST));
        assertEquals(items, rooms.playlistStore.byId(new PlaylistId("list-2")).orElseThrow().items());
    }

    @Test
    void peopleChangeNeitherTheRuleNorThePlaylistOfARelease() {
        put(REF, LIST);
        var by = new Rules.By("desk", Pace.APPLY_NOW);
        var other = rooms.playlists.create("Fair");
        var when = new When.Once(now.plusSeconds(60), now.plusSeconds(120));
        refused(() -> rooms.rules.update(RULE, 1, new Rules.Draft("Mine", Targets.of(Screens.DEFAULT_GROUP), other.id(), RuleClass.NORMAL, 0, when), by));
        refused(() -> rooms.rules.delete(RULE, 1, by));
        refused(() -> rooms.playlists.save(LIST, 1, "Mine", List.of(), Pace.APPLY_NOW));
        refused(() -> rooms.playlists.delete(LIST, 1));
        refused(() -> rooms.rules.create(new Rules.Draft("Mine", Targets.of(Screens.DEFAULT_GROUP), LIST, RuleClass.NORMAL, 0, when)));
        refused(() -> rooms.playlists.save(other.id(), 1, "Fair", List.of(new Playlists.Draft(null, new Content.Nested(LIST), Terms.PLAIN))));
        refused(() -> rooms.groupRoom.update(Screens.DEFAULT_GROUP, 1, "Default group", LIST));
        rooms.database.change("remove", handle -> SqlReleaseWalls.remove(handle, REF.release(), stamp));
        refused(() -> rooms.rules.restore(RULE, 1, 2, by));
        assertTrue(rooms.playlistStore.all().stream().noneMatch(list -> list.id().equals(LIST)), "nobody is shown it to choose from");
    }

    @Test
    void aWindowThatIsOpenIsNotEndedByPeople() {
        var running = new Rule(RULE, "Opening", Targets.of(Screens.DEFAULT_GROUP), LIST, RuleClass.FIXED, 0, new When.Once(now.minusSeconds(60), now.plusSeconds(120)), 1,
                new ReleaseMark(REF, true));
        rooms.database.write("put", handle -> SqlReleaseWalls.put(handle, running, items, stamp));
        refused(() -> rooms.rules.endNow(RULE, "desk"));
    }

    @Test
    void ordersAreStoredOnceAndKeepWhatScreensSaid() {
        var store = new SqlWallOrderStore(rooms.database);
        Screen north = rooms.screen("North");
        Screen south = rooms.screen("South");
        store.order(REF, List.of(north.id(), south.id()), Verdict.GO, now);
        var go = new WallOrder(north.id(), REF, Verdict.GO, now);
        var unheard = new WallOrder(south.id(), REF, Verdict.GO, now);
        assertEquals(sorted(go, unheard), store.since(now.minusSeconds(1)));
        var heard = new WallOrder(north.id(), REF, Verdict.GO, now, now.plusSeconds(1), 77L);
        store.heard(List.of(heard));
        store.order(REF, List.of(north.id()), Verdict.GO, now.plusSeconds(5));
        assertEquals(sorted(heard, unheard), store.since(now.minusSeconds(1)), "the same order again is none");
        assertEquals(List.of(), store.since(now), "a go of long ago is of no use");
        store.order(REF, List.of(south.id()), Verdict.WITHDRAWN, now);
        assertEquals(List.of(new WallOrder(south.id(), REF, Verdict.WITHDRAWN, now)), store.since(now), "a withdrawal is owed until it is kept");
        assertEquals(new Tokens(Map.of(REF.release(), new Tokens.Heard(3, 77, Block.FOREVER))), store.heard(north.id()));
        store.heard(List.of(new WallOrder(north.id(), REF, Verdict.WITHDRAWN, now, now, 99L)));
        assertEquals(new Tokens(new TreeMap<>(Map.of(REF.release(), new Tokens.Heard(3, 77, 99)))), store.heard(north.id()));
        assertEquals(Tokens.NONE, store.heard(south.id()));
    }

    @Test
    void theGoForAnotherRevisionIsAnotherOrder() {
        var store = new SqlWallOrderStore(rooms.database);
        Screen north = rooms.screen("North");
        store.order(REF, List.of(north.id()), Verdict.GO, now);
        store.heard(List.of(new WallOrder(north.id(), REF, Verdict.GO, now, now, 77L)));
        var next = new ReleaseRef(REF.release(), 4);
        store.order(next, List.of(north.id()), Verdict.GO, now.plusSeconds(9));
        assertEquals(List.of(new WallOrder(north.id(), next, Verdict.GO, now.plusSeconds(9))), store.since(now.minusSeconds(1)));
        store.heard(List.of(new WallOrder(north.id(), REF, Verdict.GO, now, now, 78L)));
        assertEquals(Tokens.NONE, store.heard(north.id()), "what is said of the old one is not said of the new one");
    }

    private static List<WallOrder> sorted(WallOrder one, WallOrder other) {
        return one.screen().compareTo(other.screen()) < 0 ? List.of(one, other) : List.of(other, one);
    }
}
