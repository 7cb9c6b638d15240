package ledwall.protocol.timesync;

/**
 * What the estimator knows at the monotonic instant {@code monoNanos}: the timeline clock was ahead by {@code offsetNanos}, give or take {@code boundNanos},
 * and runs {@code 1 + drift} times as fast.
 */
public record Estimate(long monoNanos, long offsetNanos, double drift, long boundNanos) {}
