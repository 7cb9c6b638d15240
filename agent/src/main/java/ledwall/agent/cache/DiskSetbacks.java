package ledwall.agent.cache;

import ledwall.agent.health.Problems;

/** A disk that lacks room or fails, and when it is tried again: no file is fetched before. It is a problem until a file has room. On the agent's loop. */
final class DiskSetbacks {
    private static final String FULL = "diskFull";
    private static final long RETRY_NANOS = 30_000_000_000L;
    /** So many times in a row it was given time to recover. */
    private static final int IN_VAIN = 2;

    private final Problems problems;
    private boolean full;
    /** How often it failed since it last took anything. */
    private int failures;
    private long notBeforeNanos;

    DiskSetbacks(Problems problems, long now) {
        this.problems = problems;
        this.notBeforeNanos = now;
    }

    void failed(String why, long now) {
        full = true;
        failures++;
        notBeforeNanos = now + RETRY_NANOS;
        problems.raise(FULL, "media cannot be stored: " + why + ". What is here goes on playing.");
    }

    /** A piece was written. */
    void took() {
        failures = 0;
    }

    /** The next file has room. */
    void room() {
        full = false;
        problems.clear(FULL);
    }

    /** No file lacks any more. */
    void nothingLacks() {
        if (full) {
            failures = 0;
            room();
        }
    }

    boolean inVain() {
        return failures >= IN_VAIN;
    }

    long notBeforeNanos() {
        return notBeforeNanos;
    }
}
