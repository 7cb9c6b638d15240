package ledwall.agent.link;

import ledwall.protocol.runtime.Entropy;

/**
 * How long to wait before the next try: decorrelated jitter, as in "Exponential Backoff And Jitter" of the AWS Architecture Blog. A thousand agents that lose
 * their controller at one instant come back spread out.
 */
final class Backoff {
    static final long LEAST_NANOS = 250_000_000L;
    static final long MOST_NANOS = 15_000_000_000L;

    private final Entropy entropy;
    private long last = LEAST_NANOS;

    Backoff(Entropy entropy) {
        this.entropy = entropy;
    }

    long next() {
        last = Math.min(MOST_NANOS, LEAST_NANOS + entropy.below(3 * last - LEAST_NANOS));
        return last;
    }

    /** Trying sooner cannot help: the controller said no. */
    long longest() {
        last = MOST_NANOS;
        return MOST_NANOS - entropy.below(MOST_NANOS / 3);
    }

    void reset() {
        last = LEAST_NANOS;
    }
}
