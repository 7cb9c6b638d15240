package ledwall.controller.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import ledwall.protocol.runtime.Disk;

/** Numbers at any place of a file, read through a window, so that a file of any size costs little memory. What lies beyond its end is refused as truncated. */
final class FileView {
    private static final int WINDOW_BYTES = 64 << 10;

    private final Disk disk;
    private final String path;
    private final long size;
    private byte[] window = new byte[0];
    private long windowAt;

    FileView(Disk disk, String path) throws IOException {
        this.disk = disk;
        this.path = path;
        this.size = disk.size(path);
    }

    long size() {
        return size;
    }

    int u8(long at) throws IOException {
        if (at < windowAt || at >= windowAt + window.length) {
            if (at < 0 || at >= size) {
                throw Unusable.truncated("The file ends too early, after " + size + " bytes.");
            }
            window = disk.read(path, at, WINDOW_BYTES);
            windowAt = at;
            if (window.length == 0) {
                throw new IOException(path + " became shorter than " + size + " bytes while it was read");
            }
        }
        return window[(int) (at - windowAt)] & 0xff;
    }

    /** A big-endian number of {@code bytes} bytes, at most 7 of them unless the first is below 0x80. */
    long big(long at, int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = (value << 8) | u8(at + i);
        }
        return value;
    }

    /** A little-endian number of at most 7 bytes. */
    long little(long at, int bytes) throws IOException {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = (value << 8) | u8(at + i);
        }
        return value;
    }

    /** Whether the file has these Latin-1 characters there. */
    boolean has(long at, String latin) throws IOException {
        if (at + latin.length() > size) {
            return false;
        }
        for (int i = 0; i < latin.length(); i++) {
            if (u8(at + i) != latin.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String fourCharacters(long at) throws IOException {
        byte[] four = {(byte) u8(at), (byte) u8(at + 1), (byte) u8(at + 2), (byte) u8(at + 3)};
        return new String(four, StandardCharsets.ISO_8859_1);
    }
}
