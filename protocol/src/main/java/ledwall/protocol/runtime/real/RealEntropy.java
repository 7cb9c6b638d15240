package ledwall.protocol.runtime.real;

import java.security.SecureRandom;
import ledwall.protocol.runtime.Entropy;

/** The operating system's randomness. Any thread. */
public final class RealEntropy implements Entropy {
    private final SecureRandom random = new SecureRandom();

    @Override
    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public long below(long bound) {
        return random.nextLong(bound);
    }
}
