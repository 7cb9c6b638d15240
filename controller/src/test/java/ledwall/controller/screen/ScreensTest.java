package ledwall.controller.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.storage.Rooms;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreensTest {
    private final Rooms rooms = new Rooms();

    @AfterEach
    void close() {
        rooms.close();
    }

    private static void refused(String code, Executable what) {
        var refusal = assertThrows(Refusal.class, what);
        assertEquals(code, refusal.code());
        assertTrue(refusal.cause().endsWith(".") && refusal.advice().endsWith("."), refusal.cause() + " / " + refusal.advice());
    }

    private static Screens.Draft draft(String name, int width, int height) {
        return new Screens.Draft(name, width, height, null, null, null);
    }

    @Test
    void theFirstStartMakesAGroupWithAnEmptyLoopAndTheSecondNone() {
        rooms.groupRoom.ensure();
        var group = rooms.groups.all().getFirst();
        assertEquals(1, rooms.groups.all().size());
        assertEquals(Screens.DEFAULT_GROUP, group.id());
        assertEquals(List.of(), rooms.playlists.byId(group.loop()).items());
    }

    @Test
    void aScreenIsMadeInTheDefaultGroupAndTold() {
        var screen = rooms.screens.create(new Screens.Draft("  西藏 བོད  ", 640, 360, 25, "Asia/Shanghai", null));
        assertEquals(new Screen(screen.id(), "西藏 བོད", Screens.DEFAULT_GROUP, 640, 360, 25, ZoneId.of("Asia/Shanghai")), rooms.screens.byId(screen.id()));
        assertEquals(List.of("SCREEN " + screen.id()), rooms.news());
    }

    @ParameterizedTest
    @CsvSource({"15,360", "8194,360", "640,8194", "640,14", "641,360", "640,361", "-2,360"})
    void sizesOutOfBoundsOrOddAreRefused(int width, int height) {
        refused("sizeInvalid", () -> rooms.screens.create(draft("A", width, height)));
        assertEquals(List.of(), rooms.news());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\0b", "a\u2028b", "\ud800"})
    void namesThatBreakLinesAreRefused(String name) {
        refused("nameInvalid", () -> rooms.screens.create(draft(name, 640, 360)));
    }

    @Test
    void aNameIsCountedInCharactersNotInBytes() {
        rooms.screens.create(draft("བོ".repeat(50), 640, 360));
        refused("nameInvalid", () -> rooms.screens.create(draft("བོ".repeat(51), 640, 360)));
    }

    @Test
    void ratesZonesAndGroupsThatAreNoneAreRefused() {
        refused("frameRateInvalid", () -> rooms.screens.create(new Screens.Draft("A", 640, 360, 24, null, null)));
        refused("zoneInvalid", () -> rooms.screens.create(new Screens.Draft("A", 640, 360, null, "Asia/Nowhere", null)));
        refused("groupUnknown", () -> rooms.screens.create(new Screens.Draft("A", 640, 360, null, null, new GroupId("nowhere"))));
    }

    @Test
    void aGroupHasOneFrameRateUntilItsLastScreenIsGone() {
        var first = rooms.screen("A");
        var faster = new Screens.Draft("B", 640, 360, 50, null, null);
        refused("frameRateDiffers", () -> rooms.screens.create(faster));
        var group = rooms.groupRoom.create("Fast");
        rooms.screens.create(new Screens.Draft("C", 640, 360, 50, null, group.id()));
        rooms.screens.retire(first.id());
        assertEquals(50, rooms.screens.create(faster).frameRate());
    }

    @Test
    void namesAreUniqueAmongLivingScreens() {
        var first = rooms.screen("A");
        var second = rooms.screen("B");
        refused("nameTaken", () -> rooms.screen("A"));
        refused("nameTaken", () -> rooms.rename(second, "A"));
        first = rooms.rename(first, "A");
        assertEquals("A", first.name());
        rooms.screens.retire(first.id());
        assertEquals("A", rooms.rename(second, "A").name());
    }

    @Test
    void aRetiredScreenIsGone() {
        var screen = rooms.screen("A");
        rooms.screens.retire(screen.id());
        assertEquals(Optional.empty(), rooms.screenStore.byId(screen.id()));
        assertEquals(List.of(), rooms.screenStore.all());
        refused("screenUnknown", () -> rooms.screens.retire(screen.id()));
        refused("screenUnknown", () -> rooms.rename(screen, "B"));
        refused("screenUnknown", () -> rooms.screens.byId(new ScreenId("nobody")));
    }

    private static Screens.Edit edit(String name, GroupId group, Integer width, Integer frameRate) {
        return new Screens.Edit(name, group, width, null, frameRate, null);
    }

    private List<String> consequences(Screen screen, Screens.Edit edit) {
        return rooms.screens.check(screen.id(), screen.revision(), edit).consequences().stream().map(Consequence::code).toList();
    }

    @Test
    void anEditChangesWhatItNamesAndCountsTheRevisionUp() {
        var screen = rooms.screen("A");
        var north = rooms.groupRoom.create("North");
        rooms.news();
        var edited = rooms.screens.update(screen.id(), 1, new Screens.Edit(" B ", north.id(), 320, 240, 50, "Asia/Urumqi")).screen();
        assertEquals(new Screen(screen.id(), "B", north.id(), 320, 240, 50, ZoneId.of("Asia/Urumqi"), 2), edited);
        assertEquals(edited, rooms.screens.byId(screen.id()));
        assertEquals(List.of("SCREEN " + screen.id()), rooms.news());
        assertEquals(new Screen(screen.id(), "C", north.id(), 320, 240, 50, ZoneId.of("Asia/Urumqi"), 3), rooms.rename(edited, "C"));
    }

    @Test
    void anEditOfWhatSomebodyElseChangedIsRefused() {
        var screen = rooms.screen("A");
        rooms.rename(screen, "B");
        refused("screenStale", () -> rooms.rename(screen, "C"));
    }

    @Test
    void whatFollowsFromAnEditIsSaidBeforehandAndNothingIsChanged() {
        var screen = rooms.screen("A");
        var north = rooms.groupRoom.create("North");
        rooms.news();
        assertEquals(List.of(), consequences(screen, edit("B", null, null, null)));
        assertEquals(List.of("joinsGroup", "groupLeftEmpty"), consequences(screen, edit("A", north.id(), null, null)));
        assertEquals(List.of("renderedAnew", "agentReconnects"), consequences(screen, edit("A", null, 320, null)));
        assertEquals(List.of("renderedAnew", "agentReconnects", "loopBeginsAnew"), consequences(screen, edit("A", null, null, 50)));
        assertEquals(List.of("zoneShown"), consequences(screen, new Screens.Edit("A", null, null, null, null, "UTC")));
        refused("sizeInvalid", () -> consequences(screen, edit("A", null, 321, null)));
        assertEquals(screen, rooms.screens.byId(screen.id()));
        assertEquals(List.of(), rooms.news());
        var second = rooms.screen("B");
        assertEquals(List.of("joinsGroup"), consequences(second, edit("B", north.id(), null, null)));
    }

    @Test
    void aScreenJoinsOnlyAGroupOfItsOwnFrameRate() {
        var screen = rooms.screen("A");
        rooms.screen("B");
        var north = rooms.groupRoom.create("North");
        rooms.screens.create(new Screens.Draft("C", 640, 360, 50, null, north.id()));
        refused("frameRateDiffers", () -> consequences(screen, edit("A", north.id(), null, null)));
        refused("frameRateDiffers", () -> consequences(screen, edit("A", null, null, 50)));
        refused("groupUnknown", () -> consequences(screen, edit("A", new GroupId("nowhere"), null, null)));
        assertEquals(List.of("joinsGroup", "renderedAnew", "agentReconnects", "loopBeginsAnew"), consequences(screen, edit("A", north.id(), null, 50)));
    }
}
