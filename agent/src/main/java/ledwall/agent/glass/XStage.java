package ledwall.agent.glass;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import ledwall.agent.player.Stage;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stage of an X display. A thread of its own holds the one connection, which lives as long as the agent: what is to be seen at an instant waits for nothing
 * and nobody else. It asks beforehand for all it needs to know; at the instant one request and its answer are left, a fraction of a millisecond. A display that
 * vanishes costs failed outcomes and is dialled until it is back.
 */
public final class XStage implements Stage, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(XStage.class);
    /** A thread that sleeps wakes up late, by tenths of a millisecond: the rest is spent awake. */
    private static final long SPIN_NANOS = 1_000_000;
    /** Windows may have come and gone since the call: asked about once more so long before the instant, which is more than it takes. */
    private static final long REHEARSE_NANOS = 50_000_000;
    /** A player that was started this moment has a socket before it has a window. */
    private static final long PATIENCE_NANOS = 1_000_000_000;
    private static final long RETRY_NANOS = 5_000_000;
    private static final long LOOK_EVERY_NANOS = 250_000_000;
    private static final long TEND_EVERY_NANOS = 1_000_000_000;
    private static final Duration ANSWER = Duration.ofSeconds(6);
    private static final Duration END = Duration.ofSeconds(6);

    private final XLine line;
    private final Clock clock;
    private final Loop loop;
    private final Thread thread;
    private final LinkedBlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Entrance> next = new AtomicReference<>();
    private volatile boolean closed;
    // The rest belongs to the thread.
    private long tendAtNanos;

    private interface Command {
        void run() throws IOException;
    }

    /** A player's entrance that has not happened yet. The cue is the thread's. */
    private static final class Entrance {
        final long pid;
        final long atNanos;
        final Outcome outcome;
        long lookAtNanos;
        boolean rehearsed;
        XStagehand.@Nullable Cue cue;

        Entrance(long pid, long atNanos, long lookAtNanos, Outcome outcome) {
            this.pid = pid;
            this.atNanos = atNanos;
            this.lookAtNanos = lookAtNanos;
            this.outcome = outcome;
        }
    }

    /**
     * @param display a display of this machine, such as {@code :0}
     * @param output the graphics card's name for the output that feeds the screen; empty for all that the display has
     * @param who what to tell another agent that wants the same output, such as this one's process and folder
     */
    public XStage(String display, String output, String who, Clock clock, Loop loop) {
        this.line = new XLine(XDisplay.of(display), output, who, clock);
        this.clock = clock;
        this.loop = loop;
        this.thread = Thread.ofPlatform().name("stage").daemon(true).unstarted(this::run);
        thread.start();
    }

    /**
     * Waits until the display was asked for the output. One that does not answer is no reason not to start: it is dialled until it is there.
     *
     * @throws IOException if the display has no such output, or another agent has it; the message is for people
     */
    public void begin() throws IOException {
        line.begin();
    }

    /** Where the output is on the display, or was as long as it was there; null before that is known. May be called from any thread. */
    Painting.@Nullable Area area() {
        return line.area();
    }

    /** Whether the output sends out what lies there, as far as is known. May be called from any thread. */
    boolean lit() {
        return line.lit();
    }

    XDisplay display() {
        return line.display();
    }

    /** As {@link Glass#troubles} has them. May be called from any thread. */
    Map<String, String> troubles() {
        return line.troubles();
    }

    @Override
    public void show(long pid, long atNanos, Outcome outcome) {
        next.set(new Entrance(pid, atNanos, clock.nanos(), outcome));
        commands.add(() -> { });
    }

    @Override
    public void cancel() {
        next.set(null);
    }

    @Override
    public void ask(List<Long> pids, Consumer<Seen> answer) {
        List<Long> asked = List.copyOf(pids);
        commands.add(() -> {
            Seen found = new Seen.Unknown();
            try {
                if (line.hand() != null) {
                    long pid = line.connected().seen(asked);
                    found = pid == 0 ? new Seen.Nobody() : new Seen.Player(pid);
                }
            } finally {
                Seen seen = found;
                loop.post("who is on the stage", () -> answer.accept(seen));
            }
        });
    }

    @Override
    public String parked() throws IOException {
        var answer = new CompletableFuture<String>();
        commands.add(() -> {
            try {
                line.dial();
                answer.complete(line.connected().parked());
            } catch (IOException e) {
                answer.completeExceptionally(e);
                // Without a connection there is none to be lost.
                if (line.hand() != null) {
                    throw e;
                }
            }
        });
        try {
            return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? "" : e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw line.display().failed("asked", new IOException("no answer within " + ANSWER.toSeconds() + " s", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Lets go of the display: what is shown stays. */
    @Override
    public void close() {
        closed = true;
        commands.add(() -> { });
        try {
            thread.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                turn();
            } catch (IOException | RuntimeException e) {
                line.lose(e);
                forget();
            } catch (InterruptedException e) {
                // Nobody does.
                closed = true;
            }
        }
        line.hangUp();
    }

    /** What was found out on a connection that broke holds no more. */
    private void forget() {
        Entrance coming = next.get();
        if (coming != null) {
            coming.cue = null;
            coming.rehearsed = false;
            coming.lookAtNanos = clock.nanos();
        }
    }

    private void turn() throws IOException, InterruptedException {
        long now = clock.nanos();
        Entrance coming = next.get();
        @Nullable XStagehand hand = line.hand();
        if (coming != null && coming.atNanos - now <= SPIN_NANOS) {
            enter(coming);
            return;
        }
        long until = coming == null ? Long.MAX_VALUE : coming.atNanos - now;
        if (coming != null && hand != null && (now >= coming.lookAtNanos || (!coming.rehearsed && until <= REHEARSE_NANOS))) {
            coming.rehearsed = until <= REHEARSE_NANOS;
            coming.cue = hand.prepare(coming.pid);
            coming.lookAtNanos = coming.cue != null ? Long.MAX_VALUE : now + (coming.rehearsed ? RETRY_NANOS : LOOK_EVERY_NANOS);
        }
        // Nothing that may take long right before an instant.
        boolean time = until > REHEARSE_NANOS;
        if (time && hand == null && now >= line.dialAtNanos()) {
            line.dial();
        }
        if (time && hand != null && now >= tendAtNanos) {
            tendAtNanos = now + TEND_EVERY_NANOS;
            hand.tend();
            line.note();
        }
        Command command = commands.poll(waiting(coming, clock.nanos()), TimeUnit.NANOSECONDS);
        if (command != null) {
            command.run();
        }
    }

    /** How long there is nothing to do but to wait for somebody's call. */
    private long waiting(@Nullable Entrance coming, long now) {
        boolean up = line.hand() != null;
        long due = up ? tendAtNanos : line.dialAtNanos();
        if (coming != null) {
            long instant = coming.atNanos - SPIN_NANOS;
            due = coming.atNanos - now <= REHEARSE_NANOS ? instant : Math.min(due, coming.atNanos - REHEARSE_NANOS);
            due = up ? Math.min(due, coming.lookAtNanos) : due;
        }
        return Math.max(0, due - now);
    }

    private void enter(Entrance coming) throws IOException, InterruptedException {
        while (clock.nanos() < coming.atNanos) {
            Thread.onSpinWait();
        }
        @Nullable XStagehand hand = line.hand();
        if (hand != null && coming.cue == null) {
            coming.cue = hand.prepare(coming.pid);
        }
        if (coming.cue == null || hand == null) {
            wait(coming);
            return;
        }
        // From here on it happens, whoever cancels it now, and its outcome is told.
        if (!next.compareAndSet(coming, null)) {
            return;
        }
        XStagehand.@Nullable Cue done;
        try {
            done = bringIn(hand, coming);
        } catch (IOException | RuntimeException e) {
            fail(coming, "the display failed: " + e.getMessage());
            throw e;
        }
        if (done == null) {
            fail(coming, "the window of player " + coming.pid + " is gone");
            return;
        }
        long atNanos = clock.nanos();
        loop.post("shown on the stage", () -> coming.outcome.shown(atNanos));
        LOG.info("player {} is on the stage, {} ms after its instant", coming.pid, (atNanos - coming.atNanos) / 1_000_000.0);
        hand.park(done.others());
    }

    private static XStagehand.@Nullable Cue bringIn(XStagehand by, Entrance coming) throws IOException {
        XStagehand.@Nullable Cue cue = coming.cue;
        if (cue != null) {
            try {
                by.bringIn(cue);
                return cue;
            } catch (XError changed) {
                LOG.debug("a window that the request named is gone: they are asked about once more");
            }
            cue = by.prepare(coming.pid);
        }
        if (cue != null) {
            by.bringIn(cue);
        }
        return cue;
    }

    /** No window yet, or no display: a moment more. */
    private void wait(Entrance coming) throws IOException, InterruptedException {
        if (clock.nanos() - coming.atNanos > PATIENCE_NANOS) {
            if (next.compareAndSet(coming, null)) {
                fail(coming, line.hand() == null ? line.gone() : "player " + coming.pid + " has no window of its own on display " + line.display().name()
                    + "; a window manager may have taken it: run none");
            }
            return;
        }
        if (line.hand() == null && clock.nanos() >= line.dialAtNanos()) {
            line.dial();
        }
        Command command = commands.poll(RETRY_NANOS, TimeUnit.NANOSECONDS);
        if (command != null) {
            command.run();
        }
    }

    private void fail(Entrance coming, String reason) {
        LOG.warn("player {} cannot be shown: {}", coming.pid, reason);
        loop.post("not shown on the stage", () -> coming.outcome.failed(reason));
    }
}
