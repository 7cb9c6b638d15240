package ledwall.agent.keep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Disk;

/**
 * A small text file that is read back as it was written or not at all: it is replaced by a rename after it was forced, and its last line is the SHA-256 of
 * all before it. Blocking: inside Work, or before the loop runs.
 */
public final class KeptFile {
    private static final String SUM = "sum ";
    private static final String SET_ASIDE = ".damaged";
    /** Larger than any list kept here. */
    private static final int MAX_BYTES = 1 << 20;

    private final Disk disk;
    private final String path;

    public KeptFile(Disk disk, String path) {
        this.disk = disk;
        this.path = path;
    }

    /** Replaces the content; {@code lines} hold no line breaks. */
    public void write(List<String> lines) throws IOException {
        String body = String.join("\n", lines) + "\n";
        String sum = SUM + sum(body) + "\n";
        replace(disk, path, (body + sum).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The lines last written; empty if there never were any.
     *
     * @throws Damaged if the file is not what was written; it was set aside, so that the next start is a clean one
     */
    public Optional<List<String>> read() throws IOException {
        if (!disk.exists(path)) {
            return Optional.empty();
        }
        String text = new String(disk.read(path, 0, MAX_BYTES), StandardCharsets.UTF_8);
        int cut = text.lastIndexOf(SUM);
        if (cut <= 0 || !text.substring(cut).equals(SUM + sum(text.substring(0, cut)) + "\n")) {
            disk.renameAtomically(path, path + SET_ASIDE);
            throw new Damaged(path + " is damaged; it was set aside as " + path + SET_ASIDE);
        }
        return Optional.of(text.substring(0, cut).lines().toList());
    }

    /** Puts a file in place whole: after a crash there is the old or the new one. */
    public static void replace(Disk disk, String path, byte[] bytes) throws IOException {
        String fresh = path + ".new";
        if (disk.exists(fresh)) {
            disk.delete(fresh);
        }
        disk.write(fresh, 0, bytes);
        disk.force(fresh);
        disk.renameAtomically(fresh, path);
    }

    private static String sum(String body) {
        return Bytes.of(body.getBytes(StandardCharsets.UTF_8)).sha256();
    }

    /** A kept file is not what was written; the message is for people. */
    public static final class Damaged extends IOException {
        private static final long serialVersionUID = 1;

        public Damaged(String message) {
            super(message);
        }
    }
}
