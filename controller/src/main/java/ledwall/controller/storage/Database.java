package ledwall.controller.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import ledwall.controller.refusal.Refusal;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The durable truth: one SQLite database. Each call is one transaction and returns after its commit is on the disk (or has thrown and changed nothing).
 * Blocking and safe from any thread: writers queue for the one writing connection, readers see the state as of their begin and wait for nobody. In memory
 * there is but one connection, for which readers queue too.
 *
 * <p>The {@code attempt} of a call is an infinitive for people ({@code "store the rule Spring festival"}); it opens every error message.
 */
public final class Database implements AutoCloseable {
    /** Two tries of SQLite at a lock: while another program holds one, requests must not pile up behind each other. */
    private static final Duration MOST_WAIT = Duration.ofSeconds(10);

    private final Jdbi writer;
    private final Jdbi reader;
    private final @Nullable ReentrantLock reading;
    private final ReentrantLock writing;
    private final AutoCloseable connections;
    private volatile boolean closed;

    private Database(Jdbi writer, Jdbi reader, boolean shared, AutoCloseable connections) {
        this.writer = writer;
        this.reader = reader;
        this.connections = connections;
        // Fair: an upload's bookkeeping must not starve behind a stream of as-run batches.
        this.writing = new ReentrantLock(true);
        this.reading = shared ? writing : null;
    }

    /**
     * Opens the file, makes it (mode 600: it holds the screens' keys) if it is absent, and brings its tables up to date.
     *
     * @throws Refusal if it is locked, read-only, damaged, or was written by a newer release
     */
    public static Database open(Path file) {
        SqliteFile.prepare(file);
        return connected(file);
    }

    /**
     * Opens a file that is there and leaves its tables as they are, whichever release made them: a controller of that release may be serving from it, and could
     * neither go on nor start again with newer ones.
     *
     * @throws Refusal if it is locked, read-only or damaged
     */
    public static Database asItIs(Path file) {
        SqliteFile.checkWritable(file);
        return connected(file);
    }

    private static Database connected(Path file) {
        HikariDataSource write = SqliteFile.pool("write", file, 1);
        try {
            HikariDataSource read = SqliteFile.pool("read", file, SqliteFile.READERS);
            return new Database(Jdbi.create(write), Jdbi.create(read), false, () -> {
                read.close();
                write.close();
            });
        } catch (RuntimeException e) {
            write.close();
            throw DatabaseFailure.of("open the database " + file, e);
        }
    }

    /** An empty, migrated database in memory, made in a millisecond or two; it ends with {@link #close}. */
    public static Database inMemory() {
        return inMemory(UnaryOperator.identity());
    }

    /** {@link #inMemory()} over what {@code wrap} makes of its connection: a simulation has it fail. */
    public static Database inMemory(UnaryOperator<Connection> wrap) {
        var connection = wrap.apply(SqliteMemory.connect());
        var jdbi = Jdbi.create(connection);
        return new Database(jdbi, jdbi, true, connection);
    }

    /** Runs the task in a transaction that may not write. */
    public <T extends @Nullable Object> T read(String attempt, SqlTask<T> task) {
        if (reading == null) {
            return transaction(reader, attempt, task);
        }
        lock(reading, attempt);
        try {
            return transaction(reader, attempt, handle -> {
                handle.execute("PRAGMA query_only = ON");
                try {
                    return task.run(handle);
                } finally {
                    handle.execute("PRAGMA query_only = OFF");
                }
            });
        } finally {
            reading.unlock();
        }
    }

    /** Runs the task in a transaction that commits when it returns and rolls back when it throws. */
    public <T extends @Nullable Object> T write(String attempt, SqlTask<T> task) {
        lock(writing, attempt);
        try {
            return transaction(writer, attempt, task);
        } finally {
            writing.unlock();
        }
    }

    /** One small transaction that writes, only to see whether that can be done; throws what {@link #write} throws. */
    public void probe() {
        change("try to write the database", handle -> handle
                .execute("INSERT INTO pulse (id, beats) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET beats = pulse.beats + 1"));
    }

    /** {@link #write} for a task without a result. */
    public void change(String attempt, SqlTask.Silent task) {
        write(attempt, handle -> {
            task.run(handle);
            return true;
        });
    }

    /** Ends all connections. A transaction still open is rolled back as soon as its task returns, which is waited for (for 10 s at most). */
    @Override
    public void close() {
        closed = true;
        try {
            connections.close();
        } catch (Exception e) {
            throw DatabaseFailure.of("close the database", e);
        }
    }

    private <T extends @Nullable Object> T transaction(Jdbi jdbi, String attempt, SqlTask<T> task) {
        try {
            refuseIfClosed(attempt);
            return jdbi.inTransaction((Handle handle) -> {
                T result = task.run(handle);
                refuseIfClosed(attempt);
                return result;
            });
        } catch (Exception e) {
            throw DatabaseFailure.of(attempt, e);
        }
    }

    private void refuseIfClosed(String attempt) {
        if (closed) {
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "databaseClosed", "Could not " + attempt + ": the controller is stopping.",
                    "Try again when it is back.");
        }
    }

    /** A second transaction inside the first would wait for itself forever: say so instead. */
    private static void lock(ReentrantLock lock, String attempt) {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("transaction inside a transaction: " + attempt);
        }
        try {
            if (!lock.tryLock(MOST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Refusal(Refusal.Kind.UNAVAILABLE, "databaseBusy", "Could not " + attempt + ": others have waited for the database for "
                        + MOST_WAIT.toSeconds() + " s.", "Try again; if it goes on, look whether another program keeps the database locked.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "databaseClosed", "Could not " + attempt + ": the controller is stopping.",
                    "Try again when it is back.", e);
        }
    }
}
