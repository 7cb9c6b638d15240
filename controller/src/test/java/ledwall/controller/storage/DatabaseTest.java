package ledwall.controller.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import ledwall.controller.refusal.Refusal;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    @TempDir Path folder;

    private Database database(String where) {
        return where.equals("file") ? Database.open(folder.resolve("ledwall.db")) : Database.inMemory();
    }

    private static void addPlaylist(Handle handle, String id) {
        handle.execute("INSERT INTO playlist (id, name, revision) VALUES (?, ?, 1)", id, "name of " + id);
    }

    private static List<String> playlists(Database database) {
        return database.read("list", handle -> handle.createQuery("SELECT id FROM playlist ORDER BY id").mapTo(String.class).list());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void aTaskThatThrowsLeavesNothingBehindAndSaysWhatWasAttempted(String where) {
        try (var database = database(where)) {
            database.change("add a", handle -> addPlaylist(handle, "a"));
            var failure = assertThrows(DatabaseFailure.class, () -> database.change("add b", handle -> {
                addPlaylist(handle, "b");
                throw new IOException("the cable fell out");
            }));
            assertEquals("Could not add b: the cable fell out", failure.getMessage());
            assertEquals(List.of("a"), playlists(database));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void aRefusalPassesUnchangedAndRollsBack(String where) {
        try (var database = database(where)) {
            var refusal = Refusal.conflict("x", "x is wrong.", "Do y.");
            var thrown = assertThrows(Refusal.class, () -> database.change("add", handle -> {
                addPlaylist(handle, "a");
                throw refusal;
            }));
            assertEquals(refusal, thrown);
            assertEquals(List.of(), playlists(database));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void aReadThatWritesIsRefusedAndTheNextWriteWorks(String where) {
        try (var database = database(where)) {
            assertThrows(RuntimeException.class, () -> database.read("look", handle -> {
                addPlaylist(handle, "a");
                return 1;
            }));
            database.change("add", handle -> addPlaylist(handle, "b"));
            assertEquals(List.of("b"), playlists(database));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void keysThatPointNowhereAreRefused(String where) {
        try (var database = database(where)) {
            var refusal = assertThrows(Refusal.class, () -> database.change("add a group",
                    handle -> handle.execute("INSERT INTO screen_group (id, name, loop_id) VALUES ('g', 'g', 'nowhere')")));
            assertEquals("changedMeanwhile", refusal.code());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void aTransactionInsideATransactionIsADefectNotADeadlock(String where) {
        try (var database = database(where)) {
            var failure = assertThrows(DatabaseFailure.class,
                    () -> database.change("outer", outer -> database.change("inner", inner -> addPlaylist(inner, "a"))));
            assertEquals("Could not outer: transaction inside a transaction: inner", failure.getMessage());
        }
    }

    @Test
    void eachDatabaseInMemoryIsItsOwn() {
        try (var one = Database.inMemory(); var two = Database.inMemory()) {
            one.change("add", handle -> addPlaylist(handle, "a"));
            assertEquals(List.of("a"), playlists(one));
            assertEquals(List.of(), playlists(two));
        }
    }

    @Test
    void whatWasCommittedIsThereAfterReopening() {
        try (var database = database("file")) {
            database.change("add", handle -> addPlaylist(handle, "a"));
        }
        try (var database = database("file")) {
            assertEquals(List.of("a"), playlists(database));
        }
    }

    @Test
    void theFileIsReadableByItsOwnerOnly() throws IOException {
        try (var database = database("file")) {
            database.change("add", handle -> addPlaylist(handle, "a"));
            for (String name : List.of("ledwall.db", "ledwall.db-wal", "ledwall.db-shm")) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))), name);
            }
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsNamedWithANextStep() throws IOException {
        Files.writeString(folder.resolve("ledwall.db"), "not a database at all, ".repeat(100));
        var refusal = assertThrows(Refusal.class, () -> database("file").close());
        assertEquals("databaseCorrupt", refusal.code());
        assertTrue(refusal.cause().contains("ledwall.db") && refusal.advice().contains("backup"), refusal.cause());
    }

    @Test
    void aDatabaseOfANewerReleaseIsNotTouched() {
        try (var database = database("file")) {
            database.change("pretend", handle -> handle.execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, "
                    + "checksum, installed_by, execution_time, success) VALUES (99, '99', 'future', 'SQL', 'V99__future.sql', 1, 'x', 1, 1)"));
        }
        assertEquals("databaseVersion", assertThrows(Refusal.class, () -> database("file").close()).code());
    }

    @Test
    void aDatabaseLockedByAnotherProgramIsNamedWithANextStep() throws SQLException {
        database("file").close();
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledwall.db")); var statement = other.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
            statement.execute("BEGIN EXCLUSIVE");
            var refusal = assertThrows(Refusal.class, () -> database("file").close());
            assertEquals("databaseBusy", refusal.code());
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedWithANextStep() throws IOException {
        Files.writeString(folder.resolve("plain"), "a file where a folder should be");
        var refusal = assertThrows(Refusal.class, () -> Database.open(folder.resolve("plain/ledwall.db")).close());
        assertEquals("databaseMissing", refusal.code());
    }
}
