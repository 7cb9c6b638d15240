package ledwall.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

import org.jspecify.annotations.Nullable;

import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;

/**
 * Gives each part of an agent its turn: when it asked for one, together with all others when something happened, and at least once a second. One timer serves
 * them all. A part that looks ten times a second does not cost nine others theirs: on a PC that plays a film, what an agent takes is taken from the film. On the
 * agent's loop.
 */
final class Turns {
    /** So that a wall clock that steps, or a deadline that was missed, is seen. */
    private static final long LONGEST_SLEEP_NANOS = 1_000_000_000L;

    private final Clock clock;
    private final Loop loop;
    private final List<Part> parts = new ArrayList<>();
    private Loop.@Nullable Timer timer;
    private long armedForNanos;
    private long allAtNanos;
    private boolean woken;
    private boolean ended;

    /** A part, and when it wants its next turn. */
    private static final class Part {
        final LongUnaryOperator step;
        long dueNanos;

        Part(LongUnaryOperator step) {
            this.step = step;
        }
    }

    Turns(Clock clock, Loop loop) {
        this.clock = clock;
        this.loop = loop;
    }

    /** @param step acts on what is due at this monotonic instant, and returns when to be called next */
    void add(LongUnaryOperator step) {
        parts.add(new Part(step));
    }

    /** Something happened: all have a turn soon. Also before {@link #begin}. */
    void wake() {
        if (!woken && !ended) {
            woken = true;
            loop.post("agent step", this::all);
        }
    }

    /** All have their turn now. */
    void begin() {
        all();
    }

    void end() {
        ended = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    private void all() {
        woken = false;
        allAtNanos = clock.nanos();
        step();
    }

    private void step() {
        if (ended) {
            return;
        }
        long now = clock.nanos();
        boolean all = now >= allAtNanos;
        if (all) {
            allAtNanos = now + LONGEST_SLEEP_NANOS;
        }
        long next = allAtNanos;
        RuntimeException failure = null;
        for (Part part : parts) {
            if (all || now >= part.dueNanos) {
                try {
                    part.dueNanos = part.step.applyAsLong(now);
                } catch (RuntimeException e) {
                    // The loop logs and counts it, once the other parts had their turn.
                    failure = failure == null ? e : failure;
                    part.dueNanos = Long.MAX_VALUE;
                }
            }
            next = Math.min(next, part.dueNanos);
        }
        arm(next, now);
        if (failure != null) {
            throw failure;
        }
    }

    private void arm(long next, long now) {
        if (timer != null && armedForNanos == next) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        armedForNanos = next;
        timer = loop.after(Duration.ofNanos(Math.max(1, next - now)), "agent step", () -> {
            timer = null;
            step();
        });
    }
}
