package ledwall.protocol.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    @ParameterizedTest
    @ValueSource(ints = {25, 30, 50, 60})
    void framesAndInstantsAgreeWithExactArithmetic(int fps) {
        var random = new SplittableRandom(fps);
        for (int i = 0; i < 20_000; i++) {
            long frame = random.nextLong(0, 1L << random.nextInt(1, 36));
            long nanos = Frames.toNanos(frame, fps);
            assertEquals(BigInteger.valueOf(frame).multiply(BigInteger.valueOf(Frames.SECOND)).divide(BigInteger.valueOf(fps)).longValueExact(), nanos);
            assertEquals(frame, Frames.at(nanos, fps), "the instant of a frame shows that frame");
            assertEquals(frame, Frames.at(Frames.toNanos(frame + 1, fps) - 1, fps), "a frame stands until the next one's instant");
            assertEquals(frame, Frames.covering(nanos, fps));
            assertEquals(frame + 1, Frames.covering(nanos + 1, fps));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 30, 50, 60})
    void aYearOfFramesDoesNotDrift(int fps) {
        long year = 365L * 24 * 3600;
        assertEquals(year * Frames.SECOND, Frames.toNanos(year * fps, fps));
        assertTrue(Frames.toNanos(4 * year * fps, fps) > 0, "four years fit into 64 bits");
    }
}
