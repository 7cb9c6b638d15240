package ledwall.controller.release.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.runtime.Entropy;

/**
 * Seals secrets of channels with AES-256-GCM: a fresh nonce each time, then the ciphertext with its tag. The channel's id is authenticated with it, so that a sealed
 * secret cannot be put under another channel. Safe from any thread.
 */
public final class Vault {
    public static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final Entropy entropy;

    public Vault(Bytes key, Entropy entropy) {
        if (key.length() != KEY_BYTES) {
            throw new IllegalArgumentException("the key has " + key.length() + " bytes, not " + KEY_BYTES);
        }
        this.key = new SecretKeySpec(key.array(), "AES");
        this.entropy = entropy;
    }

    public Bytes seal(ChannelId channel, Map<String, String> secrets) {
        byte[] plain = JsonWriter.object(out -> out.objects("secrets", new TreeMap<>(secrets).entrySet(),
                (each, entry) -> each.field("name", entry.getKey()).field("value", entry.getValue())));
        byte[] nonce = entropy.bytes(NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, channel, nonce).doFinal(plain);
            byte[] out = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, out, NONCE_BYTES, sealed.length);
            return Bytes.of(out);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** @throws Refusal if the key is another one, or the bytes were changed */
    public Map<String, String> open(ChannelId channel, Bytes sealed) {
        try {
            if (sealed.length() <= NONCE_BYTES) {
                throw new GeneralSecurityException("too short");
            }
            byte[] nonce = Arrays.copyOf(sealed.array(), NONCE_BYTES);
            byte[] plain = cipher(Cipher.DECRYPT_MODE, channel, nonce).doFinal(sealed.array(), NONCE_BYTES, sealed.length() - NONCE_BYTES);
            var out = new LinkedHashMap<String, String>();
            JsonObject.parse(plain).objects("secrets", each -> Map.entry(each.text("name"), each.text("value")))
                    .forEach(entry -> out.put(entry.getKey(), entry.getValue()));
            return out;
        } catch (GeneralSecurityException e) {
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "channelSecretUnreadable", "The secrets of the channel cannot be read with the key file that is there.",
                    "Put the old channel.key back into the data folder and start again, or give the channel its secrets anew.", e);
        }
    }

    private Cipher cipher(int mode, ChannelId channel, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(channel.value().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
