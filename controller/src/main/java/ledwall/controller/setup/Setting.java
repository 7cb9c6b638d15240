package ledwall.controller.setup;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import ledwall.controller.schedule.Freeze;

/** Every setting there is: its name in the file and on the command line, what it takes, and what it is without being set. */
public enum Setting {
    DATA("data", "FOLDER", "", "where database and media lie; /var/lib/ledwall for root, else ~/.local/share/ledwall"),
    HTTP("http", "PORT", "8080", "port for people"),
    HTTP_HOST("http-host", "ADDRESS", "127.0.0.1", "address for people; off loopback only together with http-off-loopback=yes"),
    HTTP_OFF_LOOPBACK("http-off-loopback", "yes|no", "no", "yes: plain http may leave this machine, for a network that nobody else listens to"),
    HTTP_NAMES("http-names", "NAME,NAME", "", "host names under which browsers know the controller, beside localhost and addresses"),
    PUBLIC_URL("public-url", "URL", "", "what people type where a proxy stands before the controller; with https the session cookie needs it"),
    PUBLIC("public", "HOST:PORT", "", "where everybody reads the feeds and their media, and WeChat calls back; without it there is no such listener"),
    FEEDS_URL("feeds-url", "URL", "", "what the outside types for it, where a proxy or a network of caches stands before it"),
    AGENTS_PORT("agents-port", "PORT", "7420", "port for the screens' agents, on loopback: until TLS exists they come through an SSH tunnel"),
    FREEZE_KEY_PERIOD("freeze-key-period", "SECONDS", "60",
        "what is on air or due within so long, of the class key period, ordinary edits do not change; 0 to 3600"),
    FREEZE_FIXED("freeze-fixed", "SECONDS", "60", "the same of the class fixed"),
    FREEZE_NORMAL("freeze-normal", "SECONDS", "0", "the same of the class normal"),
    FREEZE_DEFAULT("freeze-default", "SECONDS", "0", "the same of the class default and of default loops"),
    LOG("log", "console|file", "console", "file: DATA/log/controller.log, kept to 70 MB");

    static final String ENVIRONMENT = "LEDWALL_";
    private static final Pattern NAMES = Pattern.compile("([a-z0-9.-]+(,\\s*[a-z0-9.-]+)*)?");

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+):\\d{1,5}");

    private final String key;
    private final String form;
    private final String standard;
    private final String meaning;

    Setting(String key, String form, String standard, String meaning) {
        this.key = key;
        this.form = form;
        this.standard = standard;
        this.meaning = meaning;
    }

    String key() {
        return key;
    }

    String form() {
        return form;
    }

    String standard() {
        return standard;
    }

    String meaning() {
        return meaning;
    }

    boolean takes(String value) {
        return switch (this) {
            case DATA -> value.indexOf('\0') < 0;
            case HTTP, AGENTS_PORT -> value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65_535;
            case FREEZE_KEY_PERIOD, FREEZE_FIXED, FREEZE_NORMAL, FREEZE_DEFAULT -> value.matches("\\d{1,4}")
                && Integer.parseInt(value) <= Freeze.MAX.toSeconds();
            case HTTP_HOST -> !value.isBlank();
            case HTTP_OFF_LOOPBACK, LOG -> List.of(form.split("\\|", -1)).contains(value);
            case HTTP_NAMES -> NAMES.matcher(value).matches();
            case PUBLIC -> value.isEmpty()
                || (HOST_AND_PORT.matcher(value).matches() && Integer.parseInt(value.substring(value.lastIndexOf(':') + 1)) <= 65_535);
            case PUBLIC_URL, FEEDS_URL -> value.isEmpty() || isUrl(value);
        };
    }

    String environment() {
        return ENVIRONMENT + key.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static boolean isUrl(String value) {
        try {
            var url = new URI(value);
            return url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
