package ledwall.controller.media;

import java.io.IOException;
import java.util.HexFormat;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.runtime.Disk;

/** The SHA-256 of a file. Blocking. */
final class FileHash {
    private static final int READ_BYTES = 1 << 20;

    private FileHash() {}

    static MediaHash of(Disk disk, String path) throws IOException {
        var digest = Bytes.sha256Digest();
        long at = 0;
        for (byte[] part = disk.read(path, 0, READ_BYTES); part.length > 0; part = disk.read(path, at, READ_BYTES)) {
            digest.update(part);
            at += part.length;
        }
        return new MediaHash(HexFormat.of().formatHex(digest.digest()));
    }
}
