package ledwall.controller.rollout;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import ledwall.controller.change.Change;
import org.junit.jupiter.api.Test;

class DeskTest {
    private static final Change RENDITION = new Change(Change.Kind.RENDITION, "master");
    private static final Change PLAYLIST = new Change(Change.Kind.PLAYLIST, "window");

    private final Desk desk = new Desk(0);

    DeskTest() {
        desk.used = new Planning.Used(Set.of("loop"), Set.of(), Set.of());
    }

    @Test
    void onlyWhatTheLastCompilationLookedAtConcernsAnIdleDesk() {
        assertFalse(desk.concerns(RENDITION));
        assertFalse(desk.concerns(PLAYLIST));
        assertTrue(desk.concerns(new Change(Change.Kind.PLAYLIST, "loop")));
    }

    @Test
    void renditionThatArrivesDuringACompilationThatMissedItIsNotLost() {
        desk.running = true;
        assertTrue(desk.concerns(RENDITION));
    }

    @Test
    void playlistEditedAfterACompilationLoadedItForTheFirstTimeIsNotLost() {
        desk.running = true;
        assertTrue(desk.concerns(PLAYLIST));
    }

    @Test
    void whatAltersNoTimelineConcernsNobodyEvenDuringACompilation() {
        desk.running = true;
        assertFalse(desk.concerns(new Change(Change.Kind.AS_RUN, "screen")));
        assertFalse(desk.concerns(new Change(Change.Kind.REVISION, "group")));
    }
}
