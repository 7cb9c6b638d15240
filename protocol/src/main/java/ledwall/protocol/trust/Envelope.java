package ledwall.protocol.trust;

import ledwall.protocol.id.Bytes;
import java.util.List;

/**
 * Opaque bytes and the signatures over them, as in DSSE (github.com/secure-systems-lab/dsse): nobody re-serialises the payload, so its hash and signatures hold
 * wherever it travels or lies.
 */
public record Envelope(Bytes payload, List<Signature> signatures) {
    public Envelope {
        signatures = List.copyOf(signatures);
    }
}
