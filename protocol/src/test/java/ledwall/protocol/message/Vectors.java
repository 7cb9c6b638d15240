package ledwall.protocol.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import ledwall.protocol.json.WireName;

/** What stands below {@code vectors}, for the tests of every module: each message's frame, and streams that must be refused. */
public final class Vectors {
    private static final Pattern FROM = Pattern.compile("# from the (agent|controller), (greeting|welcomed)");
    private static final Pattern CLOSES = Pattern.compile("# closes (\\w+): (.*)");

    private Vectors() {}

    /**
     * A stream of which the last frame must be refused.
     *
     * @param fromAgent who sends it
     * @param phase how far the connection is
     * @param reason what the goodbye that answers it names
     * @param detail what that goodbye says
     */
    public record Malformed(String name, boolean fromAgent, Phase phase, GoodbyeReason reason, String detail, byte[] stream) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The frame of each message without its length field, by the message's name. */
    public static Map<String, byte[]> messages() {
        var out = new LinkedHashMap<String, byte[]>();
        for (String line : read("messages.txt", file -> Files.readAllLines(file))) {
            out.put(line.substring(0, line.indexOf(' ')), HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1)));
        }
        return out;
    }

    public static List<Malformed> malformed() {
        return read("malformed", folder -> {
            try (var files = Files.list(folder)) {
                return files.sorted().map(Vectors::malformed).toList();
            }
        });
    }

    /** The frame as it stands on the wire. */
    public static byte[] stream(byte[] frame) {
        return ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame).array();
    }

    private static Malformed malformed(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            var from = FROM.matcher(lines.get(0));
            var closes = CLOSES.matcher(lines.get(1));
            if (!from.matches() || !closes.matches()) {
                throw new IllegalArgumentException(file + " does not begin with who sends it when, and how it is refused");
            }
            var phase = Phase.valueOf(from.group(2).toUpperCase(Locale.ROOT));
            String name = file.getFileName().toString().replace(".hex", "");
            return new Malformed(name, from.group(1).equals("agent"), phase, WireName.parse(GoodbyeReason.class, closes.group(1)), closes.group(2),
                    HexFormat.of().parseHex(String.join("", lines.subList(2, lines.size()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Reading<T> {
        T of(Path path) throws IOException;
    }

    /** From the folder of classes, or from the jar in which another module finds them. */
    private static <T> T read(String name, Reading<T> reading) {
        try {
            URI uri = Vectors.class.getResource("/vectors/" + name).toURI();
            if (!uri.getScheme().equals("jar")) {
                return reading.of(Path.of(uri));
            }
            try (var jar = FileSystems.newFileSystem(uri, Map.of())) {
                return reading.of(jar.getPath("/vectors/" + name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
