package ledwall.protocol.runtime;

/** Unpredictable bytes: keys, nonces, ids, jitter. */
public interface Entropy {
    byte[] bytes(int count);

    /** Evenly distributed in {@code [0, bound)}. */
    long below(long bound);
}
