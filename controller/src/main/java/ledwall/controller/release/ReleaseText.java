package ledwall.controller.release;

import java.util.List;

/** What is written beside the pictures, in one language. Lengths are in characters as people count them. */
public record ReleaseText(String title, String digest, String body) {
    /** As an official account takes them, the narrowest of all sites. */
    public static final int MAX_TITLE = 32;
    public static final int MAX_DIGEST = 128;
    public static final int MAX_BODY = 20_000;
    /** Chinese and Tibetan, in the order in which a site that shows both shows them. */
    public static final List<String> LANGUAGES = List.of("zh", "bo");
}
