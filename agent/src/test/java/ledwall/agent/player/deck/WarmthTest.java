package ledwall.agent.player.deck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import ledwall.agent.player.PlayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a spare is waited for that was told to stand by. */
class WarmthTest extends DecksRig {
    /** Just before the five seconds are over. */
    private static final int NEARLY = 4_500;

    @BeforeEach
    void toldToStandByWithTheNextList() {
        playing();
        decks.prepare(new PlayList("two", List.of(new PlayList.Entry("/cache/b", 1000, 25))), 0);
        run(1);
        assertEquals("stand in two", b.told().getLast());
    }

    private void agentStandsStillFor(int millis) {
        world.pause("pc", Duration.ofMillis(millis));
    }

    @Test
    void whoDoesNotComeToStandIsEndedAndAnotherOneStandsInItsPlace() {
        run(NEARLY + 700);
        assertEquals(1, b.timesEnded());
        assertTrue(c.told().contains("open"), c.told().toString());
        c.says().opened(null);
        run(10);
        assertEquals("stand in two", c.told().getLast());
    }

    @Test
    void whoStandsIsLeftAlone() {
        run(NEARLY);
        b.stands("two");
        run(2_000);
        assertEquals(0, b.timesEnded(), b.told().toString());
    }

    @Test
    void whoCameToStandWhileTheAgentStoodStillIsHeardFirst() {
        run(NEARLY);
        agentStandsStillFor(900);
        // Read as soon as it runs again, and behind the timers that are due by then.
        world.after(Duration.ofMillis(901), () -> node.loop().post("mpv said", () -> b.stands("two")));
        run(3_000);
        assertEquals(0, b.timesEnded(), b.told().toString());
    }

    @Test
    void whoDoesNotComeToStandIsEndedAlsoWhereTheAgentStoodStillAsItWasToLook() {
        run(NEARLY);
        agentStandsStillFor(900);
        run(3_000);
        assertEquals(1, b.timesEnded(), "nobody looked again: " + b.told());
    }
}
