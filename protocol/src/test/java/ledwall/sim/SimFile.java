package ledwall.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One file: what a reader sees, what the device holds, and the changes between the two. */
final class SimFile {
    private final Image seen = new Image();
    private final Image durable = new Image();
    private final List<Change> unforced = new ArrayList<>();

    /** Whether the folder's entry for it is on the device: without it a crash takes the whole file. */
    boolean entryDurable;

    private sealed interface Change {
        record Write(int offset, byte[] bytes) implements Change {}

        record Truncate(int length) implements Change {}
    }

    int size() {
        return seen.length;
    }

    void write(int offset, byte[] bytes) {
        change(new Change.Write(offset, bytes.clone()));
    }

    void truncate(int length) {
        change(new Change.Truncate(length));
    }

    private void change(Change change) {
        seen.apply(change);
        unforced.add(change);
    }

    byte[] read(int offset, int length) {
        return Arrays.copyOfRange(seen.bytes, Math.min(offset, seen.length), Math.min(offset + length, seen.length));
    }

    void force() {
        unforced.forEach(durable::apply);
        unforced.clear();
        entryDurable = true;
    }

    /** Flips a bit at rest. */
    void corrupt(int offset, int bit) {
        seen.bytes[offset] ^= (byte) (1 << bit);
        if (offset < durable.length) {
            durable.bytes[offset] ^= (byte) (1 << bit);
        }
    }

    /** The crash: the device has what was forced, and of the rest some first changes, the last of them perhaps in part. Returns what became of the rest. */
    Optional<String> crash(RandomGenerator random) {
        if (unforced.isEmpty()) {
            return Optional.empty();
        }
        int kept = random.nextInt(unforced.size() + 1);
        unforced.subList(0, kept).forEach(durable::apply);
        var fate = kept == unforced.size() ? "kept" : "dropped";
        if (kept < unforced.size() && unforced.get(kept) instanceof Change.Write write && write.bytes.length > 1 && random.nextBoolean()) {
            durable.apply(torn(write, random));
            fate = "torn";
        }
        unforced.clear();
        seen.become(durable);
        return Optional.of(fate);
    }

    /** Either only the first bytes arrived, or the length did and the rest reads as zeros: file systems do both. */
    private static Change.Write torn(Change.Write write, RandomGenerator random) {
        int arrived = random.nextInt(1, write.bytes.length);
        byte[] head = Arrays.copyOf(write.bytes, arrived);
        return new Change.Write(write.offset, random.nextBoolean() ? head : Arrays.copyOf(head, write.bytes.length));
    }

    /** Growing bytes. */
    private static final class Image {
        private byte[] bytes = new byte[0];
        private int length;

        void apply(Change change) {
            switch (change) {
                case Change.Write(int offset, byte[] written) -> {
                    int end = offset + written.length;
                    if (end > bytes.length) {
                        bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
                    }
                    System.arraycopy(written, 0, bytes, offset, written.length);
                    length = Math.max(length, end);
                }
                case Change.Truncate(int to) -> {
                    Arrays.fill(bytes, Math.min(to, length), length, (byte) 0);
                    length = Math.min(length, to);
                }
            }
        }

        void become(Image other) {
            bytes = other.bytes.clone();
            length = other.length;
        }
    }
}
