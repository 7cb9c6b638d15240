package ledwall.agent.setup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.message.Handshake;

/** What the enrolment brought: which screen this is, its secret, and the controller that gave it. Kept in {@code screen.json}, which only the owner may read. */
public record ScreenKey(ScreenId screen, String screenName, Bytes key, Settings.Address controller) {
    private static final String FILE = "screen.json";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** @throws SettingsProblem if there is none, or it cannot be used */
    public static ScreenKey read(Path data) throws SettingsProblem {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            throw new SettingsProblem("this agent has no key (" + file
                    + "); add its screen on the controller's page, then run: ledwall-agent enrol --controller HOST:PORT --code CODE");
        }
        try {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new SettingsProblem("others may read the screen's key; run: chmod 600 " + file);
            }
            JsonObject kept = JsonObject.parse(Files.readAllBytes(file));
            Settings.Address controller = SettingsReader.parseAddress(kept.text("controller"));
            if (controller == null) {
                throw new IllegalArgumentException("it names no controller");
            }
            return new ScreenKey(kept.id("screen", ScreenId::new), kept.text("screenName"), kept.bytes("key", Handshake.KEY_BYTES), controller);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsProblem("the screen's key cannot be read (" + file + "): " + e.getMessage() + "; enrol the agent again");
        }
    }

    /** Forced to disk before it returns: the one-time code that bought it is used up. */
    public void write(Path data) throws IOException {
        byte[] text = JsonWriter.object(out -> out
            .field("screen", screen.value())
            .field("screenName", screenName)
            .field("key", key.base64())
            .field("controller", controller.toString()));
        Path part = data.resolve(FILE + ".part");
        Files.deleteIfExists(part);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel out = FileChannel.open(part, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(part, data.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(data)) {
            folder.force(true);
        }
    }
}
