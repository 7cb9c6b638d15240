package ledwall.controller.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import ledwall.controller.access.Role;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.storage.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The database's file gets into trouble under a running controller: nothing acknowledged is lost, people are told, and it mends by itself. Side by side: they mostly wait. */
@Execution(ExecutionMode.CONCURRENT)
class StorageFaultTest {
    /** The watch looks every 5 s, and SQLite waits 5 s for a lock. */
    private static final Duration NOTICED = Duration.ofSeconds(30);
    private static final String LIST = "/api/v1/playlists";

    @TempDir
    Path folder;

    /** Something that goes wrong for as long as it is open. */
    private interface Fault {
        AutoCloseable begin(Database database, Path file) throws Exception;
    }

    private void failsAndMends(Path data, String code, Fault fault) throws Exception {
        Path file = data.resolve("ledwall.db");
        try (var rig = new WebRig(folder, Database.open(file))) {
            var operator = rig.as(Role.OPERATOR);
            assertEquals(201, operator.post("/api/v1/screens", "{\"name\":\"Gate\",\"width\":640,\"height\":360}").status());
            assertEquals(201, operator.post(LIST, "{\"name\":\"Before\"}").status());
            try (var trouble = fault.begin(rig.database, file)) {
                assertTrue(trouble != null);
                var refused = operator.post(LIST, "{\"name\":\"During\"}", "Idempotency-Key", "during");
                assertEquals(503, refused.status(), refused.text());
                assertEquals(code, refused.code());
                assertFalse(refused.json().path("advice").asText().isEmpty());
                assertTrue(operator.get(LIST).text().contains("Before"), "people still see what there is");
                await().atMost(NOTICED).until(() -> rig.stranger().get("/healthz").status() == 503);
                assertTrue(rig.stranger().get("/healthz").text().contains(code));
                await().atMost(NOTICED).until(() -> operator.get("/api/v1/screens").json().at("/items/0/problems").toString().contains(code));
            }
            var again = operator.post(LIST, "{\"name\":\"During\"}", "Idempotency-Key", "during");
            assertEquals(201, again.status(), again.text());
            await().atMost(NOTICED).until(() -> rig.stranger().get("/healthz").status() == 200);
            await().atMost(NOTICED).until(() -> !operator.get("/api/v1/screens").json().at("/items/0/problems").toString().contains(code));
        }
        try (var database = Database.open(file)) {
            var names = database.read("list", handle -> handle.createQuery("SELECT name FROM playlist ORDER BY name").mapTo(String.class).list());
            assertTrue(names.contains("Before") && names.contains("During"), names.toString());
        }
    }

    @Test
    void anotherProgramHoldsTheDatabaseLocked() throws Exception {
        failsAndMends(folder, "databaseBusy", (database, file) -> {
            var other = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (var statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
            }
            return () -> {
                try (var statement = other.createStatement()) {
                    statement.execute("ROLLBACK");
                }
                other.close();
            };
        });
    }

    /** A file system that turns read-only under an open file cannot be had without breaking one; SQLite answers with the same code. */
    @Test
    void theDatabaseBecomesReadOnly() throws Exception {
        failsAndMends(folder, "databaseReadOnly", (database, file) -> {
            database.change("forbid writing", handle -> handle.execute("PRAGMA query_only = ON"));
            return () -> database.change("allow writing", handle -> handle.execute("PRAGMA query_only = OFF"));
        });
    }

    @Test
    void theDiskOfTheDatabaseIsFull() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(runs("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small.toString()), "needs to mount a small disk");
        try {
            failsAndMends(small, "databaseFull", (database, file) -> {
                Path filler = small.resolve("filler");
                fill(filler);
                return () -> Files.delete(filler);
            });
        } finally {
            assertTrue(runs("umount", small.toString()));
        }
    }

    @Test
    void aReadOnlyFileIsNamedAtTheStart() throws Exception {
        Path fixed = Files.createDirectory(folder.resolve("fixed"));
        assumeTrue(runs("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", fixed.toString()), "needs to mount a disk");
        try {
            Database.open(fixed.resolve("ledwall.db")).close();
            assertTrue(runs("mount", "-o", "remount,ro", fixed.toString()));
            var refusal = assertThrows(Refusal.class,
                () -> Database.open(fixed.resolve("ledwall.db")).close());
            assertEquals("databaseReadOnly", refusal.code());
        } finally {
            assertTrue(runs("umount", fixed.toString()));
        }
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertTrue(Files.size(file) > 0, full.toString());
        }
    }

    private static boolean runs(String... words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            out.readAllBytes();
        }
        return process.waitFor() == 0;
    }
}
