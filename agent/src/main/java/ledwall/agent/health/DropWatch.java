package ledwall.agent.health;

import java.util.ArrayDeque;

/** Raises a problem while the player drops so many frames that people see it. On the agent's loop. */
public final class DropWatch {
    static final String CODE = "framesDropped";
    private static final long WINDOW_NANOS = 10_000_000_000L;
    /** A fifth of the frames at 25 a second. */
    static final long RAISE_FROM = 50;
    static final long CLEAR_BELOW = 10;

    private final Problems problems;
    private final ArrayDeque<Count> counts = new ArrayDeque<>();

    private record Count(long atNanos, long frames) {}

    public DropWatch(Problems problems) {
        this.problems = problems;
    }

    /** Takes the count of all frames dropped so far. */
    public void look(long frames, long now) {
        if (!counts.isEmpty() && frames < counts.getLast().frames()) {
            counts.clear(); // Counted anew.
        }
        counts.add(new Count(now, frames));
        while (counts.size() > 1 && now - counts.getFirst().atNanos() > WINDOW_NANOS) {
            counts.remove();
        }
        long dropped = frames - counts.getFirst().frames();
        if (dropped >= RAISE_FROM) {
            problems.raise(CODE, "the player dropped " + dropped + " frames within the last 10 s: movement stutters");
        } else if (dropped < CLEAR_BELOW) {
            problems.clear(CODE);
        }
    }
}
