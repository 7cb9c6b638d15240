package ledwall.protocol.asrun;

import ledwall.protocol.id.Bytes;

/** Ties each record to the one before, so that nobody can take one out or change one without breaking all that follow. */
public final class AsRunChain {
    /** What the first record of a screen names as its predecessor. */
    public static final String BEGIN = "0".repeat(64);

    private AsRunChain() {}

    /** The SHA-256 of the record's canonical bytes, which hold its predecessor's hash, in 64 hex digits. */
    public static String hash(AsRunRecord record) {
        return Bytes.of(AsRunJson.bytes(record)).sha256();
    }

    /** Whether {@code next} follows {@code last} without a gap. */
    public static boolean follows(AsRunRecord last, AsRunRecord next) {
        return next.sequence() == last.sequence() + 1 && next.previous().equals(hash(last));
    }
}
