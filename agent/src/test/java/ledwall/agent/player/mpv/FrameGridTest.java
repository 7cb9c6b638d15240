package ledwall.agent.player.mpv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import ledwall.agent.player.PlayList;
import org.junit.jupiter.api.Test;

class FrameGridTest {
    private static final long SECOND = 1_000_000_000L;
    private static final PlayList LIST = new PlayList("l", List.of(new PlayList.Entry("a", 25, 25), new PlayList.Entry("b", 30, 30)));

    @Test
    void aFramesOwnStartStays() {
        assertEquals(0, FrameGrid.roundUp(LIST, 0));
        assertEquals(SECOND / 25 * 3, FrameGrid.roundUp(LIST, SECOND / 25 * 3));
        assertEquals(SECOND, FrameGrid.roundUp(LIST, SECOND));
        assertEquals(SECOND + SECOND / 30, FrameGrid.roundUp(LIST, SECOND + SECOND / 30));
    }

    @Test
    void theMiddleOfAFrameBecomesTheNextFrame() {
        assertEquals(SECOND / 25, FrameGrid.roundUp(LIST, 1));
        assertEquals(SECOND, FrameGrid.roundUp(LIST, SECOND - 1));
        assertEquals(SECOND + SECOND / 30, FrameGrid.roundUp(LIST, SECOND + 1));
    }

    @Test
    void theLastFrameIsTheLast() {
        assertEquals(SECOND + 29 * SECOND / 30, FrameGrid.roundUp(LIST, 2 * SECOND - 1));
        assertEquals(SECOND + 29 * SECOND / 30, FrameGrid.roundUp(LIST, 5 * SECOND));
    }

    @Test
    void aPositionBeforeTheListIsItsBeginning() {
        assertEquals(0, FrameGrid.roundUp(LIST, -SECOND));
    }
}
