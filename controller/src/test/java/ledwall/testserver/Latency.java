package ledwall.testserver;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** How long a site takes: log-normal around its median. Safe from any thread. */
final class Latency {
    private final Random random;
    private final double medianNanos;
    private final double sigma;

    Latency(Duration median, double sigma, long seed) {
        this.medianNanos = median.toNanos();
        this.sigma = sigma;
        this.random = new Random(seed);
    }

    synchronized Duration draw() {
        return Duration.ofNanos((long) (medianNanos * Math.exp(sigma * random.nextGaussian())));
    }

    void pass() {
        pass(draw());
    }

    static void pass(Duration length) {
        long until = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
