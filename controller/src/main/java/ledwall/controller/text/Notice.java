package ledwall.controller.text;

import java.time.Duration;

/**
 * One revision of a notice: all that its pictures are made of.
 *
 * @param ticker empty where nothing runs
 * @param length of the clip where nothing runs; with a ticker it follows from the ticker, see {@link Ticker}
 * @param policyVersion which version of the centre's setting {@code policy} was when it was saved
 */
public record Notice(Template template, Theme theme, Bilingual title, Bilingual body, Bilingual ticker, Duration length, Policy policy, long policyVersion) {
    public static final Duration MIN_LENGTH = Duration.ofSeconds(2);
    public static final Duration MAX_LENGTH = Duration.ofMinutes(5);
    /** Lengths are whole multiples of it: so many are whole frames at 25, 30, 50 and 60 a second. */
    public static final Duration LENGTH_STEP = Duration.ofMillis(200);

    public Bilingual text(Field field) {
        return switch (field) {
            case TITLE -> title;
            case BODY -> body;
            case TICKER -> ticker;
        };
    }
}
