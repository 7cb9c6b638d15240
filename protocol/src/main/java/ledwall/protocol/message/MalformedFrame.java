package ledwall.protocol.message;

import java.io.Serial;

/** A frame that is no message, or none that may come now; the text says why, fit for a log line and for the peer's goodbye. */
public final class MalformedFrame extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final GoodbyeReason reason;

    public MalformedFrame(String message) {
        this(GoodbyeReason.MALFORMED, message);
    }

    MalformedFrame(GoodbyeReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What the goodbye that answers it names. */
    public GoodbyeReason reason() {
        return reason;
    }
}
