package ledwall.testserver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** How WeChat encrypts what it calls with in safe and compatible mode. */
public final class WechatSeal {
    private static final int PADDED_TO = 32;

    private WechatSeal() {}

    /** @param random 16 characters */
    public static String seal(String encodingAesKey, String appId, String random, String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return seal(encodingAesKey, appId, random, bytes, bytes.length);
    }

    /** @param length what is said of it */
    public static String seal(String encodingAesKey, String appId, String random, byte[] message, int length) {
        byte[] id = appId.getBytes(StandardCharsets.UTF_8);
        int whole = 16 + 4 + message.length + id.length;
        int padding = PADDED_TO - whole % PADDED_TO;
        byte[] plain = new byte[whole + padding];
        Arrays.fill(plain, whole, plain.length, (byte) padding);
        ByteBuffer.wrap(plain).put(random.getBytes(StandardCharsets.UTF_8)).putInt(length).put(message).put(id);
        return Base64.getEncoder().encodeToString(encrypted(encodingAesKey, plain));
    }

    /** @param plain padded already */
    public static byte[] encrypted(String encodingAesKey, byte[] plain) {
        try {
            byte[] key = Base64.getDecoder().decode(encodingAesKey + "=");
            var cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
