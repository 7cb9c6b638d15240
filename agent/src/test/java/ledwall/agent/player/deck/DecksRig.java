package ledwall.agent.player.deck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import ledwall.agent.player.SilentEvents;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;

/** Decks over players and a stage that say nothing by themselves: what is said, and when, is the test's. */
abstract class DecksRig {
    static final long MILLI = 1_000_000L;

    final SimWorld world = new SimWorld(1);
    final Node node = world.node("pc");
    final ScriptedDeck a = new ScriptedDeck('a');
    final ScriptedDeck b = new ScriptedDeck('b');
    final ScriptedDeck c = new ScriptedDeck('c');
    final ScriptedStage stage = new ScriptedStage();
    final Decks decks = new Decks(node.clock(), node.loop(), stage, List.of(a, b, c), Duration.ZERO);
    final List<String> heard = new ArrayList<>();

    final Player.Events events = new SilentEvents() {
        @Override
        public void opened(Player.@Nullable Adopted adopted) {
            heard.add(adopted == null ? "opened" : "adopted " + adopted.listId() + " at " + adopted.positionNanos() / MILLI);
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

    long now() {
        return node.clock().nanos();
    }

    /** The instant of every list that is cued: nothing here waits for it. */
    long soon() {
        return now() + 100 * MILLI;
    }

    void run(long millis) {
        world.run(Duration.ofMillis(millis));
    }

    void cue(String listId) {
        decks.cue(new PlayList(listId, List.of(new PlayList.Entry("/cache/a", 1000, 25))), 0, soon());
    }

    /** Player a is seen with list "one", b stands by in the same list, and c was not started. */
    void playing() {
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
        b.stands("one");
        heard.clear();
    }
}
