package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.cue;
import static ledwall.agent.playout.Samples.loop;
import static ledwall.agent.playout.Samples.programme;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import ledwall.protocol.message.PlayState;
import org.junit.jupiter.api.Test;

class PlayoutSimTest {
    @Test
    void showsTheRightItemAtTheRightInstantOverHours() {
        var wall = new Wall(1);
        wall.screen.eventEvery(5);
        wall.world.clock(Wall.NAME).drift(60);
        wall.set(programme(loop(0, cue("a", 250), cue("b", 175), cue("c", 100))));
        wall.run(Duration.ofHours(3));
        assertEquals(PlayState.PLAYING, wall.playout.status().state());
    }
}
