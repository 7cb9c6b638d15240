package ledwall.controller.release;

/**
 * Why something is not as it should be.
 *
 * @param code stable, camelCase; the page has words for it, and {@link Advice} a next step
 * @param words one sentence for people, with the values seen
 */
public record Cause(String code, String words) {
    /** Words come from sites and agents too, and rows are kept. */
    private static final int MOST = 500;

    public Cause {
        words = words.length() <= MOST ? words : words.substring(0, words.offsetByCodePoints(0, words.codePointCount(0, MOST - 1))) + "…";
    }
}
