package ledwall.protocol.timesync;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How well three walls keep together over bad lines, at one exchange a second; and that no wall is ever further off than it says, whatever its line does. */
class ClockFiguresTest {
    private static final Logger LOG = LoggerFactory.getLogger(ClockFiguresTest.class);
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    private static final double PPM = 1e-6;

    @ParameterizedTest
    @CsvSource({"0, 0", "100, -100", "200, -200"})
    void spreadOfThreeWallsOverLinesThatJitterByUpTo150MillisecondsEachWay(double first, double second) {
        int runs = 300;
        var spreads = new TreeMap<Integer, long[]>();
        for (int after : new int[] {10, 30, 60, 300, 600}) {
            spreads.put(after, new long[runs]);
        }
        for (int run = 0; run < runs; run++) {
            var walls = new Wall[] {new Wall(run * 3L, first * PPM), new Wall(run * 3L + 1, second * PPM), new Wall(run * 3L + 2, 0)};
            for (int at = 0; at <= 600; at++) {
                for (Wall wall : walls) {
                    wall.exchangeWithin(SECOND);
                }
                long[] spread = spreads.get(at);
                if (spread != null) {
                    long[] errors = Arrays.stream(walls).mapToLong(Wall::error).sorted().toArray();
                    spread[run] = errors[2] - errors[0];
                }
            }
        }
        var said = new StringBuilder("spread of 3 walls, 0-150 ms of jitter each way, drifts 0, %.0f, %.0f ppm, one exchange a second:".formatted(first, second));
        spreads.forEach((after, spread) -> {
            Arrays.sort(spread);
            said.append(" after %d s p50 %.1f p99 %.1f ms;".formatted(after, spread[runs / 2] / 1e6, spread[runs * 99 / 100] / 1e6));
        });
        LOG.info("{}", said);
        assertTrue(spreads.get(600)[runs * 99 / 100] <= 20 * MS, said.toString());
    }

    /** Each line changes its ways again and again: quick, slow one way, jittery, silent; its clock drifts, is slewed, and its agent restarts. */
    @Test
    void theBoundHoldsWhateverTheLineDoes() {
        for (int seed = 0; seed < 200; seed++) {
            var dice = new SplittableRandom(seed);
            var wall = new Wall(seed, (dice.nextDouble() - 0.5) * 400 * PPM);
            wall.exchangeWithin(SECOND);
            for (int change = 0; change < 25; change++) {
                wall.up = dice.nextInt(4) == 0 ? 100 * MS : dice.nextInt(100) * MS;
                wall.down = dice.nextInt(4) == 0 ? 0 : dice.nextInt(100) * MS;
                wall.jitter = dice.nextInt(3) == 0 ? 0 : dice.nextLong(150 * MS);
                wall.slewed = dice.nextInt(3) == 0 ? 0 : (dice.nextDouble() - 0.5) * 600 * PPM;
                if (dice.nextInt(5) == 0) {
                    wall.silence(dice.nextLong(1_800) * SECOND);
                }
                if (dice.nextInt(8) == 0) {
                    wall.restart();
                }
                int seconds = dice.nextInt(1, 90);
                for (int i = 0; i < seconds; i++) {
                    wall.exchangeWithin(SECOND);
                    wall.check(seed, change);
                }
            }
        }
    }

    @Test
    void aRouteThatIsSlowerForGoodCostsHalfTheRoundTripAndNoMore() {
        var wall = new Wall(1, 50 * PPM);
        wall.jitter = 0;
        wall.up = MS;
        wall.down = MS;
        wall.seconds(300);
        assertTrue(wall.slew.boundAt(wall.mono) < 3 * MS);
        wall.down = 60 * MS;
        for (int i = 0; i < 600; i++) {
            wall.exchangeWithin(SECOND);
            wall.check(1, i);
        }
        assertTrue(wall.slew.boundAt(wall.mono) < 33 * MS, "bound " + wall.slew.boundAt(wall.mono));
    }

    /** One agent's clock, and the truth. */
    private static final class Wall {
        private final SplittableRandom dice;
        private final double drift;
        double slewed;
        long up = MS / 20;
        long down = MS / 20;
        long jitter = 150 * MS;
        long mono = 77 * SECOND;
        private long truth = 1_764_000_000L * SECOND;
        private Estimator estimator = new Estimator();
        private Slew slew = new Slew(new Mapping(mono, mono, 0, Long.MAX_VALUE / 4), false);

        Wall(long seed, double drift) {
            this.dice = new SplittableRandom(seed);
            this.drift = drift;
        }

        private void pass(long nanos) {
            mono += nanos;
            truth += nanos + Math.round(nanos * (drift + slewed));
        }

        private long under() {
            return jitter == 0 ? 0 : dice.nextLong(jitter);
        }

        void exchangeWithin(long nanos) {
            long sent = mono;
            pass(up + under());
            long heard = truth;
            pass(MS / 10);
            long answered = truth;
            pass(down + under());
            estimator.add(new Sample(sent, heard, answered, mono));
            slew.follow(estimator.at(mono).orElseThrow());
            pass(Math.max(0, nanos - (mono - sent)));
        }

        void seconds(int count) {
            for (int i = 0; i < count; i++) {
                exchangeWithin(SECOND);
            }
        }

        /** Nobody answers; the mapping goes on. */
        void silence(long nanos) {
            for (long left = nanos; left > 0; left -= SECOND) {
                pass(SECOND);
                slew.follow(estimator.at(mono).orElseThrow());
                check(-1, 0);
            }
        }

        /** Another process of the same boot goes on from what was kept. */
        void restart() {
            Mapping kept = slew.lasting(mono);
            pass(dice.nextLong(120) * SECOND);
            estimator = new Estimator();
            estimator.restore(new Estimate(kept.monoNanos(), kept.timelineNanos() - kept.monoNanos(), kept.drift(), kept.boundNanos()));
            slew = new Slew(kept, true);
            check(-2, 0);
        }

        long error() {
            return slew.mapping().timelineAt(mono) - truth;
        }

        void check(long seed, int at) {
            assertTrue(Math.abs(error()) <= slew.boundAt(mono) + 2, () -> "seed " + seed + ", " + at + ": off by " + error() + ", bound " + slew.boundAt(mono));
        }
    }
}
