package ledwall.agent.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import ledwall.protocol.message.Problem;

class DropWatchTest {
    private static final long S = 1_000_000_000L;

    private final Problems problems = new Problems(() -> 0);
    private final DropWatch watch = new DropWatch(problems);

    @Test
    void framesThatAreDroppedForSecondsAreNamedUntilTheyStop() {
        long dropped = 0;
        for (int second = 0; second < 60; second += 2) {
            dropped += second >= 10 && second < 30 ? 30 : 0;
            watch.look(dropped, second * S);
            boolean many = second >= 12 && second < 38;
            assertEquals(many ? List.of(DropWatch.CODE) : List.of(), problems.list().stream().map(Problem::code).toList(), "at second " + second);
        }
    }

    @Test
    void aFewDropsAndACountThatBeginsAnewAreNoProblem() {
        for (int second = 0; second < 60; second += 2) {
            watch.look(second == 30 ? 0 : second, second * S);
        }
        assertEquals(List.of(), problems.list());
    }
}
