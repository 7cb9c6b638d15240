package ledwall.agent.player.deck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import ledwall.agent.player.Stage;
import org.junit.jupiter.api.Test;

/** What decks do when players, windows and answers come in the wrong order. */
class DecksTest extends DecksRig {
    /** Player a was found with list "one", b with none, and c is gone; the display was just asked which of them is seen. Gives who waits for the answer. */
    private Consumer<Stage.Seen> adopting() {
        decks.open(events);
        a.says().opened(new Player.Adopted("one", 0, now()));
        b.says().opened(new Player.Adopted(null, 0, now()));
        c.says().lost("no player is left of an earlier run");
        run(1);
        return stage.asker().orElseThrow();
    }

    @Test
    void aListThatFailsBetweenItsPictureAndItsInstantIsNotMovedIn() {
        playing();
        cue("two");
        b.says().cued("two", now(), soon());
        assertEquals(b.pid(), stage.shows().getLast());
        assertTrue(stage.awaitsEntrance());
        b.says().failed("two", "broke off");
        assertFalse(stage.awaitsEntrance(), "the entrance of the failed, black player still stands");
    }

    @Test
    void aLateAnswerToWhoIsSeenDoesNotParkWhatIsComing() {
        Consumer<Stage.Seen> asked = adopting();
        // Nobody has answered yet when playout gives up, opens anew and cues.
        decks.drop();
        decks.open(events);
        run(1);
        cue("two");
        assertEquals("run two", a.told().getLast());
        asked.accept(new Stage.Seen.Player(b.pid()));
        a.says().cued("two", now(), soon());
        stage.begin().shown(now());
        assertTrue(a.believesItIsSeen(), "the one on the glass ends itself in 60 s");
    }

    @Test
    void aPlayerThatDiesAsItIsMovedInDoesNotLeaveTheOtherOneParkedUnnoticed() {
        playing();
        cue("two");
        b.says().cued("two", now(), soon());
        // The display has b in and a out by now, yet the death is heard of first.
        Stage.Outcome entrance = stage.begin();
        b.says().lost("died");
        entrance.shown(now());
        stage.shows().clear();
        a.says().cued("two", now(), now());
        run(3_000);
        assertTrue(stage.shows().contains(a.pid()) || heard.contains("lost"), "a plays beside the output, believed to be seen");
    }

    @Test
    void aPlayerThatNeverAnswersDoesNotCostTheHealthyPicture() {
        playing();
        cue("two");
        // Playout drops what has not answered a cue for 3 s.
        run(3_200);
        decks.drop();
        assertEquals(0, a.timesEnded(), "the healthy picture is ended");
        assertEquals(1, b.timesEnded());
    }

    @Test
    void aListThatStoodReadyAndNeverBeginsComesOnByAnotherPlayer() {
        playing();
        cue("one");
        assertTrue(b.told().contains("run one"), b.told().toString());
        run(700);
        assertEquals(1, b.timesEnded());
        assertTrue(a.told().getLast().equals("run one"), a.told().toString());
    }

    @Test
    void whoAnsweredWithinTheCallIsNotOverdue() {
        playing();
        b.isReady();
        cue("one");
        assertTrue(stage.awaitsEntrance());
        run(700);
        assertEquals(0, b.timesEnded(), "the stage owes the answer: " + b.told());
    }

    @Test
    void whoIsAloneIsNotEndedForBeingSlow() {
        playing();
        a.says().lost("died");
        decks.open(events);
        run(1);
        cue("one");
        assertEquals("run one", b.told().getLast());
        run(700);
        assertEquals(0, b.timesEnded());
    }

    @Test
    void anAgentThatStoodStillHearsItsPlayersFirst() {
        playing();
        cue("one");
        world.pause("pc", Duration.ofMillis(900));
        // Read as soon as it runs again, and behind the timers that are due by then.
        world.after(Duration.ofMillis(901), () -> node.loop().post("mpv said", () -> b.says().cued("one", now(), now())));
        run(1_500);
        assertEquals(0, b.timesEnded(), b.told().toString());
        assertTrue(stage.awaitsEntrance());
    }

