package ledwall.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import ledwall.protocol.message.Vectors;

/** Frames that were messages once: bits flipped, bytes put in, taken out, doubled or joined with another's, the header drawn anew. All from one seed. */
public final class Mutator {
    private static final int MOST_BYTES = 5_000;

    private final SplittableRandom random;
    private final List<byte[]> bases = new ArrayList<>(Vectors.messages().values());

    public Mutator(long seed) {
        random = new SplittableRandom(seed);
        Vectors.malformed().stream().map(Vectors.Malformed::stream).filter(stream -> stream.length > 4 && stream.length < 1_000)
                .forEach(stream -> bases.add(Arrays.copyOfRange(stream, 4, stream.length)));
    }

    /** A frame without its length field, of at least one byte. */
    public byte[] next() {
        byte[] frame = base().clone();
        for (int rounds = random.nextInt(1, 5); rounds > 0; rounds--) {
            frame = mutated(frame);
        }
        return Arrays.copyOf(frame, Math.clamp(frame.length, 1, MOST_BYTES));
    }

    private byte[] base() {
        return bases.get(random.nextInt(bases.size()));
    }

    private byte[] mutated(byte[] frame) {
        if (frame.length < 4) {
            return base().clone();
        }
        int at = random.nextInt(frame.length);
        int until = Math.min(frame.length, at + random.nextInt(1, 20));
        switch (random.nextInt(7)) {
            case 0 -> frame[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> frame[at] = (byte) random.nextInt(256);
            case 2 -> {
                frame[0] = (byte) random.nextInt(6);
                frame[2] = (byte) random.nextInt(128);
            }
            case 3 -> {
                return joined(Arrays.copyOf(frame, at), Arrays.copyOfRange(frame, until, frame.length));
            }
            case 4 -> {
                return joined(Arrays.copyOf(frame, until), Arrays.copyOfRange(frame, at, frame.length));
            }
            case 5 -> {
                return Arrays.copyOf(frame, at);
            }
            default -> {
                byte[] other = base();
                return joined(Arrays.copyOf(frame, at), Arrays.copyOfRange(other, Math.min(at, other.length), other.length));
            }
        }
        return frame;
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] out = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, out, head.length, tail.length);
        return out;
    }
}
