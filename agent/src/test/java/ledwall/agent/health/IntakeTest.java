package ledwall.agent.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.MediaChunk;

class IntakeTest {
    private static final long MILLI = 1_000_000L;
    private static final MediaHash HASH = new MediaHash("a".repeat(64));

    private final Intake intake = new Intake();

    @Test
    void theRateIsTheMeanOfTheLastSecondsAndNothingWhenNothingComes() {
        assertEquals(0, intake.bytesPerSecond(0));
        for (int i = 0; i < 2_000; i++) {
            intake.add(new MediaChunk(HASH, i * 1_000L, 10_000_000, Bytes.of(new byte[1_000])), i * 10 * MILLI);
        }
        assertEquals(100_000, intake.bytesPerSecond(20_000 * MILLI), 12_000);
        assertEquals(2_000_000, intake.received(HASH));
        assertEquals(0, intake.received(new MediaHash("b".repeat(64))));
        assertEquals(0, intake.bytesPerSecond(31_000 * MILLI));
    }
}
