package ledwall.protocol.message;

import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a technician asks of an agent beside what is on its glass. Came after version 1 was in use: an older agent says nothing of it.
 *
 * @param fetchFiles files that are planned and not yet here; {@code fetchBytes} is what lacks of them
 * @param fetchBytesPerSecond what comes in now; 0 while nothing does
 * @param cover null while nothing covers the picture
 * @param outputDelayMillis how much earlier all is shown because what lies behind the PC holds pictures back; 0 too from an agent that does not say
 */
public record Upkeep(int cacheFiles, long cacheBytes, int fetchFiles, long fetchBytes, long fetchBytesPerSecond, @Nullable LastError lastError,
                     @Nullable Cover cover, int outputDelayMillis) {
    public Upkeep(int cacheFiles, long cacheBytes, int fetchFiles, long fetchBytes, long fetchBytesPerSecond, @Nullable LastError lastError,
                  @Nullable Cover cover) {
        this(cacheFiles, cacheBytes, fetchFiles, fetchBytes, fetchBytesPerSecond, lastError, cover, 0);
    }

    /** The last thing that went wrong, over or not. */
    public record LastError(long atNanos, String code, String text) {
        /** A heartbeat is sent every two seconds: it names an error, the log tells it. */
        public static final int MAX_TEXT = 200;

        public LastError {
            text = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT - 1) + "…" : text;
        }

        static void write(JsonWriter out, LastError error) {
            out.field("atNanos", error.atNanos()).field("code", error.code()).field("text", error.text());
        }

        static LastError read(JsonObject in) {
            return new LastError(in.number("atNanos"), in.text("code"), in.text("text"));
        }
    }

    static void write(JsonWriter out, Upkeep upkeep) {
        out.field("cacheFiles", upkeep.cacheFiles()).field("cacheBytes", upkeep.cacheBytes()).field("fetchFiles", upkeep.fetchFiles())
                .field("fetchBytes", upkeep.fetchBytes()).field("fetchBytesPerSecond", upkeep.fetchBytesPerSecond())
                .object("lastError", upkeep.lastError(), LastError::write).object("cover", upkeep.cover(), Cover::write);
        if (upkeep.outputDelayMillis() != 0) {
            out.field("outputDelayMillis", upkeep.outputDelayMillis());
        }
    }

    static Upkeep read(JsonObject in) {
        JsonObject error = in.objectOrNull("lastError");
        JsonObject cover = in.objectOrNull("cover");
        return new Upkeep(in.integer("cacheFiles"), in.number("cacheBytes"), in.integer("fetchFiles"), in.number("fetchBytes"),
                in.number("fetchBytesPerSecond"), error == null ? null : LastError.read(error), cover == null ? null : Cover.read(cover),
                in.has("outputDelayMillis") ? in.integer("outputDelayMillis") : 0);
    }
}
