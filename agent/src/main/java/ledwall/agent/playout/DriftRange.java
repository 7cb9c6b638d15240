package ledwall.agent.playout;

import java.util.ArrayDeque;

/** How far the player was from the timeline over the last 5 s. */
final class DriftRange {
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    private record Sample(long atNanos, long errorNanos) {}

    void add(long errorNanos, long nowNanos) {
        forget(nowNanos);
        samples.add(new Sample(nowNanos, errorNanos));
    }

    /** The value furthest from 0. */
    long worst(long nowNanos) {
        forget(nowNanos);
        long earliest = samples.stream().mapToLong(Sample::errorNanos).min().orElse(0);
        long latest = samples.stream().mapToLong(Sample::errorNanos).max().orElse(0);
        return -earliest > latest ? earliest : latest;
    }

    void clear() {
        samples.clear();
    }

    private void forget(long nowNanos) {
        while (!samples.isEmpty() && samples.element().atNanos() < nowNanos - WINDOW_NANOS) {
            samples.remove();
        }
    }
}
