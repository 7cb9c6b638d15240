package ledwall.agent.timeline;

import java.io.Serial;

/** Why an offered timeline is not kept: a stable code, and a message for people. */
final class Refusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String code;

    Refusal(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }
}
