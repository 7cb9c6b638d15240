package ledwall.agent.playout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import ledwall.agent.health.Problems;
import ledwall.protocol.message.Problem;
import ledwall.protocol.timeline.Programme;
import org.junit.jupiter.api.Test;

/** What is told of trouble, and for how long. */
class TroubleTest {
    private long now = 1;
    private final Problems problems = new Problems(() -> now);
    private final Trouble trouble = new Trouble(problems);

    @Test
    void aPlayerThatCannotBeStartedIsOneProblemUntilOneIsUp() {
        look(OutputState.OPENING);
        assertEquals(List.of(), problems.list(), "it is the first one");
        look(OutputState.LOST);
        for (int i = 0; i < 3; i++) {
            look(OutputState.OPENING);
            look(OutputState.LOST);
        }
        assertEquals(List.of(3L), problems.list().stream().map(Problem::sinceNanos).toList(), "an attempt to start one mends nothing");
        look(OutputState.OPENING);
        look(OutputState.IDLE);
        assertEquals(List.of(), problems.list());
    }

    private void look(OutputState output) {
        now++;
        trouble.look(Scene.dark(Long.MAX_VALUE, 25, Rung.BLACK), new Suspects(), output, Programme.EMPTY);
    }
}
