package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Something to do at once; {@code name} is one of {@link CommandName}, or unknown to an older agent, which then answers so.
 *
 * @param cover for the commands that lay something over the picture, null for all others
 */
public record Command(String id, String name, @Nullable CoverRequest cover) implements ToAgent {
    @Override
    public void write(JsonWriter out) {
        out.field("id", id).field("name", name).object("cover", cover, CoverRequest::write);
    }

    static Command read(JsonObject in, Bytes attachment) {
        JsonObject cover = in.objectOrNull("cover");
        return new Command(in.text("id"), in.text("name"), cover == null ? null : CoverRequest.read(cover));
    }
}
