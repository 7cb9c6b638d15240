package ledwall.agent.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    @TempDir Path folder;

    @Test
    void nearerSourcesWin() throws Exception {
        Path file = file("display=:1\nvo=gpu\ndecoderThreads=4\ncontroller=wall.example:7420\n");
        Settings settings = SettingsReader.read(Map.of("config", file.toString(), "display", ":3", "data", "/srv/wall"),
            Map.of("LEDWALL_AGENT_DISPLAY", ":2", "LEDWALL_AGENT_DECODER_THREADS", "2", "HOME", "/home/wall", "LEDWALL_AGENT_OUTPUT", "HDMI-1"));
        assertEquals(new Settings(new Settings.Address("wall.example", 7420), Path.of("/srv/wall"), Settings.PlayerKind.MPV, ":3", "HDMI-1", "gpu", 2, Duration.ZERO),
            settings);
    }

    @Test
    void theEnvironmentMayNameTheFile() throws Exception {
        Path file = file("displayDelayMillis = 40\nplayer = blank\n");
        Settings settings = SettingsReader.read(Map.of(), Map.of("LEDWALL_AGENT_CONFIG", file.toString()));
        assertEquals(Duration.ofMillis(40), settings.displayDelay());
        assertEquals(Settings.PlayerKind.BLANK, settings.player());
        assertNull(settings.controller());
    }

    @Test
    void allProblemsAreToldAtOnce() throws IOException {
        Path file = file("desplay=:1\ncolour=blue\nvo=vlc\n");
        assertEquals(List.of(
            "colour in " + file + " is unknown; known are controller, data, player, display, output, vo, decoderThreads, displayDelayMillis",
            "desplay in " + file + " is unknown: did you mean display?",
            "LEDWALL_AGENT_DISPLY is unknown: did you mean LEDWALL_AGENT_DISPLAY?",
            "--controller must be HOST:PORT, but is \"wall\"",
            "vo in " + file + " must be x11|gpu, but is \"vlc\"",
            "LEDWALL_AGENT_DECODER_THREADS must be 1..16, but is \"many\""),
            problems(Map.of("config", file.toString(), "controller", "wall"), Map.of("LEDWALL_AGENT_DISPLY", ":1", "LEDWALL_AGENT_DECODER_THREADS", "many")));
    }

    @Test
    void aFileThatWasNamedMustBeThere() {
        Path absent = folder.resolve("absent");
        assertEquals(List.of("cannot read " + absent + ": " + absent), problems(Map.of("config", absent.toString()), Map.of()));
    }

    @Test
    void addressesMayBeIpV6() {
        assertEquals(new Settings.Address("::1", 7420), SettingsReader.parseAddress("[::1]:7420"));
        assertEquals("[::1]:7420", new Settings.Address("::1", 7420).toString());
        assertNull(SettingsReader.parseAddress("wall:0"));
        assertNull(SettingsReader.parseAddress("wall:65536"));
        assertNull(SettingsReader.parseAddress("::1:7420"));
        assertNull(SettingsReader.parseAddress(" wall:7420"));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("agent.properties"), text);
    }

    private static List<String> problems(Map<String, String> commandLine, Map<String, String> environment) {
        return String.valueOf(assertThrows(SettingsProblem.class, () -> SettingsReader.read(commandLine, environment)).getMessage()).lines().toList();
    }
}
