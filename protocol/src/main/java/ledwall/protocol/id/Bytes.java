package ledwall.protocol.id;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Octets that never change, compared by content. */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /** Takes the array over without copying it: the caller must not change it afterwards. */
    public static Bytes of(byte[] array) {
        return new Bytes(array);
    }

    /** @throws IllegalArgumentException if the text is not base64 */
    public static Bytes ofBase64(String base64) {
        return new Bytes(Base64.getDecoder().decode(base64));
    }

    /** The array itself, not a copy: the caller must not change it. */
    public byte[] array() {
        return array;
    }

    public int length() {
        return array.length;
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(array);
    }

    /** The SHA-256 of these bytes in 64 lower-case hex digits. */
    public String sha256() {
        return HexFormat.of().formatHex(sha256Digest().digest(array));
    }

    /** For what is too large to be held at once. */
    public static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Compares in a time that does not tell where the two differ. */
    public boolean equalsSecret(Bytes other) {
        return MessageDigest.isEqual(array, other.array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    /** The length only: bytes may be keys. */
    @Override
    public String toString() {
        return array.length + " bytes";
    }
}
