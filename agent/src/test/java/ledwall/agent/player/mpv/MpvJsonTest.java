package ledwall.agent.player.mpv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines are mpv 0.35.1's own. */
class MpvJsonTest {
    @Test
    void commandsAreOneLineOfJson() {
        assertEquals("{\"request_id\":7,\"command\":[\"seek\",1.5,\"absolute+exact\"]}\n", text(MpvJson.request(7, List.of("seek", 1.5, "absolute+exact"))));
        assertEquals("{\"request_id\":0,\"command\":[\"set_property\",\"pause\",false]}\n", text(MpvJson.request(0, List.of("set_property", "pause", false))));
    }

    @Test
    void answersCarryTheirData() {
        assertEquals(new MpvMessage.Reply(1, true, "success", "mpv 0.35.1"), read("{\"data\":\"mpv 0.35.1\",\"request_id\":1,\"error\":\"success\"}"));
        assertEquals(new MpvMessage.Reply(7, true, "success", 12L), read("{\"data\":{\"playlist_entry_id\":12},\"request_id\":7,\"error\":\"success\"}"));
        assertEquals(new MpvMessage.Reply(9, false, "property unavailable", null), read("{\"request_id\":9,\"error\":\"property unavailable\"}"));
    }

    @Test
    void eventsAreToldApart() {
        assertEquals(new MpvMessage.Changed("time-pos", 2.12), read("{\"event\":\"property-change\",\"id\":1,\"name\":\"time-pos\",\"data\":2.120000}"));
        assertEquals(new MpvMessage.Changed("time-pos", null), read("{\"event\":\"property-change\",\"id\":1,\"name\":\"time-pos\"}"));
        assertEquals(new MpvMessage.StartFile(4), read("{\"event\":\"start-file\",\"playlist_entry_id\":4}"));
        assertEquals(new MpvMessage.EndFile(3, "error", "no audio or video data played"),
            read("{\"event\":\"end-file\",\"reason\":\"error\",\"playlist_entry_id\":3,\"file_error\":\"no audio or video data played\"}"));
        assertEquals(new MpvMessage.PlaybackRestart(), read("{\"event\":\"playback-restart\"}"));
        assertEquals(new MpvMessage.Seek(), read("{\"event\":\"seek\"}"));
        assertEquals(new MpvMessage.Other("video-reconfig"), read("{\"event\":\"video-reconfig\"}"));
    }

    @Test
    void positionsAreReadToTheLastBitHoweverTheyAreWritten() {
        for (String seconds : List.of("0.000000", "733.040000", "0.1", "7199.966667", "123456789.123456", "604799.999999", "0.30000000000000004", "1234567890123.5",
                "-0.040000", "12", "1e3", "1.5e-7", "99999999999999999.5")) {
            assertEquals(new MpvMessage.Changed("time-pos", seconds.equals("12") ? (Object) 12L : Double.valueOf(seconds)), read(position(seconds)), seconds);
        }
        for (String none : List.of("null", "\"1.5\"", "\"-nan\"", "true")) {
            assertEquals(false, read(position(none)).equals(new MpvMessage.Changed("time-pos", 1.5)), none);
        }
        for (String broken : List.of("1.2.3", ".5", "5.", "", "1.5 2", "+1.5")) {
            boolean number = read(position(broken)) instanceof MpvMessage.Changed(String name, Object data) && data instanceof Double;
            assertEquals(false, number, broken);
        }
    }

    @Test
    void aLineIsReadWhereItLiesAmongOthers() {
        byte[] three = ("{\"event\":\"seek\"}\n" + position("2.120000") + "\n{\"event\":\"sta").getBytes(StandardCharsets.UTF_8);
        assertEquals(new MpvMessage.Changed("time-pos", 2.12), MpvJson.message(three, 17, position("2.120000").length()));
        assertEquals(new MpvMessage.Seek(), MpvJson.message(three, 0, 16));
    }

    private static String position(String seconds) {
        return "{\"event\":\"property-change\",\"id\":" + MpvJson.POSITIONS + ",\"name\":\"time-pos\",\"data\":" + seconds + "}";
    }

    @Test
    void numbersMayComeAsText() {
        assertEquals(new MpvMessage.Changed("display-fps", "-nan"), read("{\"event\":\"property-change\",\"id\":1,\"name\":\"display-fps\",\"data\":\"-nan\"}"));
    }

    @Test
    void bytesThatAreNoUtf8AreReplaced() {
        byte[] line = "{\"data\":\"?\",\"request_id\":1,\"error\":\"success\"}".getBytes(StandardCharsets.US_ASCII);
        line[9] = (byte) 0xfd;
        assertEquals(new MpvMessage.Reply(1, true, "success", "\ufffd"), MpvJson.message(line, 0, line.length));
    }

    @Test
    void whatIsNoJsonIsPassedOver() {
        for (String line : List.of("", "garbage", "{\"event\":", "[1,2", "{\"data\":999999999999999999999999}", "nul")) {
            MpvMessage message = read(line);
            assertEquals(false, message instanceof MpvMessage.Changed, line);
        }
        assertInstanceOf(MpvMessage.Other.class, read("garbage"));
    }

    private static MpvMessage read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return MpvJson.message(bytes, 0, bytes.length);
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }
}
