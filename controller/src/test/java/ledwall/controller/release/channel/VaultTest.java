package ledwall.controller.release.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import ledwall.controller.access.CountingEntropy;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ChannelId;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final ChannelId ONE = new ChannelId("channel-one");
    private static final ChannelId OTHER = new ChannelId("channel-other");
    private static final Map<String, String> SECRETS = Map.of("appSecret", "thimble 密钥", "callbackToken", "tok");

    private final CountingEntropy entropy = new CountingEntropy();
    private final Vault vault = new Vault(Bytes.of(entropy.bytes(Vault.KEY_BYTES)), entropy);

    @Test
    void whatWasSealedComesBackAndIsNotReadable() {
        Bytes sealed = vault.seal(ONE, SECRETS);

        assertEquals(SECRETS, vault.open(ONE, sealed));
        assertFalse(new String(sealed.array(), StandardCharsets.UTF_8).contains("thimble"));
    }

    @Test
    void theSameSecretIsSealedDifferentlyEachTime() {
        assertNotEquals(vault.seal(ONE, SECRETS), vault.seal(ONE, SECRETS));
    }

    @Test
    void aSecretOfOneChannelDoesNotOpenForAnother() {
        Bytes sealed = vault.seal(ONE, SECRETS);

        assertEquals("channelSecretUnreadable", assertThrows(Refusal.class, () -> vault.open(OTHER, sealed)).code());
    }

    @Test
    void oneChangedBitIsSeen() {
        Bytes sealed = vault.seal(ONE, SECRETS);
        sealed.array()[sealed.length() / 2] ^= 1;

        assertThrows(Refusal.class, () -> vault.open(ONE, sealed));
        assertThrows(Refusal.class, () -> vault.open(ONE, Bytes.of(new byte[5])));
    }

    @Test
    void anotherKeyOpensNothing() {
        var stranger = new Vault(Bytes.of(entropy.bytes(Vault.KEY_BYTES)), entropy);

        assertThrows(Refusal.class, () -> stranger.open(ONE, vault.seal(ONE, SECRETS)));
    }
}
