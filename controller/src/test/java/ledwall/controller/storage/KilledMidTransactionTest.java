package ledwall.controller.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import ledwall.controller.refusal.Refusal;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was answered stays, what was not is gone, however the writer ends. */
class KilledMidTransactionTest {
    @TempDir Path folder;

    /** Commits playlists {@code 0, 1, 2...} for ever and says each number after its commit; runs in a process of its own. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            try (var database = Database.open(Path.of(args[0]))) {
                for (int i = 0;; i++) {
                    int number = i;
                    database.change("add", handle -> {
                        // Two rows a transaction: half of one would show.
                        add(handle, number + "-left");
                        add(handle, number + "-right");
                    });
                    System.out.println(number);
                    System.out.flush();
                }
            }
        }

        private static void add(Handle handle, String id) {
            handle.execute("INSERT INTO playlist (id, name, revision) VALUES (?, ?, 1)", id, id);
        }
    }

    @Test
    void everyAnsweredCommitSurvivesAKillAndNoneIsHalf() throws IOException, InterruptedException {
        var file = folder.resolve("ledwall.db");
        var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath(),
                "--enable-native-access=ALL-UNNAMED", Writer.class.getName(), file.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        int answered = -1;
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null && answered < 200; line = out.readLine()) {
                if (line.matches("\\d+")) {
                    answered = Integer.parseInt(line);
                }
            }
            process.destroyForcibly();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
        assertTrue(answered >= 200, "the writer ended early, after " + answered);
        try (var database = Database.open(file)) {
            var ids = database.read("list", handle -> handle.createQuery("SELECT id FROM playlist").mapTo(String.class).list());
            assertEquals(0, ids.size() % 2, "no half of a transaction");
            for (int i = 0; i <= answered; i++) {
                assertTrue(ids.contains(i + "-left") && ids.contains(i + "-right"), "transaction " + i + " was answered");
            }
            assertEquals("ok", database.read("check", handle -> handle.createQuery("PRAGMA integrity_check").mapTo(String.class).one()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "memory"})
    void closingDropsTheTransactionThatIsOpenAndItsWriterIsTold(String where) throws Exception {
        var file = folder.resolve("ledwall.db");
        var database = where.equals("file") ? Database.open(file) : Database.inMemory();
        var written = new CountDownLatch(1);
        var closing = new CountDownLatch(1);
        var writer = CompletableFuture.supplyAsync(() -> assertThrows(Refusal.class, () -> database.change("add", handle -> {
            Writer.add(handle, "half");
            written.countDown();
            closing.await();
            if (where.equals("file")) {
                Awaitility.await().atMost(Duration.ofSeconds(10)).ignoreExceptions()
                        .until(() -> assertThrows(Refusal.class, () -> playlists(database)) != null);
            }
        })));
        written.await();
        if (where.equals("file")) {
            closing.countDown();
            database.close();
        } else {
            database.close();
            closing.countDown();
        }
        assertEquals("databaseClosed", writer.get(30, TimeUnit.SECONDS).code());
        if (where.equals("file")) {
            try (var again = Database.open(file)) {
                assertEquals(0, playlists(again));
            }
        }
    }

    @Test
    void readersSeeTheStateBeforeAWriteThatIsNotDone() {
        try (var database = Database.open(folder.resolve("ledwall.db"))) {
            database.change("add", handle -> {
                Writer.add(handle, "new");
                // The reader has a connection of its own, so it neither waits nor sees the row.
                assertEquals(0, playlists(database));
            });
            assertEquals(1, playlists(database));
        }
    }

    /** Also where a test runner has the classes in a loader of its own. */
    private static String classPath() {
        if (Writer.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static int playlists(Database database) {
        return database.read("count", handle -> handle.createQuery("SELECT count(*) FROM playlist").mapTo(int.class).one());
    }
}
