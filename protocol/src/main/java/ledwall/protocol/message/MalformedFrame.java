package ledwall.protocol.message;

import java.io.Serial;

/** A frame that is no message; the text says why, fit for a log line and for the peer's goodbye. */
public final class MalformedFrame extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public MalformedFrame(String message) {
        super(message);
    }
}
