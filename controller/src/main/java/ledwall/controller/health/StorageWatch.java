package ledwall.controller.health;

import java.time.Duration;
import java.util.Optional;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the database now and then, only to see that it can be written: a full or read-only disk shall be known before somebody's edit fails. While it
 * cannot, every screen says so on the board; it ends by itself. On the control loop, but for {@link #failure}.
 */
public final class StorageWatch {
    static final Duration EVERY = Duration.ofSeconds(5);

    private final Runnable probe;
    private final Work work;
    private final Loop loop;
    private final Board board;
    private volatile @Nullable Refusal failure;

    /** @param probe one small transaction that writes; blocking, and throws a {@link Refusal} with a code of its own for each foreseen reason */
    public StorageWatch(Runnable probe, Work work, Loop loop, Board board) {
        this.probe = probe;
        this.work = work;
        this.loop = loop;
        this.board = board;
    }

    /** Begins to watch. */
    public void start() {
        loop.after(EVERY, "watch the database", this::look);
    }

    /** Why the database cannot be written, if so. From any thread. */
    public Optional<Refusal> failure() {
        return Optional.ofNullable(failure);
    }

    private void look() {
        work.submit("storage watch", "try to write the database", this::tried, loop, new Work.Outcome<Optional<Refusal>>() {
            @Override
            public void done(Optional<Refusal> refused) {
                failure = refused.orElse(null);
                board.controllerProblem(refused.map(Refusal::code).orElse(null), refused.map(Refusal::cause).orElse(""),
                        refused.map(Refusal::advice).orElse(""));
                start();
            }

            @Override
            public void failed(Exception cause) {
                start();
            }
        });
    }

    private Optional<Refusal> tried() {
        try {
            probe.run();
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal);
        }
    }
}
