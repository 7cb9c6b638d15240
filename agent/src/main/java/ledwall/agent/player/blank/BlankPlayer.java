package ledwall.agent.player.blank;

import java.time.Duration;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.timeline.Frames;
import org.jspecify.annotations.Nullable;

/**
 * Plays nothing on no display, exactly by the clock: for load tests, where a thousand agents share a machine. It says its position once a second and dies
 * with its agent, so there is never one to adopt. On the loop.
 */
public final class BlankPlayer implements Player {
    private static final Duration LEAD = Duration.ofMillis(50);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Clock clock;
    private final Loop loop;
    private @Nullable Events events;
    private @Nullable PlayList list;
    private long fromPositionNanos;
    private long fromNanos;
    private double speed = 1;
    private Loop.@Nullable Timer timer;

    public BlankPlayer(Clock clock, Loop loop) {
        this.clock = clock;
        this.loop = loop;
    }

    @Override
    public void open(Events to) {
        events = to;
        list = null;
        later(Duration.ZERO, () -> to.opened(null));
    }

    @Override
    public void prepare(@Nullable PlayList list, long positionNanos) {
        // Nothing takes time here.
    }

    @Override
    public void cue(PlayList next, long positionNanos, long runAtNanos) {
        list = next;
        recue(positionNanos, runAtNanos);
    }

    @Override
    public void recue(long positionNanos, long runAtNanos) {
        Events to = events;
        PlayList playing = list;
        if (to == null || playing == null) {
            return;
        }
        speed = 1;
        fromPositionNanos = positionNanos;
        fromNanos = Math.max(runAtNanos, clock.nanos());
        later(Duration.ZERO, () -> {
            to.cued(playing.id(), clock.nanos(), fromNanos);
            tick(to, playing);
        });
    }

    private void tick(Events to, PlayList playing) {
        long now = clock.nanos();
        if (now >= fromNanos) {
            long position = position(now);
            if (position >= length(playing)) {
                list = null;
                to.ended(playing.id());
                return;
            }
            to.position(playing.id(), position, now);
        }
        // The report may have led to another cue, whose own ticks are then on their way.
        if (list != null && list.id().equals(playing.id()) && timer == null) {
            later(now < fromNanos ? Duration.ofNanos(fromNanos - now) : TICK, () -> tick(to, playing));
        }
    }

    private long position(long now) {
        return fromPositionNanos + Math.round((now - fromNanos) * speed);
    }

    private static long length(PlayList playing) {
        long nanos = 0;
        for (PlayList.Entry entry : playing.entries()) {
            nanos += Frames.toNanos(entry.frames(), entry.frameRate());
        }
        return nanos;
    }

    private void later(Duration delay, Runnable task) {
        if (timer != null) {
            timer.cancel();
        }
        timer = loop.after(delay, "blank player", () -> {
            timer = null;
            task.run();
        });
    }

    @Override
    public void speed(double factor) {
        long now = clock.nanos();
        if (now > fromNanos) {
            fromPositionNanos = position(now);
            fromNanos = now;
        }
        speed = factor;
    }

    @Override
    public void black() {
        list = null;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    @Override
    public void darken() {
        list = null;
    }

    @Override
    public void close(boolean end) {
        black();
        events = null;
    }

    @Override
    public void drop() {
        black();
    }

    @Override
    public Duration lead(String listId) {
        return LEAD;
    }
}
