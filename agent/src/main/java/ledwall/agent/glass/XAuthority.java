package ledwall.agent.glass;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The key to a display, as {@code xauth} keeps it: entries of family, address, display number, kind and key, each a big-endian length and bytes (Xauth(3)). */
final class XAuthority {
    static final String COOKIE = "MIT-MAGIC-COOKIE-1";
    private static final int FAMILY_LOCAL = 256;
    private static final int FAMILY_WILD = 65_535;

    private XAuthority() {}

    /** {@code $XAUTHORITY}, else {@code ~/.Xauthority}. */
    static Path file(Map<String, String> environment, String home) {
        @Nullable String named = environment.get("XAUTHORITY");
        return named == null || named.isEmpty() ? Path.of(home, ".Xauthority") : Path.of(named);
    }

    /** The cookie for the local display of this number; empty where there is none, as for a server that asks for none. */
    static byte[] cookie(Path file, int display) throws IOException {
        if (!Files.isReadable(file)) {
            return new byte[0];
        }
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            while (true) {
                int family = in.readUnsignedShort();
                // The host's name is not compared: the file is this user's, on this machine, for a unix socket.
                in.skipNBytes(in.readUnsignedShort());
                String number = text(in);
                String kind = text(in);
                byte[] key = in.readNBytes(in.readUnsignedShort());
                boolean local = family == FAMILY_LOCAL || family == FAMILY_WILD;
                if (local && kind.equals(COOKIE) && (number.isEmpty() || number.equals(Integer.toString(display)))) {
                    return key;
                }
            }
        } catch (EOFException e) {
            return new byte[0];
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.US_ASCII);
    }
}
