package ledwall.agent.stop;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import ledwall.agent.keep.KeptFile;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.runtime.Disk;

/** {@code stop/latch.json}, written by the agent alone. It is read back as it was written, or not at all. Blocking. */
public final class LatchFile {
    public static final String PATH = "stop/latch.json";
    private static final int MAX_BYTES = 8_192;

    private final Disk disk;

    public LatchFile(Disk disk) {
        this.disk = disk;
    }

    /**
     * The latch as it was forced last; empty where there never was one.
     *
     * @throws IOException if it is there and not what was written: whoever reads it must take the wall for stopped
     */
    public Optional<LatchState> read() throws IOException {
        if (!disk.exists(PATH)) {
            return Optional.empty();
        }
        byte[] bytes = disk.read(PATH, 0, MAX_BYTES);
        try {
            LatchState state = state(JsonObject.parse(bytes));
            if (Arrays.equals(bytes, bytes(state))) {
                return Optional.of(state);
            }
            throw new IOException(PATH + " is damaged");
        } catch (JsonException | DateTimeException e) {
            throw new IOException(PATH + " is damaged: " + e.getMessage(), e);
        }
    }

    void write(LatchState state) throws IOException {
        KeptFile.replace(disk, PATH, bytes(state));
    }

    private static byte[] bytes(LatchState state) {
        String sum = Bytes.of(JsonWriter.object(out -> fields(out, state))).sha256();
        return JsonWriter.object(out -> fields(out, state).field("sum", sum));
    }

    private static JsonWriter fields(JsonWriter out, LatchState state) {
        return out.field("revision", state.revision()).field("stopped", state.stopped()).field("picture", state.picture())
                .field("wallStops", state.counted() ? (Long) state.wallStops() : null).field("wallStop", state.wallStop()).field("at", state.at())
                .field("reason", state.reason()).field("origin", state.origin());
    }

    private static LatchState state(JsonObject in) {
        return new LatchState(in.number("revision"), in.truth("stopped"), in.constant("picture", StopPicture.class),
                in.has("wallStops") ? in.number("wallStops") : LatchState.UNCOUNTED, in.text("wallStop"), Instant.parse(in.text("at")), in.text("reason"),
                in.constant("origin", LatchState.Origin.class));
    }
}
