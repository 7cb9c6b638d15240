package ledwall.agent.player.mpv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines to and from mpv. */
final class MpvJson {
    private static final JsonFactory JSON = new JsonFactory();

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
    static MpvMessage message(byte[] line, int length) {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        try (JsonParser json = JSON.createParser(text)) {
            return message(fields(json));
        } catch (IOException e) {
            return new MpvMessage.Other("not JSON: " + text.substring(0, Math.min(text.length(), 80)));
        }
    }

    private static MpvMessage message(Map<String, @Nullable Object> fields) {
        String event = text(fields, "event");
        if (event.isEmpty()) {
            String error = text(fields, "error");
            // Objects are flattened, so the entry's id that loadfile answers with stands beside the answer's own fields.
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
