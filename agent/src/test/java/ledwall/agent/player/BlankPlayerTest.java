package ledwall.agent.player;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ledwall.agent.player.blank.BlankPlayer;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlankPlayerTest {
    private static final long SECOND = 1_000_000_000L;

    private final SimWorld world = new SimWorld(1);
    private final Node node = world.node("pc");
    private final BlankPlayer player = new BlankPlayer(node.clock(), node.loop());
    private final List<String> heard = new ArrayList<>();
    private final List<Long> late = new ArrayList<>();
    private long startedNanos;

    private final Player.Events events = new SilentEvents() {
        @Override
        public void opened(Player.@Nullable Adopted adopted) {
            heard.add("opened " + adopted);
        }

        @Override
        public void cued(String listId, long atNanos, long runsAtNanos) {
            heard.add("cued " + listId);
        }

        @Override
        public void position(String listId, long positionNanos, long atNanos) {
            late.add(atNanos - startedNanos - positionNanos);
        }

        @Override
        public void failed(String listId, String reason) {
            heard.add("failed");
        }

        @Override
        public void refused(String listId, String reason) {
            heard.add("refused");
        }

        @Override
        public void stumbled(String listId) {
            heard.add("stumbled " + listId);
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

    private void play(int frames) {
        player.open(events);
        world.run(Duration.ofMillis(100));
        startedNanos = node.clock().nanos() + SECOND;
        player.cue(new PlayList("list-1", List.of(new PlayList.Entry("/cache/a", frames, 25))), 0, startedNanos);
    }

    @Test
    void playsByTheClockAndSaysSoOnceASecond() {
        play(25 * 60);
        world.run(Duration.ofSeconds(31));
        assertEquals(List.of("opened null", "cued list-1"), heard);
        assertEquals(31, late.size(), 1);
        assertTrue(late.stream().allMatch(nanos -> Math.abs(nanos) < 1_000_000), late.toString());
    }

    @Test
    void endsWithItsList() {
        play(25 * 5);
        world.run(Duration.ofSeconds(10));
        assertEquals("ended list-1", heard.getLast());
    }

    @Test
    void saysNothingWhileBlack() {
        play(25 * 60);
        world.run(Duration.ofSeconds(5));
        player.black();
        int before = late.size();
        world.run(Duration.ofSeconds(5));
        assertEquals(before, late.size());
    }
}
