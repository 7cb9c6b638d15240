package ledwall.agent.player.mpv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpeningTimesTest {
    private final OpeningTimes times = OpeningTimes.ofLists();

    private void took(int... millis) {
        for (int each : millis) {
            times.add(Duration.ofMillis(each).toNanos());
        }
    }

    private void expect(int headStartMillis, int leadMillis) {
        assertEquals(Duration.ofMillis(headStartMillis), times.headStart());
        assertEquals(Duration.ofMillis(leadMillis), times.lead());
    }

    @Test
    void whoKnowsLittleDoesNotComeEarly() {
        expect(40, 150);
        took(90, 300);
        expect(40, 150);
        took(90);
        expect(70, 150);
    }

    @Test
    void aSlowMachineIsGivenTimeWithinBounds() {
        took(230, 250, 240, 260, 300, 240, 240, 250);
        expect(100, 280);
        took(2_000, 2_000);
        expect(100, 400);
    }

    @Test
    void oneThatStandsOutIsNoRule() {
        took(60, 70, 60, 65, 3_000, 70, 60, 60);
        expect(40, 150);
    }

    @Test
    void whatIsLongAgoIsForgotten() {
        took(300, 300, 300, 300, 300, 300, 300, 300);
        took(50, 50, 50, 50, 50, 50, 50, 50);
        expect(40, 150);
    }

    @Test
    void aPictureThatComesAtOnceIsAFrameEarlyAtMost() {
        took(10, 10, 10, 10, 10, 10, 10, 10);
        expect(40, 150);
    }

    @Test
    void aSeekIsGivenLessUntilThisMachineTurnsOutToBeSlow() {
        OpeningTimes seeks = OpeningTimes.ofSeeks();
        for (long millis : new long[] {9, 12, 14}) {
            seeks.add(Duration.ofMillis(millis).toNanos());
        }
        assertEquals(Duration.ofMillis(80), seeks.lead());
        for (long millis : new long[] {130, 140, 150}) {
            seeks.add(Duration.ofMillis(millis).toNanos());
        }
        assertEquals(Duration.ofMillis(160), seeks.lead());
    }
}
