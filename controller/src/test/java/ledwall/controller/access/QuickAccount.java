package ledwall.controller.access;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Accounts for tests that are not about passwords. A hash of full cost takes some hundred milliseconds, when it is made and at every log-in; a stored hash
 * names its own cost, and here that is next to none.
 */
public final class QuickAccount {
    private static final int MEMORY_KIB = 8;
    private static final byte[] SALT = "in tests".getBytes(StandardCharsets.US_ASCII);

    private QuickAccount() {}

    public static PeopleStore.Account of(String name, Role role, String password) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(MEMORY_KIB).withIterations(1).withParallelism(1).withSalt(SALT).build());
        byte[] tag = new byte[16];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), tag);
        var base64 = Base64.getEncoder().withoutPadding();
        return new PeopleStore.Account(new Person(name, role, Instant.EPOCH),
            "$argon2id$v=19$m=" + MEMORY_KIB + ",t=1,p=1$" + base64.encodeToString(SALT) + "$" + base64.encodeToString(tag));
    }
}
