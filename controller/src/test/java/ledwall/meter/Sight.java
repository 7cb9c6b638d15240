package ledwall.meter;

/**
 * The same thing on one screen, look after look.
 *
 * @param fromNanos the first look that saw it
 * @param untilNanos the last one
 * @param code a {@link FrameCode}, or one of the constants of {@link Eye}
 */
public record Sight(long fromNanos, long untilNanos, int code) {
    public boolean readable() {
        return code >= 0;
    }

    public int item() {
        return FrameCode.item(code);
    }

    public int frame() {
        return FrameCode.frame(code);
    }
}
