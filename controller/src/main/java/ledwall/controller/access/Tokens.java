package ledwall.controller.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Entropy;

/** Secrets that a browser carries. Being random they need no slow hash: SHA-256 keeps a stolen database from opening sessions. */
final class Tokens {
    private static final int TOKEN_BYTES = 32;

    private Tokens() {}

    /** 256 random bits in base64url. */
    static String fresh(Entropy entropy) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(entropy.bytes(TOKEN_BYTES));
    }

    static String hash(String token) {
        return Bytes.of(token.getBytes(StandardCharsets.UTF_8)).sha256();
    }
}
