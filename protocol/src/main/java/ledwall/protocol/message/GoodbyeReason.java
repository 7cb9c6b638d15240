package ledwall.protocol.message;

import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.WireName;

/** Why a connection is closed. Each is explained in {@code PROTOCOL.md}. */
public enum GoodbyeReason {
    SHUTDOWN, TAKEN_OVER, UNKNOWN_SCREEN, WRONG_PROOF, WRONG_CODE, VERSION, MALFORMED, OVERSIZED, OUT_OF_PHASE, DEADLINE, OVERLOADED, RETIRED, CHANGED,
    /** A reason that a newer peer knows and this one does not. */
    OTHER;

    static GoodbyeReason parse(String name) {
        try {
            return WireName.parse(GoodbyeReason.class, name);
        } catch (JsonException unknown) {
            return OTHER;
        }
    }
}
