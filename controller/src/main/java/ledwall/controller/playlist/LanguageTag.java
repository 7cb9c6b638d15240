package ledwall.controller.playlist;

import java.util.Arrays;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A language that an item speaks or shows, by its BCP 47 tag in the usual case: {@code zh-CN}, {@code bo}, {@code zh-Hant-TW}. Language, script and region only:
 * calendars and number forms say nothing of an item.
 */
public record LanguageTag(String value) implements Comparable<LanguageTag> {
    private static final Logger log = LoggerFactory.getLogger(LanguageTag.class);
    private static final int MAX_LENGTH = 35;
    /** Of three letters there are 8,000, which no table here holds: those are told by their form alone. */
    private static final Set<String> LANGUAGES = new HashSet<>(Arrays.asList(Locale.getISOLanguages()));
    private static final Set<String> COUNTRIES = new HashSet<>(Arrays.asList(Locale.getISOCountries()));

    /** @throws IllegalArgumentException saying what is wrong */
    public LanguageTag {
        value = canonical(value);
    }

    /** One that is stored; empty where it is refused by now, for tables of languages change with each Java. */
    public static Optional<LanguageTag> stored(String text) {
        try {
            return Optional.of(new LanguageTag(text));
        } catch (IllegalArgumentException e) {
            log.warn("A language of a playlist's item is left out: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static String canonical(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw wrong(text);
        }
        Locale locale;
        try {
            locale = new Locale.Builder().setLanguageTag(text).build();
        } catch (IllformedLocaleException e) {
            throw new IllegalArgumentException(wrong(text).getMessage(), e);
        }
        String language = locale.getLanguage();
        String region = locale.getCountry();
        boolean known = language.length() == 3 ? !language.equals("und") : LANGUAGES.contains(language);
        if (!known || locale.hasExtensions() || !locale.getVariant().isEmpty()) {
            throw wrong(text);
        }
        if (region.length() == 2 && !COUNTRIES.contains(region)) {
            throw new IllegalArgumentException("\"" + text + "\" names the region " + region + ", which there is not");
        }
        return locale.toLanguageTag();
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("\"" + text + "\" is not a language tag such as zh-CN, bo or zh-Hant-TW (BCP 47)");
    }

    @Override
    public int compareTo(LanguageTag other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
