package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ledwall.controller.access.AuditStore;
import ledwall.controller.setup.DataFolder;
import ledwall.controller.setup.Settings;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlAuditStore;
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

    @Test
    void aSecondControllerOverTheSameFolderIsRefused() throws IOException {
        try (var held = DataFolder.hold(folder)) {
            assertEquals(69, run("", "serve", "--data", folder.toString()), () -> held + said());
            assertTrue(said().contains("another controller is serving"), said());
        }
    }
}
