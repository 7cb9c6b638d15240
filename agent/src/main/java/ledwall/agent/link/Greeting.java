package ledwall.agent.link;

import org.jspecify.annotations.Nullable;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.message.Challenge;
import ledwall.protocol.message.Handshake;
import ledwall.protocol.message.Proof;
import ledwall.protocol.message.Welcome;

/** One connection's greeting, by the key alone: what this agent proves, and what the controller must prove. */
final class Greeting {
    private final Link.Identity identity;
    /** What this connection's hello says, so that no proof of an earlier one serves again. */
    final Bytes nonce;
    private @Nullable Bytes expectedMac;

    Greeting(Link.Identity identity, Bytes nonce) {
        this.identity = identity;
        this.nonce = nonce;
    }

    boolean challenged() {
        return expectedMac != null;
    }

    /** The answer to the controller's challenge. */
    Proof prove(Challenge challenge) {
        expectedMac = Handshake.controllerMac(identity.key(), identity.screen(), nonce, challenge.nonce());
        return new Proof(Handshake.agentMac(identity.key(), identity.screen(), nonce, challenge.nonce()));
    }

    /** Whether whoever welcomes this agent holds its key. Without a challenge before it a welcome proves nothing. */
    boolean proven(Welcome welcome) {
        Bytes expected = expectedMac;
        return expected != null && expected.equalsSecret(welcome.mac()) && welcome.screen().equals(identity.screen());
    }
}
