package ledwall.agent.player.deck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import ledwall.agent.player.Deck;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import ledwall.agent.player.SilentEvents;
import ledwall.agent.player.Stage;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What decks do when players, windows and answers come in the wrong order. */
class DecksTest {
    private static final long MILLI = 1_000_000L;

    private final SimWorld world = new SimWorld(1);
    private final Node node = world.node("pc");
    private final ScriptedDeck a = new ScriptedDeck('a');
    private final ScriptedDeck b = new ScriptedDeck('b');
    private final ScriptedDeck c = new ScriptedDeck('c');
    private final ScriptedStage stage = new ScriptedStage();
    private final Decks decks = new Decks(node.clock(), node.loop(), stage, List.of(a, b, c), Duration.ZERO);
    private final List<String> heard = new ArrayList<>();

    private final Player.Events events = new SilentEvents() {
        @Override
        public void opened(Player.@Nullable Adopted adopted) {
            heard.add(adopted == null ? "opened" : "adopted " + adopted.listId());
        }

        @Override
        public void cued(String listId, long atNanos, long runsAtNanos) {
            heard.add("cued " + listId);
        }

        @Override
        public void failed(String listId, String reason) {
            heard.add("failed " + listId);
        }

        @Override
        public void refused(String listId, String reason) {
            heard.add("refused " + listId);
        }

        @Override
        public void ended(String listId) {
            heard.add("ended " + listId);
        }

        @Override
        public void lost(String reason) {
            heard.add("lost");
        }
    };

    private long now() {
        return node.clock().nanos();
    }

    /** The instant of every list that is cued: nothing here waits for it. */
    private long soon() {
        return now() + 100 * MILLI;
    }

    private void run(long millis) {
        world.run(Duration.ofMillis(millis));
    }

    private void cue(String listId) {
        decks.cue(new PlayList(listId, List.of(new PlayList.Entry("/cache/a", 1000, 25))), 0, soon());
    }

    /** Player a is seen with list "one", b stands by in the same list, and c was not started. */
    private void playing() {
        decks.open(events);
        for (ScriptedDeck deck : List.of(a, b, c)) {
            deck.says().lost("no player is left of an earlier run");
        }
        a.says().opened(null);
        run(1);
        cue("one");
        a.says().cued("one", now(), soon());
        stage.begin().shown(now());
        run(1_500);
        assertTrue(b.told().contains("open"), b.told().toString());
        b.says().opened(null);
        run(10);
        assertTrue(b.told().contains("stand in one"), b.told().toString());
        b.says().cued("one", now(), Deck.NEVER);
        heard.clear();
    }

    /** Player a was found with list "one", b with none, and c is gone; the display was just asked which of them is seen. Gives who waits for the answer. */
    private LongConsumer adopting() {
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
        LongConsumer asked = adopting();
        // Nobody has answered yet when playout gives up, opens anew and cues.
        decks.drop();
        decks.open(events);
        run(1);
        cue("two");
        assertEquals("run two", a.told().getLast());
        asked.accept(b.pid());
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
        stage.asker().orElseThrow().accept(a.pid());
        assertFalse(a.believesItIsParked());
        assertTrue(heard.stream().anyMatch(event -> event.startsWith("adopted")), heard.toString());
    }

    @Test
    void aDisplayThatCannotBeAskedParksNobody() {
        // 0: it cannot say who is seen.
        adopting().accept(0);
        run(1);
        assertFalse(a.believesItIsParked() || b.believesItIsParked(), "the one on the glass ends itself in 60 s");
        assertEquals(List.of("opened"), heard);
    }
}
