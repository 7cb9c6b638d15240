package ledwall.controller.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.runtime.Entropy;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Password hashes by Argon2id, kept as PHC strings ({@code $argon2id$v=19$m=65536,t=3,p=4$salt$hash}), so that parameters can rise later while old hashes still
 * verify. Blocking for some hundred milliseconds, safe from any thread.
 */
final class Argon2 {
    // RFC 9106 section 4, the second recommended option ("if much less memory is available"): t = 3, p = 4, m = 64 MiB, 128-bit salt, 256-bit tag.
    private static final int PASSES = 3;
    private static final int LANES = 4;
    private static final int MEMORY_KIB = 64 * 1024;
    private static final int SALT_BYTES = 16;
    private static final int TAG_BYTES = 32;

    /** Each takes 64 MiB of the heap: more at once would let strangers who try passwords exhaust it. */
    static final int AT_ONCE = 2;
    /** More than this waiting are refused: they would only wait for their own timeouts. */
    static final int MAX_WAITING = 32;

    /** Verified for names that do not exist, so that the time an answer takes does not tell which names do. No known password gives a tag of zeros. */
    static final String NOBODY = phc(new byte[SALT_BYTES], new byte[TAG_BYTES]);

    private static final Pattern PHC =
        Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{11,88})\\$([A-Za-z0-9+/]{22,88})");

    private final Entropy entropy;
    private final Semaphore slots = new Semaphore(AT_ONCE, true);

    Argon2(Entropy entropy) {
        this.entropy = entropy;
    }

    String hash(String password) {
        byte[] salt = entropy.bytes(SALT_BYTES);
        return phc(salt, derive(password, salt, MEMORY_KIB, PASSES, LANES, TAG_BYTES));
    }

    private static String phc(byte[] salt, byte[] tag) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(tag);
    }

    /** @throws IllegalStateException if the stored string is none of ours */
    boolean verify(String password, String phc) {
        var match = PHC.matcher(phc);
        if (!match.matches()) {
            throw new IllegalStateException("a stored password hash is damaged");
        }
        byte[] salt = Base64.getDecoder().decode(match.group(4));
        byte[] expected = Base64.getDecoder().decode(match.group(5));
        byte[] actual = derive(password, salt, Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)),
            expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    private byte[] derive(String password, byte[] salt, int memoryKib, int passes, int lanes, int tagBytes) {
        if (slots.getQueueLength() >= MAX_WAITING) {
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "tooManyLogins", "Too many people log in at this moment.", "Try again in a few seconds.");
        }
        slots.acquireUninterruptibly();
        try {
            var generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib).withIterations(passes).withParallelism(lanes).withSalt(salt).build());
            byte[] tag = new byte[tagBytes];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), tag);
            return tag;
        } finally {
            slots.release();
        }
    }
}
