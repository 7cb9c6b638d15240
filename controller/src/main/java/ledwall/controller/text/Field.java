package ledwall.controller.text;

/**
 * A part of a notice.
 *
 * @see Wording for what the bounds are
 */
public enum Field {
    TITLE("title", 40, 120, 3),
    BODY("body", 300, 900, 12),
    /** Runs through in one line. */
    TICKER("ticker", 200, 600, 1);

    private final String key;
    private final int maxChinese;
    private final int maxTibetan;
    private final int maxLines;

    Field(String key, int maxChinese, int maxTibetan, int maxLines) {
        this.key = key;
        this.maxChinese = maxChinese;
        this.maxTibetan = maxTibetan;
        this.maxLines = maxLines;
    }

    /** Its name in the API and in the document. */
    public String key() {
        return key;
    }

    /** Characters (code points) that may be written. A Tibetan syllable, worth about one ideograph, has three to four. */
    public int maxCharacters(Script script) {
        return script == Script.CHINESE ? maxChinese : maxTibetan;
    }

    /** Lines as written; where a line breaks by itself is not counted. */
    public int maxLines() {
        return maxLines;
    }
}
