package ledwall.agent.release;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ledwall.agent.keep.KeptFile;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Tokens;
import org.jspecify.annotations.Nullable;

/** {@code release/orders.json}. It is read back as it was written, or not at all. Blocking. */
final class OrdersFile {
    static final String PATH = "release/orders.json";
    /** Far more than the most orders take. */
    private static final int MAX_BYTES = 2 << 20;

    private final Disk disk;

    OrdersFile(Disk disk) {
        this.disk = disk;
    }

    /**
     * What was forced last; empty where there never was anything.
     *
     * @throws IOException if it is there and not what was written: whoever reads it must take every release for withdrawn until a controller has said which are
     */
    Optional<Tokens> read() throws IOException {
        if (!disk.exists(PATH)) {
            return Optional.empty();
        }
        byte[] bytes = disk.read(PATH, 0, MAX_BYTES);
        try {
            Tokens tokens = tokens(JsonObject.parse(bytes));
            if (Arrays.equals(bytes, bytes(tokens))) {
                return Optional.of(tokens);
            }
            throw new IOException(PATH + " is damaged");
        } catch (IllegalArgumentException e) {
            throw new IOException(PATH + " is damaged: " + e.getMessage(), e);
        }
    }

    void write(Tokens tokens) throws IOException {
        KeptFile.replace(disk, PATH, bytes(tokens));
    }

    private static byte[] bytes(Tokens tokens) {
        String sum = Bytes.of(JsonWriter.object(out -> fields(out, tokens))).sha256();
        return JsonWriter.object(out -> fields(out, tokens).field("sum", sum));
    }

    private static JsonWriter fields(JsonWriter out, Tokens tokens) {
        return out.objects("releases", tokens.heard().entrySet(), OrdersFile::release);
    }

    private static void release(JsonWriter out, Map.Entry<ReleaseId, Tokens.Heard> entry) {
        Tokens.Heard heard = entry.getValue();
        out.field("release", entry.getKey()).field("revision", heard.revision()).field("goNanos", known(heard.goNanos()))
                .field("withdrawnNanos", known(heard.withdrawnNanos()));
    }

    private static @Nullable Long known(long nanos) {
        return nanos == Block.FOREVER ? null : (Long) nanos;
    }

    private static Tokens tokens(JsonObject in) {
        var heard = new TreeMap<ReleaseId, Tokens.Heard>();
        for (var entry : in.objects("releases", o -> Map.entry(new ReleaseRef(o.id("release", ReleaseId::new), o.number("revision")),
                new Tokens.Heard(o.number("revision"), nanos(o, "goNanos"), nanos(o, "withdrawnNanos"))))) {
            heard.put(entry.getKey().release(), entry.getValue());
        }
        return new Tokens(heard);
    }

    private static long nanos(JsonObject in, String name) {
        return in.has(name) ? in.number(name) : Block.FOREVER;
    }
}
