package ledwall.protocol.message;

import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/**
 * Something that the agent laid over its picture.
 *
 * @param kind {@code identify}, or the name of a {@link TestPicture}
 * @param untilNanos when it goes by itself
 */
public record Cover(String kind, long untilNanos) {
    public static final String IDENTIFY = "identify";

    static void write(JsonWriter out, Cover cover) {
        out.field("kind", cover.kind()).field("untilNanos", cover.untilNanos());
    }

    static Cover read(JsonObject in) {
        return new Cover(in.text("kind"), in.number("untilNanos"));
    }
}
