package ledwall.protocol.json;

import java.io.Serial;

/** The text is not JSON, breaks a bound, or lacks a field; the message names it. */
public final class JsonException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    public JsonException(String message) {
        super(message);
    }
}
