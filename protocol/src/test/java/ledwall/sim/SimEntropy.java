package ledwall.sim;

import java.util.random.RandomGenerator;
import ledwall.protocol.runtime.Entropy;

/** Entropy drawn from the world's seed: as good as random to the node, the same in every run. */
final class SimEntropy implements Entropy {
    private final RandomGenerator random;

    SimEntropy(RandomGenerator random) {
        this.random = random;
    }

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
