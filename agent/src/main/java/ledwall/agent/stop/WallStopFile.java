package ledwall.agent.stop;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import ledwall.agent.keep.KeptFile;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.message.StopState;
import ledwall.protocol.runtime.Disk;

/**
 * {@code stop/wall.json}, written by {@code ledwall-agent stop} alone and only read by the agent: with one writer a file, no lock is needed, and neither can
 * undo what the other wrote, however one of them is stopped in the midst of it. It stays when the wall is resumed; the latch knows which one it has taken in.
 * Blocking.
 */
public final class WallStopFile {
    public static final String PATH = "stop/wall.json";
    private static final int MAX_BYTES = 4_096;

    private final Disk disk;

    public WallStopFile(Disk disk) {
        this.disk = disk;
    }

    /** The newest stop made at the wall; empty where there never was one. Whatever cannot be understood is one too. */
    public Optional<WallStop> read() throws IOException {
        if (!disk.exists(PATH)) {
            return Optional.empty();
        }
        byte[] bytes = disk.read(PATH, 0, MAX_BYTES);
        String name = Bytes.of(bytes).sha256();
        try {
            JsonObject in = JsonObject.parse(bytes);
            String reason = in.text("reason");
            return Optional.of(new WallStop(name, Instant.parse(in.text("at")), reason.substring(0, Math.min(StopState.MAX_REASON, reason.length()))));
        } catch (JsonException | DateTimeException e) {
            return Optional.of(new WallStop(name, null, ""));
        }
    }

    /**
     * Writes a new stop and forces it. On a full disk an empty file may still find room, and stops the wall as well.
     *
     * @param nonce makes it another stop than one of the same instant
     */
    public WallStop write(Instant at, String reason, String nonce) throws IOException {
        byte[] bytes = JsonWriter.object(out -> out.field("at", at).field("reason", reason).field("nonce", nonce));
        try {
            KeptFile.replace(disk, PATH, bytes);
        } catch (IOException e) {
            damage(e);
        }
        return read().orElseThrow(() -> new IOException(PATH + " was written and is not there"));
    }

    private void damage(IOException full) throws IOException {
        try {
            if (!disk.exists(PATH)) {
                disk.append(PATH, new byte[0]);
            } else if (disk.size(PATH) > 0) {
                // One byte less is another file than the one that was taken in, and no JSON.
                disk.truncate(PATH, disk.size(PATH) - 1);
            } else {
                throw full;
            }
            disk.force(PATH);
        } catch (IOException e) {
            full.addSuppressed(e);
            throw full;
        }
    }
}
