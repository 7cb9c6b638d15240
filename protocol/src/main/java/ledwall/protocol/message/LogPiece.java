package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** A piece of the log, in order; the last one ends at {@code total}. Text in UTF-8, cut anywhere. */
public record LogPiece(long id, int offset, int total, Bytes text) implements ToController {
    /** Deflated it is about a tenth of this: it delays a heartbeat by no more than a chunk of media does. */
    public static final int MAX_BYTES = 64 * 1024;

    public LogPiece {
        if (total < 0 || total > LogRequest.MAX_BYTES || offset < 0 || text.length() > MAX_BYTES || offset + text.length() > total) {
            throw new IllegalArgumentException(text.length() + " bytes at " + offset + " do not lie within a log of " + total + " bytes");
        }
    }

    @Override
    public void write(JsonWriter out) {
        out.field("id", id).field("offset", offset).field("total", total);
    }

    @Override
    public Bytes attachment() {
        return text;
    }

    static LogPiece read(JsonObject in, Bytes attachment) {
        return new LogPiece(in.number("id"), in.integer("offset"), in.integer("total"), attachment);
    }
}
