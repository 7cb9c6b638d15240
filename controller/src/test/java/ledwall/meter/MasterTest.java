package ledwall.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MasterTest {
    @Test
    void sameRateShowsEveryFrameOnce() {
        var master = new Master(1, 250, 25);
        assertEquals(250, master.renditionFrames(25));
        for (int frame = 0; frame < 250; frame++) {
            assertEquals(frame, master.shown(frame, 25));
            assertEquals(frame, master.renditionFrame(frame, 25));
            assertEquals(frame + 1, master.next(frame, 25));
        }
    }

    @Test
    void thirtyFramesBecomeTwentyFiveByLeavingOneOfSixOut() {
        var master = new Master(1, 240, 30);
        assertEquals(200, master.renditionFrames(25));
        assertEquals(List.of(0, 1, 2, 4, 5, 6, 7, 8, 10), IntStream.range(0, 9).mapToObj(k -> master.shown(k, 25)).toList());
        assertEquals(-1, master.renditionFrame(3, 25));
        assertEquals(3, master.renditionFrame(4, 25));
    }

    @Test
    void twentyFiveFramesBecomeThirtyByShowingOneOfFiveTwice() {
        var master = new Master(1, 250, 25);
        assertEquals(300, master.renditionFrames(30));
        assertEquals(List.of(0, 1, 2, 2, 3, 4, 5, 6, 7, 7), IntStream.range(0, 10).mapToObj(k -> master.shown(k, 30)).toList());
        assertEquals(2, master.renditionFrame(2, 30));
        assertEquals(4, master.next(2, 30));
    }

    @Test
    void everyFrameOfARenditionLeadsBackToItself() {
        for (int fps : new int[] {25, 30, 50}) {
            for (int rate : new int[] {25, 30, 50, 60}) {
                var master = new Master(1, 4 * fps, fps);
                var shown = new ArrayList<Integer>();
                for (int k = 0; k < master.renditionFrames(rate); k++) {
                    int first = master.renditionFrame(master.shown(k, rate), rate);
                    assertTrue(first >= 0 && first <= k && master.shown(first, rate) == master.shown(k, rate), fps + " at " + rate + ", frame " + k);
                    shown.add(master.shown(k, rate));
                }
                assertEquals(shown.stream().sorted().toList(), shown);
            }
        }
    }

    @Test
    void stillHasOneFrame() {
        var still = new Master(2, 1, 25);
        assertEquals(0, still.shown(17, 30));
        assertEquals(1, still.renditionFrames(30));
    }
}
