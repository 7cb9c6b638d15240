package ledwall.controller.access;

import java.util.Random;
import ledwall.protocol.runtime.Entropy;

/** Bytes that are the same in every run. */
public final class CountingEntropy implements Entropy {
    private final Random random = new Random(7);

    @Override
    public synchronized byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public synchronized long below(long bound) {
        return random.nextLong(bound);
    }
}
