package ledwall.controller.playlist;

import java.util.List;

/**
 * On which terms an item is shown.
 *
 * @param languages what it speaks or shows, for people who look for it; says nothing of when it is shown
 * @param every its weight: it is in the list's turns 0, {@code every}, 2 x {@code every} and so on; 1 is in each
 */
public record Terms(List<LanguageTag> languages, Validity validity, int every) {
    /** Always, in every turn. */
    public static final Terms PLAIN = new Terms(List.of(), Validity.ALWAYS, 1);

    public Terms {
        languages = List.copyOf(languages);
    }
}
