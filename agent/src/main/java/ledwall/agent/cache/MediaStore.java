package ledwall.agent.cache;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import ledwall.agent.keep.KeptFile;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.runtime.Disk;

/**
 * The media files on disk: {@code cache/<hash>} are whole, {@code cache/<hash>.part} are on their way, {@code cache/<hash>.spare} are second copies. Blocking:
 * inside Work, or before the loop runs. Holds no state, so that it may be called from any lane.
 */
final class MediaStore {
    /** Unpinned files go as soon as less than this is free: logs and timelines need room too. */
    static final long EVICT_BELOW_BYTES = 512L << 20;
    /** No download begins or goes on that would leave less than this. */
    static final long KEEP_FREE_BYTES = 64L << 20;

    /** A part is forced each time it has grown by so much: no more than twice this is fetched again after a crash. */
    static final long FORCE_EVERY_BYTES = 256L << 10;

    private static final String FOLDER = "cache";
    private static final String PART = ".part";
    private static final String SPARE = ".spare";
    /** A copy that is being made. */
    private static final String COPY = ".copy";
    private static final String FORMAT = "ledwall-media 1";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int PIECE_BYTES = 1 << 20;

    private final Disk disk;
    private final KeptFile journal;

    MediaStore(Disk disk) {
        this.disk = disk;
        this.journal = new KeptFile(disk, "cache/checked");
    }

    /** The files that are here, with their sizes. */
    Map<MediaHash, Long> scan() throws IOException {
        var out = new LinkedHashMap<MediaHash, Long>();
        for (String name : disk.list(FOLDER)) {
            if (HASH.matcher(name).matches()) {
                out.put(new MediaHash(name), disk.size(FOLDER + "/" + name));
            }
        }
        return out;
    }

    /**
     * The files, with their sizes, whose hash was seen to be right since the machine started; empty after a reboot, for a power cut may have torn any of
     * them.
     */
    Map<MediaHash, Long> checked(String bootId) throws IOException {
        var out = new LinkedHashMap<MediaHash, Long>();
        Optional<List<String>> lines = journal.read();
        if (lines.isPresent() && lines.get().size() >= 2 && lines.get().get(0).equals(FORMAT) && lines.get().get(1).equals(bootId)) {
            for (String line : lines.get().subList(2, lines.get().size())) {
                String[] part = line.split(" ", 2);
                out.put(new MediaHash(part[0]), Long.parseLong(part[1]));
            }
        }
        return out;
    }

    void writeChecked(String bootId, Map<MediaHash, Long> checked) throws IOException {
        var lines = new ArrayList<String>(List.of(FORMAT, bootId));
        checked.forEach((hash, size) -> lines.add(hash + " " + size));
        journal.write(lines);
    }

    String path(MediaHash hash) {
        return disk.locate(FOLDER + "/" + hash);
    }

    /** Begins to hash a file, piece by piece. */
    Hashing hashing(MediaHash hash) {
        return new Hashing(hash, file(hash));
    }

    /** The hash of a file on its way: each call inside Work, one after the other. */
    final class Hashing {
        private final MediaHash hash;
        private final String path;
        private final MessageDigest digest = Bytes.sha256Digest();
        private long at;
        private boolean whole;

        private Hashing(MediaHash hash, String path) {
            this.hash = hash;
            this.path = path;
        }

        /** Takes in the next piece; false at the end, when {@link #whole} is known. */
        boolean read(int bytes) throws IOException {
            byte[] piece = disk.read(path, at, bytes);
            digest.update(piece);
            at += piece.length;
            if (piece.length < bytes) {
                whole = HexFormat.of().formatHex(digest.digest()).equals(hash.value());
            }
            return piece.length == bytes;
        }

        boolean whole() {
            return whole;
        }
    }

    /** Where a download goes on, and what room there is for it. */
    Begun begin(MediaHash hash, long bytes) throws IOException {
        long have = disk.exists(part(hash)) ? disk.size(part(hash)) : 0;
        if (have > bytes) {
            disk.delete(part(hash));
            have = 0;
        }
        return new Begun(have, disk.freeBytes() - (bytes - have));
    }

    /** Gone already is as good. */
    void delete(List<MediaHash> hashes) throws IOException {
        for (MediaHash hash : hashes) {
            disk.delete(file(hash));
        }
    }

    /** Appends to a download. No byte is written beyond a multiple of {@link #FORCE_EVERY_BYTES} before all up to it is forced. */
    void write(MediaHash hash, long offset, byte[] bytes) throws IOException {
        int done = 0;
        while (done < bytes.length) {
            long at = offset + done;
            if (at > 0 && at % FORCE_EVERY_BYTES == 0) {
                disk.force(part(hash));
            }
            int length = (int) Math.min(bytes.length - done, FORCE_EVERY_BYTES - at % FORCE_EVERY_BYTES);
            disk.write(part(hash), at, Arrays.copyOfRange(bytes, done, done + length));
            done += length;
        }
    }

