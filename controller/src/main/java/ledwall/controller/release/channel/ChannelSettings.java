package ledwall.controller.release.channel;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import ledwall.controller.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** Settings and secrets of one channel, read strictly: {@link #done} throws all that is wrong at once, what nobody asked for included. One thread. */
public final class ChannelSettings {
    private static final int LONGEST = 2_000;

    private final Map<String, String> settings;
    private final Map<String, String> secrets;
    private final TreeSet<String> unknown;
    /** What this kind takes; secrets by {@code secret.NAME}. */
    private final TreeSet<String> taken = new TreeSet<>();
    private final List<String> wrong = new ArrayList<>();

    ChannelSettings(Map<String, String> settings, Map<String, String> secrets) {
        this.settings = settings;
        this.secrets = secrets;
        unknown = new TreeSet<>(settings.keySet());
        secrets.keySet().forEach(name -> unknown.add("secret." + name));
    }

    public void needed(String name) {
        optional(name);
        if (settings.getOrDefault(name, "").isBlank()) {
            wrong.add(name + " is missing");
        }
    }

    public void optional(String name) {
        take(name);
        text(name, settings.get(name));
    }

    public void oneOf(String name, String... values) {
        take(name);
        String value = settings.get(name);
        if (value != null && !List.of(values).contains(value)) {
            wrong.add(name + " must be one of " + String.join(", ", values));
        }
    }

    public void number(String name, int least, int most) {
        take(name);
        String value = settings.get(name);
        if (value != null && (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most)) {
            wrong.add(name + " must be a whole number from " + least + " to " + most);
        }
    }

    public void mostCharacters(String name, int most) {
        String value = settings.get(name);
        if (value != null && value.codePointCount(0, value.length()) > most) {
            wrong.add(name + " must have at most " + most + " characters");
        }
    }

    /** As UTF-8. */
    public void mostBytes(String name, int most) {
        String value = settings.get(name);
        if (value != null && value.getBytes(StandardCharsets.UTF_8).length > most) {
            wrong.add(name + " must have at most " + most + " bytes");
        }
    }

    /** An absolute address, where it is there. */
    public void url(String name) {
        optional(name);
        String value = settings.get(name);
        if (value != null && uri(value) == null) {
            wrong.add(name + " must be a whole address such as https://partner.example/in");
        }
    }

    public void secret(String name, int least) {
        take("secret." + name);
        String value = secrets.get(name);
        if (value == null) {
            wrong.add("secret." + name + " is missing");
        } else {
            secretText(name, value, least);
        }
    }

    public void optionalSecret(String name, int least) {
        take("secret." + name);
        String value = secrets.get(name);
        if (value != null) {
            secretText(name, value, least);
        }
    }

    /** @param what it must be, for people */
    public void optionalSecret(String name, String pattern, String what) {
        optionalSecret(name, 1);
        String value = secrets.get(name);
        if (value != null && !value.matches(pattern)) {
            wrong.add("secret." + name + " must be " + what);
        }
    }

    /** A secret that is of no use without another. */
    public void together(String name, String needed) {
        if (secrets.containsKey(name) && !secrets.containsKey(needed)) {
            wrong.add("secret." + needed + " is missing: secret." + name + " needs it");
        }
    }

    private void take(String name) {
        taken.add(name);
        unknown.remove(name);
    }

    private void secretText(String name, String value, int least) {
        // Its value stands in no message.
        if (value.length() < least || value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            wrong.add("secret." + name + " must have " + least + " to " + LONGEST + " characters, in one line");
        }
    }

    private void text(String name, @Nullable String value) {
        if (value != null && (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl))) {
            wrong.add(name + " must have at most " + LONGEST + " characters, in one line");
        }
    }

    /** @throws Refusal naming all that is wrong */
    void done() {
        unknown.forEach(name -> wrong.add(name + " is not a setting of this kind of channel"));
        if (!unknown.isEmpty()) {
            wrong.add("it takes " + String.join(", ", taken));
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid("channelSettingsWrong", "The channel's settings cannot be used: " + String.join("; ", wrong) + ".", "Correct them and save again.");
        }
    }

    /** An http or https address with a host; null where it is none. */
    public static @Nullable URI uri(String text) {
        try {
            var uri = new URI(text);
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return http && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
