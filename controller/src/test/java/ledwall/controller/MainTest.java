package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ledwall.controller.access.AuditStore;
import ledwall.controller.setup.DataFolder;
import ledwall.controller.setup.Settings;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlAuditStore;
import ledwall.protocol.id.Bytes;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private static final String PASSWORD = "yak butter lamp 7";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String input, String... words) {
        out.reset();
        err.reset();
        return Main.run(List.of(words), Map.of(), new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void helpAndVersionAnswerZero() {
        assertEquals(0, run("", "help"));
        assertTrue(said().contains("agents-port=PORT"), said());
        assertEquals(0, run("", "--version"));
        assertTrue(said().startsWith("ledwall "), said());
    }

    @Test
    void wrongUsageAnswers64AndSaysWhatIsWrong() {
        assertEquals(64, run(""));
        assertEquals(64, run("", "srve"));
        assertTrue(said().contains("\"srve\" is no command"), said());
        assertEquals(64, run("", "serve", "--http"));
        assertEquals(64, run("", "user", "add", "--data", folder.toString(), "--role", "operator"));
        assertTrue(said().contains("--name is missing"), said());
        assertEquals(64, run("x\n", "user", "add", "--data", folder.toString(), "--name", "a", "--role", "king", "--password-stdin"));
        assertTrue(said().contains("administrator, operator or technician"), said());
    }

    @Test
    void everyWrongSettingIsToldAtOnceWithASuggestionAnd78() throws IOException {
        Path file = Files.writeString(folder.resolve("c.properties"), "agent-port=7420\nhttp=99999\n");

        assertEquals(78, run("", "serve", "--config", file.toString(), "--lgo", "file"));
        assertTrue(said().contains("agent-port in " + file + " is unknown: did you mean agents-port?"), said());
        assertTrue(said().contains("http in " + file + " must be PORT, but is \"99999\""), said());
        assertTrue(said().contains("--lgo is unknown: did you mean log?"), said());
    }

    @Test
    void plainHttpLeavesTheMachineOnlyWhenAskedTo() throws Settings.Wrong {
        assertEquals(78, run("", "serve", "--http-host", "0.0.0.0", "--data", folder.toString()));
        assertTrue(said().contains("http-off-loopback=yes"), said());
        assertTrue(Settings.read(Map.of("http-host", "0.0.0.0", "http-off-loopback", "yes"), Map.of()).httpLeavesThisMachine());
        assertFalse(Settings.read(Map.of("http-host", "127.0.0.2"), Map.of()).httpLeavesThisMachine());
    }

    @Test
    void thePublicListenerIsOffUnlessAskedForAndNeedsAnAddressThatCanBeTyped() throws Settings.Wrong {
        assertNull(Settings.read(Map.of(), Map.of()).open());
        assertEquals(new Settings.Public("127.0.0.1", 8081, null), Settings.read(Map.of("public", "127.0.0.1:8081"), Map.of()).open());
        assertEquals(new Settings.Public("::", 80, "https://feeds.example"),
            Settings.read(Map.of("public", "[::]:80", "feeds-url", "https://feeds.example/"), Map.of()).open());
        assertEquals(78, run("", "serve", "--public", "0.0.0.0:8081", "--data", folder.toString()));
        assertTrue(said().contains("set feeds-url"), said());
        assertEquals(78, run("", "serve", "--public", "8081", "--data", folder.toString()));
        assertTrue(said().contains("must be HOST:PORT"), said());
    }

    @Test
    void theCommandLineGoesBeforeTheEnvironmentBeforeTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("c.properties"), "http=1\nagents-port=1\nhttp-names=wall.example\n");
        var settings = Settings.read(Map.of("config", file.toString(), "http", "3"),
            Map.of("LEDWALL_HTTP", "2", "LEDWALL_AGENTS_PORT", "2", "LEDWALL_AGENT_PLAYER", "mpv"));

        assertEquals(3, settings.httpPort());
        assertEquals(2, settings.agentsPort());
        assertTrue(settings.httpNames().contains("wall.example"));
        assertTrue(settings.effective().contains("http=3 (--http)\n"), settings.effective());
        assertTrue(settings.effective().contains("log=console (standard)\n"), settings.effective());
    }

    @Test
    void peopleAreAddedListedAndGivenPasswordsByTheCommandLine() {
        String data = folder.resolve("data").toString();

        assertEquals(0, run(PASSWORD + "\n", "user", "add", "--data", data, "--name", "admin", "--role", "administrator", "--password-stdin"), this::said);
        assertEquals(64, run(PASSWORD + "\n", "user", "add", "--data", data, "--name", "admin", "--role", "operator", "--password-stdin"));
        assertTrue(said().contains("Choose another name."), said());
        assertEquals(64, run("short\n", "user", "passwd", "--data", data, "--name", "admin", "--password-stdin"));
        assertEquals(0, run("another butter lamp 8\r\n", "user", "passwd", "--data", data, "--name", "admin", "--password-stdin"), this::said);
        assertEquals(0, run("", "user", "list", "--data", data));
        assertTrue(said().startsWith("admin\tadministrator\t"), said());
        try (var database = Database.open(folder.resolve("data").resolve(RunningController.DATABASE))) {
            var rows = new SqlAuditStore(database).page(Long.MAX_VALUE, 10).stream().map(AuditStore.Row::entry).toList();
            assertEquals(List.of("done", "weakPassword", "nameTaken", "done"), rows.stream().map(entry -> entry.result()).toList());
            assertFalse(rows.toString().contains("butter"), rows.toString());
        }
    }

    private String served() throws IOException {
        Path data = folder.resolve("data");
        assertEquals(0, run(PASSWORD + "\n", "user", "add", "--data", data.toString(), "--name", "admin", "--role", "administrator", "--password-stdin"));
        Files.createDirectories(data.resolve("media/masters"));
        Files.writeString(data.resolve("media/masters").resolve(Bytes.of("yak".getBytes(StandardCharsets.UTF_8)).sha256()), "yak");
        Files.createDirectories(data.resolve("media/scratch"));
        Files.writeString(data.resolve("media/scratch/half"), "half");
        return data.toString();
    }

    @Test
    void backupMadeWhileTheDatabaseIsInUseComesBackWhole() throws Exception {
        String data = served();
        Path copy = folder.resolve("copy");
        Path back = folder.resolve("back");
        try (var serving = Database.open(Path.of(data, RunningController.DATABASE))) {
            serving.change("test", handle -> handle.execute("INSERT INTO pulse (id, beats) VALUES (1, 77)"));
            assertEquals(0, run("", "backup", "--data", data, "--to", copy.toString()), this::said);
        }
        assertTrue(said().startsWith("Copied 2 files, ") && !said().contains("channel.key"), said());
        var check = new ProcessBuilder("sha256sum", "--strict", "-c", "SHA256SUMS").directory(copy.toFile()).redirectErrorStream(true).start();
        assertEquals(0, check.waitFor(), new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.resolve(RunningController.DATABASE))));

        assertEquals(0, run("", "restore", "--data", back.toString(), "--from", copy.toString()), this::said);
        assertEquals("yak", Files.readString(back.resolve("media/masters").resolve(Bytes.of("yak".getBytes(StandardCharsets.UTF_8)).sha256())));
        assertFalse(Files.exists(back.resolve("media/scratch")));
        assertEquals(0, run("", "audit", "--data", back.toString()));
        assertEquals(List.of("restore", "backup", "userAdd"), said().lines().map(line -> line.split("\t")[2]).toList());
        assertEquals(0, run("", "audit", "--most", "1", "--data", back.toString()));
        assertEquals(1, said().lines().count());
        try (var database = Database.open(back.resolve(RunningController.DATABASE))) {
            assertEquals(77, database.<Integer>read("test", handle -> handle.createQuery("SELECT beats FROM pulse").mapTo(int.class).one()));
        }
    }

    @Test
    void whoMakesABackupAndWhoRestoresItIsToldOfTheKeyThatIsNotInIt() throws Exception {
        String data = served();
        Path key = Files.writeString(Path.of(data, "channel.key"), "k".repeat(32));
        Path copy = folder.resolve("copy");
        Path back = folder.resolve("back");
        try (var database = Database.open(Path.of(data, RunningController.DATABASE))) {
            for (String name : List.of("Account", "Feed", "Gone")) {
                database.change("test", handle -> handle.execute("INSERT INTO channel VALUES (?, ?, 'WECHAT', 1, 0, ?)", name, name, name.equals("Gone") ? 1 : null));
            }
            database.change("test", handle -> handle.execute("INSERT INTO channel_secret VALUES ('Account', 'c2VhbGVk')"));
        }
        assertEquals(0, run("", "backup", "--data", data, "--to", copy.toString()), this::said);
        assertTrue(said().contains("It does not hold " + key) && said().contains("anew: \"Account\"."), said());
        assertEquals(0, run("", "restore", "--data", back.toString(), "--from", copy.toString()), this::said);
        assertTrue(said().contains("Put the old channel.key into " + back) && said().contains("anew: \"Account\"."), said());
        try (var files = Files.walk(folder)) {
            assertEquals(List.of(key), files.filter(file -> file.endsWith("channel.key")).toList());
        }
    }

    @Test
    void aBackupByANewerReleaseLeavesTheTablesOfTheOneThatServes() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        String url = "jdbc:sqlite:" + data.resolve(RunningController.DATABASE);
        Flyway.configure().dataSource(url, null, null).locations("classpath:db/migration").target("11").load().migrate();
        assertEquals(0, run("", "backup", "--data", data.toString(), "--to", folder.resolve("copy").toString()), this::said);
        assertEquals(0, run("", "audit", "--data", data.toString()), this::said);
        assertTrue(said().contains("\tbackup\t"), said());
        for (String kept : List.of(url, "jdbc:sqlite:" + folder.resolve("copy").resolve(RunningController.DATABASE))) {
            var tables = Flyway.configure().dataSource(kept, null, null).locations("classpath:db/migration").load().info().current();
            assertEquals("11", Objects.requireNonNull(tables).getVersion().getVersion(), kept);
        }
        Path back = folder.resolve("back");
        assertEquals(0, run("", "restore", "--data", back.toString(), "--from", folder.resolve("copy").toString()), this::said);
    }

    @Test
    void backupThatIsNotWholeOrWouldOverwriteSomethingIsRefusedAndLosesNothing() throws Exception {
        String data = served();
        Path copy = folder.resolve("copy");
        String back = folder.resolve("back").toString();
        assertEquals(69, run("", "backup", "--data", folder.resolve("nothing").toString(), "--to", copy.toString()));
        assertTrue(said().contains("holds no ledwall.db"), said());
        assertEquals(64, run("", "backup", "--data", data));
        assertEquals(64, run("", "audit", "--most", "0", "--data", data));
        assertEquals(0, run("", "backup", "--data", data, "--to", copy.toString()));
        assertEquals(69, run("", "backup", "--data", data, "--to", copy.toString()));
        assertTrue(said().contains("is there already"), said());
        assertEquals(69, run("", "restore", "--from", copy.toString(), "--data", data));
        assertTrue(said().contains("is not empty"), said());
        assertEquals(69, run("", "restore", "--from", folder.toString(), "--data", back));
        assertTrue(said().contains("holds no SHA256SUMS"), said());

        Files.writeString(copy.resolve("media/masters").resolve(Bytes.of("yak".getBytes(StandardCharsets.UTF_8)).sha256()), "yaq");
        assertEquals(69, run("", "restore", "--from", copy.toString(), "--data", back));
        assertTrue(said().contains("nothing was restored"), said());
        assertFalse(Files.exists(folder.resolve("back")));
        Files.writeString(copy.resolve("SHA256SUMS"), "0".repeat(64) + "  ../outside\n");
        assertEquals(69, run("", "restore", "--from", copy.toString(), "--data", back));
        assertTrue(said().contains("cannot be read"), said());
    }

    @Test
    void aBackupIsRestoredToWhereTheDataFolderLinksTo() throws Exception {
        Path copy = folder.resolve("copy");
        assertEquals(0, run("", "backup", "--data", served(), "--to", copy.toString()), this::said);
        // A disk of its own has this at its top.
        Path disk = Files.createDirectories(folder.resolve("disk/ledwall/lost+found")).getParent();
        Path link = Files.createSymbolicLink(folder.resolve("link"), disk);
        assertEquals(0, run("", "restore", "--data", link.toString(), "--from", copy.toString()), this::said);
        assertTrue(Files.isSymbolicLink(link));
        try (var files = Files.list(disk)) {
            assertEquals(List.of("ledwall.db", "lost+found", "media"), files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void mediaThatIsDamagedOnTheDiskIsCopiedAndNamed() throws Exception {
        String data = served();
        Files.writeString(Path.of(data, "media/masters").resolve("0".repeat(64)), "rotten");
        assertEquals(69, run("", "backup", "--data", data, "--to", folder.resolve("copy").toString()));
        assertTrue(said().contains("Damaged on this disk, and copied as it is: media/masters/000"), said());
        assertTrue(Files.exists(folder.resolve("copy/SHA256SUMS")));
    }

    @Test
    void mediaThatTheDatabaseNamesAndTheDiskLacksIsNamed() throws Exception {
        String data = served();
        try (var database = Database.open(Path.of(data, RunningController.DATABASE))) {
            database.change("test", handle -> handle.execute("INSERT INTO rendition VALUES (?, 640, 360, 'COVER', 25, 1, ?, 10, 10)", "a".repeat(64), "b".repeat(64)));
        }
        assertEquals(69, run("", "backup", "--data", data, "--to", folder.resolve("copy").toString()));
        assertTrue(said().contains("Named by the database, and not on this disk: media/renditions/bbb"), said());
    }

    @Test
    void aSecondControllerOverTheSameFolderIsRefused() throws IOException {
        try (var held = DataFolder.hold(folder)) {
            assertEquals(69, run("", "serve", "--data", folder.toString()), () -> held + said());
            assertTrue(said().contains("another controller is serving"), said());
        }
    }
}