    /**
     * Cuts downloads that the last run left to what was surely forced, for a crash may have torn the rest: where there is a byte beyond a multiple of
     * {@link #FORCE_EVERY_BYTES}, all up to that is sound. What is torn elsewhere is found by the hash at the end, and the file is fetched anew.
     */
    void cutParts() throws IOException {
        for (String name : disk.list(FOLDER)) {
            String path = FOLDER + "/" + name;
            if (name.endsWith(PART) && disk.size(path) > 0) {
                disk.truncate(path, (disk.size(path) - 1) / FORCE_EVERY_BYTES * FORCE_EVERY_BYTES);
            }
        }
    }

    /** Deletes the downloads of all other files. */
    void retainParts(Set<MediaHash> wanted) throws IOException {
        for (String name : disk.list(FOLDER)) {
            String hash = name.endsWith(PART) ? name.substring(0, name.length() - PART.length()) : "";
            if (HASH.matcher(hash).matches() && !wanted.contains(new MediaHash(hash))) {
                disk.delete(FOLDER + "/" + name);
            }
        }
    }

    /** Puts a complete download in place if its SHA-256 is its name, otherwise deletes it. */
    boolean finish(MediaHash hash) throws IOException {
        disk.force(part(hash));
        var hashing = new Hashing(hash, part(hash));
        while (hashing.read(PIECE_BYTES)) {
            // More of it follows.
        }
        if (hashing.whole()) {
            disk.renameAtomically(part(hash), file(hash));
            return true;
        }
        disk.delete(part(hash));
        return false;
    }

    void drop(MediaHash hash) throws IOException {
        if (disk.exists(part(hash))) {
            disk.delete(part(hash));
        }
    }

    /** How many frames of a clip the file holds, where that can be told. */
    OptionalInt frames(MediaHash hash) throws IOException {
        return ClipFrames.count(new ClipFrames.Source() {
            @Override
            public long size() throws IOException {
                return disk.size(file(hash));
            }

            @Override
            public byte[] read(long offset, int length) throws IOException {
                return disk.read(file(hash), offset, length);
            }
        });
    }

    /** The files of which there is a spare; clears away copies that were never finished. */
    Set<MediaHash> spares() throws IOException {
        var out = new HashSet<MediaHash>();
        for (String name : disk.list(FOLDER)) {
            String hash = name.endsWith(SPARE) ? name.substring(0, name.length() - SPARE.length()) : "";
            if (HASH.matcher(hash).matches()) {
                out.add(new MediaHash(hash));
            } else if (name.endsWith(COPY)) {
                disk.delete(FOLDER + "/" + name);
            }
        }
        return out;
    }

    /** Whether there is a spare now; none is made of a file that is not what its name says. */
    boolean keepSpare(MediaHash hash) throws IOException {
        return copy(hash, file(hash), file(hash) + SPARE) >= 0;
    }

    void dropSpare(MediaHash hash) throws IOException {
        disk.delete(file(hash) + SPARE);
    }

    /** Puts a spare in its file's place, and stays; returns its size, or -1 where it is spoilt, and then is gone. */
    long restoreSpare(MediaHash hash) throws IOException {
        long bytes = copy(hash, file(hash) + SPARE, file(hash));
        if (bytes < 0) {
            dropSpare(hash);
        }
        return bytes;
    }

    /** Nothing stands at {@code to} unless what was read has the right hash: then its size, otherwise -1. */
    private long copy(MediaHash hash, String from, String to) throws IOException {
        String fresh = file(hash) + COPY;
        if (disk.exists(fresh)) {
            disk.delete(fresh);
        }
        MessageDigest digest = Bytes.sha256Digest();
        long at = 0;
        byte[] piece;
        do {
            piece = disk.read(from, at, PIECE_BYTES);
            digest.update(piece);
            disk.write(fresh, at, piece);
            at += piece.length;
        } while (piece.length == PIECE_BYTES);
        if (!HexFormat.of().formatHex(digest.digest()).equals(hash.value())) {
            disk.delete(fresh);
            return -1;
        }
        disk.force(fresh);
        disk.renameAtomically(fresh, to);
        return at;
    }

    private static String file(MediaHash hash) {
        return FOLDER + "/" + hash;
    }

    private static String part(MediaHash hash) {
        return FOLDER + "/" + hash + PART;
    }

    /** A download goes on from {@code offset}; at its end {@code leftBytes} will be free, fewer than none where it does not fit. */
    record Begun(long offset, long leftBytes) {
        /** How much is to be evicted first, if there is so much. */
        long wantingBytes() {
            return Math.max(0, EVICT_BELOW_BYTES - leftBytes);
        }

        /** How much lacks so badly that the download cannot be. */
        long lackingBytes() {
            return Math.max(0, KEEP_FREE_BYTES - leftBytes);
        }
    }
}
