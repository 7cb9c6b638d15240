package ledwall.protocol.timesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

/** Exchanges over a simulated line, in which the truth is known. */
class EstimatorTest {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    private static final long LOCKED = 20 * MS;

    @Test
    void truthLiesWithinTheBoundWhateverTheJitterAndTheDrift() {
        for (int seed = 0; seed < 100; seed++) {
            var line = new Line(seed, 150 * MS);
            var estimator = new Estimator();
            var slew = new Slew(new Mapping(0, 0, 0, Long.MAX_VALUE / 4), false);
            for (int i = 0; i < 900; i++) {
                line.exchange(estimator);
                Estimate now = estimator.at(line.mono).orElseThrow();
                assertWithin(line, now.monoNanos() + now.offsetNanos(), now.boundNanos(), "estimate, seed " + seed + ", exchange " + i);
                slew.follow(now);
                line.pass(SECOND);
                assertWithin(line, slew.mapping().timelineAt(line.mono), slew.boundAt(line.mono), "mapping, seed " + seed + ", exchange " + i);
            }
        }
    }

    @Test
    void heavyJitterLocksWithinAMinuteOrTwoAndErrsByMilliseconds() {
        for (int seed = 0; seed < 50; seed++) {
            var line = new Line(seed, 150 * MS);
            var estimator = new Estimator();
            int locked = -1;
            long worst = 0;
            for (int i = 0; i < 600; i++) {
                line.exchange(estimator);
                Estimate now = estimator.at(line.mono).orElseThrow();
                if (locked < 0 && now.boundNanos() <= LOCKED) {
                    locked = i;
                }
                if (i > 120) {
                    worst = Math.max(worst, Math.abs(now.monoNanos() + now.offsetNanos() - line.truth()));
                }
                line.pass(SECOND);
            }
            assertTrue(locked >= 0 && locked <= 150, "seed " + seed + " locked after " + locked);
            assertTrue(worst <= 25 * MS, "seed " + seed + " erred by " + worst);
        }
    }

    @Test
    void aQuietLineLocksWithTheFirstExchangeAndLearnsTheDrift() {
        var line = new Line(7, MS / 5);
        var estimator = new Estimator();
        line.exchange(estimator);
        assertTrue(estimator.at(line.mono).orElseThrow().boundNanos() < MS);
        for (int i = 0; i < 300; i++) {
            line.pass(SECOND);
            line.exchange(estimator);
        }
        assertEquals(line.drift, estimator.at(line.mono).orElseThrow().drift(), 10e-6);
        assertTrue(estimator.roundTripNanos() > 0 && estimator.roundTripNanos() < MS / 2);
    }

    @Test
    void theBoundGrowsWhileNobodyAnswers() {
        var line = new Line(3, MS);
        var estimator = new Estimator();
        line.exchange(estimator);
        long fresh = estimator.at(line.mono).orElseThrow().boundNanos();
        line.pass(3_600 * SECOND);
        Estimate stale = estimator.at(line.mono).orElseThrow();
        assertTrue(stale.boundNanos() >= fresh + (long) (3_600 * SECOND * Estimator.MAX_DRIFT));
        assertWithin(line, stale.monoNanos() + stale.offsetNanos(), stale.boundNanos(), "after an hour");
    }

    @Test
    void aClockThatWasSetElsewhereVoidsWhatWasKnown() {
        var line = new Line(5, MS);
        var estimator = new Estimator();
        for (int i = 0; i < 20; i++) {
            line.exchange(estimator);
            line.pass(SECOND);
        }
        line.timeline += 90 * SECOND;
        line.exchange(estimator);
        Estimate now = estimator.at(line.mono).orElseThrow();
        assertEquals(1, estimator.restarts());
        assertWithin(line, now.monoNanos() + now.offsetNanos(), now.boundNanos(), "after the step");
    }

    @Test
    void aSuccessorGoesOnFromWhatItsPredecessorKnew() {
        var line = new Line(11, 150 * MS);
        var first = new Estimator();
        for (int i = 0; i < 300; i++) {
            line.exchange(first);
            line.pass(SECOND);
        }
        var second = new Estimator();
        second.restore(first.at(line.mono).orElseThrow());
        line.pass(2 * SECOND);
        line.exchange(second);
        Estimate now = second.at(line.mono).orElseThrow();
        assertTrue(now.boundNanos() <= LOCKED * 1.2, "one exchange alone proves 75 ms on this line: " + now.boundNanos());
        assertWithin(line, now.monoNanos() + now.offsetNanos(), now.boundNanos(), "after the restart");
    }

    @Test
    void timestampsThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Sample(10, 0, 0, 9));
        assertThrows(IllegalArgumentException.class, () -> new Sample(10, 5, 4, 11));
        var estimator = new Estimator();
        estimator.add(new Sample(0, 1_000 * SECOND, 1_010 * SECOND, SECOND));
        assertTrue(estimator.at(SECOND).isEmpty(), "a peer that says it took 10 s of our 1 s proves nothing");
    }

    private static void assertWithin(Line line, long shown, long bound, String what) {
        long error = Math.abs(shown - line.truth());
        assertTrue(error <= bound + 1, () -> what + ": off by " + error + " ns, bound " + bound);
    }

    /** A line with jitter to a clock that drifts, and whose drift itself wanders by the 200 ppm that a controller may slew. */
    static final class Line {
        private final SplittableRandom random;
        private final long jitterNanos;
        private final boolean wanders;
        final double drift;
        long mono = 77 * SECOND;
        long timeline = 1_764_000_000L * SECOND;
        private double slewed;

        Line(long seed, long jitterNanos) {
            this.random = new SplittableRandom(seed);
            this.jitterNanos = jitterNanos;
            this.wanders = jitterNanos > 10 * MS;
            this.drift = (random.nextDouble() - 0.5) * 400e-6;
        }

        void pass(long nanos) {
            mono += nanos;
            timeline += nanos + Math.round(nanos * (drift + slewed));
        }

        long truth() {
            return timeline;
        }

        void exchange(Estimator estimator) {
            if (wanders && random.nextInt(30) == 0) {
                slewed = (random.nextDouble() - 0.5) * 400e-6;
            }
            long sent = mono;
            pass(random.nextLong(jitterNanos) + 10_000);
            long received = timeline;
            pass(random.nextLong(MS));
            long answered = timeline;
            pass(random.nextLong(jitterNanos) + 10_000);
            estimator.add(new Sample(sent, received, answered, mono));
        }
    }
}
