package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import ledwall.protocol.message.LogFailed;
import ledwall.protocol.message.LogPiece;
import ledwall.protocol.message.LogRequest;

/** How an agent's log comes to whoever asks for it. */
class LogSimTest {
    @Test
    void theEndOfTheLogComesInOrderAndBeginsWithAWholeLine() throws IOException {
        var rig = new AgentRig(1);
        String before = lines("before", 20_000);
        String now = lines("now", 9_000);
        rig.disk().append("agent.1.log", before.getBytes(StandardCharsets.UTF_8));
        rig.disk().append("agent.log", now.getBytes(StandardCharsets.UTF_8));
        rig.pass(5);
        rig.controller.askForLog(1, LogRequest.MAX_BYTES);
        rig.pass(5);
        String whole = log(rig, 1);
        assertTrue((before + now).endsWith(whole), "it is the end of both files");
        assertTrue(whole.startsWith("before "), whole.substring(0, 40));
        assertTrue(whole.getBytes(StandardCharsets.UTF_8).length > LogRequest.MAX_BYTES - 100);
        rig.controller.askForLog(2, 1_000);
        rig.pass(1);
        assertTrue(now.endsWith(log(rig, 2)) && log(rig, 2).startsWith("now "));
    }

    @Test
    void anAgentWithoutALogSaysSo() {
        var rig = new AgentRig(2);
        rig.pass(5);
        rig.controller.askForLog(1, 1_000);
        rig.pass(1);
        assertEquals("noLog", rig.controller.last(LogFailed.class).orElseThrow().code());
    }

    @Test
    void twoRequestsAtOnceAreNotMixed() throws IOException {
        var rig = new AgentRig(3);
        rig.disk().append("agent.log", lines("now", 9_000).getBytes(StandardCharsets.UTF_8));
        rig.pass(5);
        rig.controller.askForLog(1, LogRequest.MAX_BYTES);
        rig.controller.askForLog(2, LogRequest.MAX_BYTES);
        rig.pass(5);
        assertEquals("busy", rig.controller.last(LogFailed.class).orElseThrow().code());
        assertEquals(lines("now", 9_000), log(rig, 1));
    }

    private static String log(AgentRig rig, long id) {
        var out = new ByteArrayOutputStream();
        for (LogPiece piece : rig.controller.heard(LogPiece.class)) {
            if (piece.id() == id) {
                assertEquals(out.size(), piece.offset());
                out.writeBytes(piece.text().array());
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String lines(String word, int count) {
        var out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(word).append(" line ").append(i).append(" 屏幕\n");
        }
        return out.toString();
    }
}
