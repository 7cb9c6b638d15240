package ledwall.agent.player.mpv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines to and from mpv. */
final class MpvJson {
    /** Answers to requests of this number are not waited for. */
    static final long NO_ANSWER = 0;
    /** The number under which positions are asked for. */
    static final int POSITIONS = 2;
    private static final JsonFactory JSON = new JsonFactory();
    /** How mpv begins a report of a position, 25 or more of which come a second. */
    private static final byte[] POSITION = ("{\"event\":\"property-change\",\"id\":" + POSITIONS + ",\"name\":\"time-pos\",\"data\":").getBytes(StandardCharsets.US_ASCII);
    /** Digits of a position: ten years in microseconds have fewer, and all of them a double holds exactly. */
    private static final int MOST_DIGITS = 15;
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

    private MpvJson() {}

    /** A command with its arguments: strings, numbers and truth values. */
    static byte[] request(long requestId, List<?> command) {
        var out = new ByteArrayOutputStream(128);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("request_id", requestId);
            json.writeArrayFieldStart("command");
            for (Object argument : command) {
                switch (argument) {
                    case Long number -> json.writeNumber(number);
                    case Integer number -> json.writeNumber(number);
                    case Double number -> json.writeNumber(number);
                    case Boolean truth -> json.writeBoolean(truth);
                    default -> json.writeString(argument.toString());
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        out.write('\n');
        return out.toByteArray();
    }

    /** Never throws: mpv may send bytes that are no UTF-8 (they become U+FFFD), and a line that is no JSON must not end the conversation. */
    static MpvMessage message(byte[] bytes, int from, int length) {
        double seconds = position(bytes, from, length);
        if (seconds >= 0) {
            return new MpvMessage.Changed("time-pos", seconds);
        }
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        try (JsonParser json = JSON.createParser(text)) {
            return message(fields(json));
        } catch (IOException e) {
            return new MpvMessage.Other("not JSON: " + text.substring(0, Math.min(text.length(), 80)));
        }
    }

    /**
     * The seconds of a report as mpv writes them, digits around a point; -1 where the line is anything else. A parser and its tables for each of these lines would
     * be most of what an agent does on a quiet wall.
     */
    private static double position(byte[] bytes, int from, int length) {
        int at = from + POSITION.length;
        int end = from + length - 1;
        if (at >= end || bytes[end] != '}' || !Arrays.equals(bytes, from, at, POSITION, 0, POSITION.length)) {
            return -1;
        }
        long digits = 0;
        int point = -1;
        for (int i = at; i < end; i++) {
            if (bytes[i] == '.' && point < 0 && i > at) {
                point = i;
            } else if (bytes[i] >= '0' && bytes[i] <= '9') {
                digits = 10 * digits + bytes[i] - '0';
            } else {
                return -1;
            }
        }
        boolean plain = point > 0 && point < end - 1 && end - at - 1 <= MOST_DIGITS;
        // Both are exact, so their quotient is the double nearest to what was written, as any parser has it.
        return plain ? digits / POWERS[end - 1 - point] : -1;
    }

    private static MpvMessage message(Map<String, @Nullable Object> fields) {
        String event = text(fields, "event");
        if (event.isEmpty()) {
            String error = text(fields, "error");
            // Objects are flattened, so the entry's id that loadfile answers with stands beside the answer's own fields.
            if (error.equals("success") && number(fields, "request_id") == NO_ANSWER) {
                return new MpvMessage.Other("an answer that nobody waits for");
            }
            Object data = fields.containsKey("playlist_entry_id") ? fields.get("playlist_entry_id") : fields.get("data");
            return new MpvMessage.Reply(number(fields, "request_id"), error.equals("success"), error, data);
        }
        return switch (event) {
            case "property-change" -> new MpvMessage.Changed(text(fields, "name"), fields.get("data"));
            case "start-file" -> new MpvMessage.StartFile(number(fields, "playlist_entry_id"));
            case "end-file" -> new MpvMessage.EndFile(number(fields, "playlist_entry_id"), text(fields, "reason"), text(fields, "file_error"));
            case "seek" -> new MpvMessage.Seek();
            case "playback-restart" -> new MpvMessage.PlaybackRestart();
            case "log-message" -> new MpvMessage.LogLine(text(fields, "prefix") + ": " + text(fields, "text").strip());
            default -> new MpvMessage.Other(event);
        };
    }

    private static Map<String, @Nullable Object> fields(JsonParser json) throws IOException {
        var out = new HashMap<String, @Nullable Object>();
        String name = "";
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            switch (token) {
                case FIELD_NAME -> name = json.currentName();
                case VALUE_STRING -> out.putIfAbsent(name, json.getText());
                case VALUE_NUMBER_INT -> out.putIfAbsent(name, integer(json));
                case VALUE_NUMBER_FLOAT -> out.putIfAbsent(name, json.getDoubleValue());
                case VALUE_TRUE -> out.putIfAbsent(name, true);
                case VALUE_FALSE -> out.putIfAbsent(name, false);
                default -> { }
            }
        }
        return out;
    }

    private static Object integer(JsonParser json) throws IOException {
        return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? (Object) json.getDoubleValue() : (Object) json.getLongValue();
    }

    private static String text(Map<String, @Nullable Object> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    private static long number(Map<String, @Nullable Object> fields, String name) {
        return fields.get(name) instanceof Long number ? number : -1;
    }
}
