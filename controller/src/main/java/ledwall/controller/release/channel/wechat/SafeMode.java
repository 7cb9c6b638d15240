package ledwall.controller.release.channel.wechat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import ledwall.protocol.id.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The encryption of WeChat's safe mode, as documented (facts of 2026-11): AES-256-CBC under the key that {@code EncodingAESKey} is the Base64 of, without its last sign;
 * the key's first half begins the chain. Within lie 16 random bytes, the length of the message, the message, and the appId of the account that it is for. Padding is that
 * of PKCS#7, to blocks of 32.
 *
 * <p>Only what carries the right {@linkplain Signatures#of signature} is opened: whoever has none learns nothing from how this fails.
 */
final class SafeMode {
    /** Of an EncodingAESKey, by its own document. */
    static final String KEY = "[A-Za-z0-9]{43}";
    private static final int RANDOM = 16;
    private static final int LENGTH = 4;
    private static final int CIPHER_BLOCK = 16;
    private static final int PADDED_TO = 32;

    private final byte[] key;
    private final byte[] appId;

    /** @param encodingAesKey matches {@link #KEY} */
    SafeMode(String encodingAesKey, String appId) {
        // The last two bits of the last sign are none of the key's, and need not be zero.
        this.key = Base64.getDecoder().decode(encodingAesKey + "=");
        this.appId = appId.getBytes(StandardCharsets.UTF_8);
    }

    /** What came of opening it. */
    sealed interface Opened {
        record Message(Bytes bytes) implements Opened {}

        record No(NotTaken why) implements Opened {}
    }

    Opened open(String encrypted) {
        byte[] plain = unpadded(decrypted(encrypted));
        if (plain == null || plain.length < RANDOM + LENGTH) {
            return new Opened.No(NotTaken.UNREADABLE);
        }
        int length = ByteBuffer.wrap(plain).getInt(RANDOM);
        int from = RANDOM + LENGTH;
        if (length < 0 || length > plain.length - from) {
            return new Opened.No(NotTaken.UNREADABLE);
        }
        boolean ours = Arrays.equals(plain, from + length, plain.length, appId, 0, appId.length);
        return ours ? new Opened.Message(Bytes.of(Arrays.copyOfRange(plain, from, from + length))) : new Opened.No(NotTaken.OTHER_APP);
    }

    private byte @Nullable [] decrypted(String encrypted) {
        try {
            byte[] bytes = Base64.getDecoder().decode(encrypted);
            if (bytes.length == 0 || bytes.length % CIPHER_BLOCK != 0) {
                return null;
            }
            var cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, CIPHER_BLOCK));
            return cipher.doFinal(bytes);
        } catch (IllegalArgumentException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-CBC", e);
        }
    }

    private static byte @Nullable [] unpadded(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        int padding = bytes[bytes.length - 1];
        if (padding < 1 || padding > PADDED_TO || padding > bytes.length) {
            return null;
        }
        for (int i = bytes.length - padding; i < bytes.length; i++) {
            if (bytes[i] != padding) {
                return null;
            }
        }
        return Arrays.copyOf(bytes, bytes.length - padding);
    }
}