    @Test
    void whatWasAboutToBeReplacedGoesOnWhereThatIsTakenBack() {
        playing();
        cue("two");
        b.says().cued("two", now(), soon());
        assertTrue(a.told().contains("hold"), a.told().toString());
        b.says().failed("two", "broke off");
        assertEquals("go on", a.told().getLast());
    }

    @Test
    void closedInTheMidstOfAnAdoptionThePictureGoesOn() {
        decks.open(events);
        a.says().opened(new Player.Adopted("one", 0, now()));
        b.says().opened(new Player.Adopted(null, 0, now()));
        // Neither c has answered yet nor the display been asked.
        decks.close(false);
        assertEquals(0, a.timesEnded());
    }

    @Test
    void aPlayerThatDiesWhileOthersAreLookedForIsNotCountedTwice() {
        decks.open(events);
        b.says().opened(new Player.Adopted(null, 0, now()));
        c.says().lost("no player is left of an earlier run");
        b.says().lost("died");
        a.says().opened(new Player.Adopted("one", 0, now()));
        run(5);
        stage.asker().orElseThrow().accept(new Stage.Seen.Player(a.pid()));
        assertFalse(a.believesItIsParked());
        assertTrue(heard.stream().anyMatch(event -> event.startsWith("adopted")), heard.toString());
    }

    @Test
    void aDisplayThatCannotBeAskedParksNobodyAndIsAskedAgain() {
        adopting().accept(new Stage.Seen.Unknown());
        run(1);
        assertFalse(a.believesItIsParked() || b.believesItIsParked(), "the one on the glass ends itself in 60 s");
        assertEquals(List.of(), heard);
        a.says().position("one", 500 * MILLI, now());
        run(300);
        stage.asker().orElseThrow().accept(new Stage.Seen.Player(a.pid()));
        assertEquals(List.of("adopted one at 500"), heard);
        assertTrue(b.believesItIsParked());
    }

    @Test
    void whoMayBeSeenDoesNotStandByWithWhatComesNext() {
        adopting().accept(new Stage.Seen.Unknown());
        prepare("two");
        assertFalse(a.told().contains("stand in two") || b.told().contains("stand in two"), "its first frame may be on the glass");
        stage.asker().orElseThrow().accept(new Stage.Seen.Player(a.pid()));
        run(1_500);
        assertFalse(a.told().contains("stand in two"), "it is the one that is seen");
        assertTrue(b.told().contains("stand in two"), b.told().toString());
    }

    @Test
    void whereItStaysUnknownWhoIsSeenAFreshOneBringsOnWhatComes() {
        adopting().accept(new Stage.Seen.Unknown());
        // Playout gives up what does not come up in time.
        decks.drop();
        decks.open(events);
        assertTrue(c.told().contains("open"), c.told().toString());
        c.says().opened(null);
        run(1);
        assertEquals(List.of("opened"), heard);
        cue("two");
        assertEquals("run two", c.told().getLast());
        c.says().cued("two", now(), soon());
        stage.begin().shown(now());
        assertTrue(c.believesItIsSeen());
    }

    @Test
    void whoIsPerhapsBeingMovedInDoesNotStandByWithWhatComesNext() {
        moving();
        decks.darken();
        prepare("two");
        assertFalse(a.told().contains("stand in two"), "it would be lit in the dark");
        stage.asker().orElseThrow().accept(new Stage.Seen.Player(a.pid()));
        run(1_500);
        assertFalse(a.told().contains("stand in two"), "it is the one that is seen");
    }

    @Test
    void whoWasNotMovedInAfterAllStandsByAgain() {
        moving();
        decks.darken();
        prepare("two");
        stage.asker().orElseThrow().accept(new Stage.Seen.Nobody());
        run(1_500);
        assertTrue(a.told().contains("stand in two"), a.told().toString());
    }

    /** Player a is alone, and the display is about to bring it in. */
    private void moving() {
        decks.open(events);
        for (ScriptedDeck deck : List.of(a, b, c)) {
            deck.says().lost("no player is left of an earlier run");
        }
        a.says().opened(null);
        run(1);
        cue("one");
        a.says().cued("one", now(), soon());
        assertTrue(stage.awaitsEntrance());
    }

    private void prepare(String listId) {
        decks.prepare(new PlayList(listId, List.of(new PlayList.Entry("/cache/a", 1000, 25))), 0);
        run(10);
    }
}
