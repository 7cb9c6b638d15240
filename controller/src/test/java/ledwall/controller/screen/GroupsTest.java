package ledwall.controller.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.schedule.Rules;
import ledwall.controller.storage.Rooms;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GroupsTest {
    private final Rooms rooms = new Rooms();

    @AfterEach
    void close() {
        rooms.close();
    }

    private static Refusal refused(String code, Executable what) {
        var refusal = assertThrows(Refusal.class, what);
        assertEquals(code, refusal.code());
        assertTrue(refusal.cause().endsWith(".") && refusal.advice().endsWith("."), refusal.cause() + " / " + refusal.advice());
        return refusal;
    }

    @Test
    void aGroupBringsItsOwnLoop() {
        var group = rooms.groupRoom.create("North");
        assertEquals("North", rooms.playlists.byId(group.loop()).name());
        assertEquals(List.of("PLAYLIST " + group.loop(), "GROUP " + group.id()), rooms.news());
        refused("nameTaken", () -> rooms.groupRoom.create("North"));
    }

    @Test
    void aGroupGetsAnotherNameAndAnotherLoop() {
        var group = rooms.groupRoom.create("North");
        var list = rooms.playlists.create("Fair");
        rooms.news();
        assertEquals(new ScreenGroup(group.id(), "Nord", group.loop(), 2), rooms.groupRoom.update(group.id(), 1, " Nord ", null));
        assertEquals(new ScreenGroup(group.id(), "Nord", list.id(), 3), rooms.groupRoom.update(group.id(), 2, "Nord", list.id()));
        assertEquals(List.of("GROUP " + group.id(), "GROUP " + group.id()), rooms.news());
        refused("groupStale", () -> rooms.groupRoom.update(group.id(), 2, "South", null));
        refused("nameTaken", () -> rooms.groupRoom.update(group.id(), 3, "Default group", null));
        refused("playlistUnknown", () -> rooms.groupRoom.update(group.id(), 3, "Nord", new PlaylistId("nowhere")));
        refused("groupUnknown", () -> rooms.groupRoom.update(new GroupId("nowhere"), 1, "Nord", null));
        assertEquals(list.id(), rooms.groupRoom.byId(group.id()).loop());
    }

    @Test
    void aGroupWithScreensOrRulesStaysAndNamesThem() {
        var group = rooms.groupRoom.create("North");
        var screen = rooms.screens.create(new Screens.Draft("Gate", 640, 360, null, null, group.id()));
        Instant now = rooms.now();
        var rule = rooms.rules.create(new Rules.Draft("Spring", group.id(), group.loop(), now, now.plusSeconds(60), 0));
        var refusal = refused("groupInUse", () -> rooms.groupRoom.delete(group.id(), 1));
        assertTrue(refusal.cause().contains("\"Gate\"") && refusal.cause().contains("\"Spring\""), refusal.cause());
        rooms.screens.retire(screen.id());
        refused("groupInUse", () -> rooms.groupRoom.delete(group.id(), 1));
        rooms.pass(Duration.ofSeconds(60));
        rooms.groupRoom.delete(group.id(), 1);
        assertEquals(Optional.empty(), rooms.groups.byId(group.id()));
        assertEquals(rule, rooms.rules.byId(rule.id()), "what is over stays known");
    }

    @Test
    void aDeletedGroupGivesItsNameFreeAndLeavesItsLoopAsAPlaylist() {
        var group = rooms.groupRoom.create("North");
        refused("groupStale", () -> rooms.groupRoom.delete(group.id(), 2));
        rooms.news();
        rooms.groupRoom.delete(group.id(), 1);
        assertEquals(List.of("GROUP " + group.id()), rooms.news());
        refused("groupUnknown", () -> rooms.groupRoom.delete(group.id(), 1));
        refused("groupUnknown", () -> rooms.screens.create(new Screens.Draft("Gate", 640, 360, null, null, group.id())));
        rooms.playlists.delete(group.loop(), 1);
        assertEquals("North", rooms.groupRoom.create("North").name());
    }

    @Test
    void theLastGroupStays() {
        refused("lastGroup", () -> rooms.groupRoom.delete(Screens.DEFAULT_GROUP, 1));
        rooms.groupRoom.create("North");
        rooms.groupRoom.delete(Screens.DEFAULT_GROUP, 1);
        rooms.groupRoom.ensure();
        assertEquals(List.of("North"), rooms.groups.all().stream().map(ScreenGroup::name).toList());
    }
}
