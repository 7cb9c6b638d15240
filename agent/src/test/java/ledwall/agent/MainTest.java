package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    @TempDir Path folder;

    @Test
    void helpAndVersionAreNoFailures() {
        assertEquals(0, main("--help"));
        assertTrue(said(out).contains("displayDelayMillis"));
        assertEquals(0, main("--version"));
        assertEquals("", said(err));
    }

    @Test
    void wrongUsageIs64() {
        assertEquals(64, main());
        assertEquals(64, main("dance"));
        assertEquals(64, main("run", "fast"));
        assertEquals(64, main("run", "--data"));
        assertEquals(64, main("run", "--vo", "x11", "--vo", "gpu"));
        assertEquals(64, main("enrol", "--controller", "127.0.0.1:7420"));
        assertEquals("", said(out));
    }

    @Test
    void wrongSettingsAre78() {
        assertEquals(78, main("run", "--data", folder.toString(), "--dispaly", ":1"));
        assertTrue(said(err).contains("did you mean display?"));
    }

    @Test
    void anAgentWithoutAKeyDoesNotRun() {
        assertEquals(78, main("run", "--data", folder.toString()));
        assertTrue(said(err).contains("this agent has no key"));
    }

    @Test
    void aProcessNumberThatCannotBeNotedIsNoReasonNotToRun() throws IOException {
        Files.createDirectory(folder.resolve("agent.pid"));
        assertEquals(78, main("run", "--data", folder.toString()));
        assertTrue(said(err).contains("this agent has no key"));
    }

    @Test
    void anUnreachableControllerIs69() {
        // Port 1 of this machine: nobody listens there.
        assertEquals(69, main("enrol", "--data", folder.toString(), "--controller", "127.0.0.1:1", "--code", "ABCD"));
        assertTrue(said(err).contains("127.0.0.1:1"));
        assertTrue(Files.notExists(folder.resolve("screen.json")));
    }

    @Test
    void statusSaysWhatTheFileSays() throws IOException {
        assertEquals(69, main("status", "--data", folder.toString()));
        Files.writeString(folder.resolve("status.json"), """
            {"agentVersion":"0.1.0","writtenAt":"2026-11-23T01:29:19Z","bootId":"b",
             "link":{"screen":"screen-1","screenName":"\u897f\u5b81","controller":"10.0.0.1:7420","phase":"WELCOMED","why":""},
             "state":"playing","itemId":"item-1","itemName":"\u0f56\u0f7c\u0f51","positionMillis":1500,"driftMillis":-0.7,"droppedFrames":2,"timelineVersion":4,
             "timelineHash":"x","clock":{"locked":true,"offsetMillis":1.0,"boundMillis":0.4,"roundTripMillis":0.2},"freeDiskBytes":1073741824,
             "problems":[{"code":"diskLow","since":"2026-11-23T01:00:00Z","detail":"few bytes"}]}
            """);
        assertEquals(0, main("status", "--data", folder.toString()));
        assertEquals("""
            The agent does not run. What it said last:
            screen        \u897f\u5b81 (screen-1)
            controller    10.0.0.1:7420, welcomed
            on the glass  playing: \u0f56\u0f7c\u0f51 at 1.5 s
            timeline      version 4
            clock         locked within 0.4 ms
            pictures      off by -0.7 ms, 2 dropped
            free disk     1024 MiB
            written       2026-11-23T01:29:19Z by agent 0.1.0
            PROBLEM       diskLow since 2026-11-23T01:00:00Z: few bytes
            """, said(out));
    }

    private int main(String... arguments) {
        out.reset();
        err.reset();
        return Main.main(
                List.of(arguments),
                Map.of("HOME", folder.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
