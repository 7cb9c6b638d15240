package ledwall.controller.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import javax.sql.DataSource;
import ledwall.controller.refusal.Refusal;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** How a database file is made, migrated and connected to. */
final class SqliteFile {
    /** Readers at once; SQL here is short, so more would only wait for the same disk. */
    static final int READERS = 4;

    private static final Duration BUSY = Duration.ofSeconds(5);
    /** Longer than any transaction of ours; whoever waits longer is told instead. */
    private static final Duration QUEUE = Duration.ofSeconds(30);

    private SqliteFile() {}

    static void prepare(Path file) {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (!Files.exists(file)) {
                // SQLite gives its -wal and -shm files the mode of the database.
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "databaseMissing", "Could not make the database " + file + ": " + e + ".",
                    "Check that its folder exists and that the controller's user may write there.", new UncheckedIOException(e));
        }
        checkWritable(file);
        try {
            migrate(source(file), "the database " + file);
        } catch (RuntimeException e) {
            throw DatabaseFailure.of("open the database " + file, e);
        }
    }

    static void checkWritable(Path file) {
        if (!Files.isWritable(file)) {
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "databaseReadOnly", "Could not open the database " + file + ": the file cannot be written.",
                    "Give the controller's user write permission on the database file and its folder.");
        }
    }

    static HikariDataSource pool(String name, Path file, int size) {
        var config = new HikariConfig();
        config.setPoolName("ledwall-" + name);
        config.setDataSource(source(file));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(QUEUE.toMillis());
        if (size > 1) {
            // A read that writes is a defect; here it fails at once instead of racing the writer.
            config.setConnectionInitSql("PRAGMA query_only = ON");
        }
        return new HikariDataSource(config);
    }

    static SQLiteDataSource source(Path file) {
        var source = new SQLiteDataSource(settings());
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    static void migrate(DataSource source, String what) {
        try {
            // Flyway by default overlooks migrations of a newer release; an older controller must not write into its tables.
            Flyway.configure().dataSource(source).locations("classpath:db/migration").ignoreMigrationPatterns(new String[0]).load().migrate();
        } catch (FlywayValidateException e) {
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "databaseVersion", "Could not open " + what + ": its tables are not those of this release.",
                    "Start the newest release that was used with it, or restore a backup made by this one.", e);
        }
    }

    private static SQLiteConfig settings() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // FULL: a commit that was answered survives a power cut.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout((int) BUSY.toMillis());
        return config;
    }
}
