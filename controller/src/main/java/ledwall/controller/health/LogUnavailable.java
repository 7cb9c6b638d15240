package ledwall.controller.health;

/** No log can be had; {@code code} is stable, the message is for people. */
public final class LogUnavailable extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    public LogUnavailable(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
