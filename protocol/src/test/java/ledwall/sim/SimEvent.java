package ledwall.sim;

import org.jspecify.annotations.Nullable;

/** Something that will happen at a virtual instant. Events of a node's life die with it; the world's own (the network, the test's script) have none. */
final class SimEvent implements Comparable<SimEvent> {
    final long atNanos;
    final long sequence;
    final @Nullable SimLife life;
    final String name;
    final Runnable task;
    boolean cancelled;

    SimEvent(long atNanos, long sequence, @Nullable SimLife life, String name, Runnable task) {
        this.atNanos = atNanos;
        this.sequence = sequence;
        this.life = life;
        this.name = name;
        this.task = task;
    }

    @Override
    public int compareTo(SimEvent other) {
        return atNanos != other.atNanos ? Long.compare(atNanos, other.atNanos) : Long.compare(sequence, other.sequence);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SimEvent event && event.sequence == sequence;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sequence);
    }
}
