package ledwall.agent.setup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings: the command line before the environment ({@code LEDWALL_AGENT_...}) before the file (Java properties in UTF-8) before the defaults. Strict: an unknown
 * name is an error, and all that is wrong is told at once.
 */
public final class SettingsReader {
    static final String ENVIRONMENT = "LEDWALL_AGENT_";
    private static final String CONFIG = ENVIRONMENT + "CONFIG";
    private static final Path SYSTEM_FILE = Path.of("/etc/ledwall/agent.properties");
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^\\s:]+)):(\\d{1,5})");
    /** Which ones there are only the display knows. */
    private static final Pattern OUTPUT = Pattern.compile("[!-~]{0,64}");
    private static final Pattern DISPLAY = Pattern.compile(":\\d{1,5}(\\.0)?");

    private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> environment;

    private record Given(String value, String where) {}

    private SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @throws SettingsProblem naming everything that is wrong */
    public static Settings read(Map<String, String> commandLine, Map<String, String> environment) throws SettingsProblem {
        var reader = new SettingsReader(environment);
        reader.file(commandLine.get("config"));
        reader.environment();
        commandLine.forEach((name, value) -> {
            if (!name.equals("config")) {
                reader.give(name, value, "--" + name);
            }
        });
        return reader.settings();
    }

    /** The names that a command line may use, with their meaning, one a line. */
    public static String reference() {
        var out = new StringBuilder();
        for (Setting setting : Setting.values()) {
            String head = "  " + setting.key + "=" + setting.form;
            out.append(String.format("%-28s %s%s%n", head, setting.meaning, setting.byDefault.isEmpty() ? "" : " (" + setting.byDefault + ")"));
        }
        return out.toString();
    }

    private void file(@Nullable String named) {
        String path = named != null ? named : environment.get(CONFIG);
        Path file = path != null ? Path.of(path) : SYSTEM_FILE;
        if (path == null && !Files.exists(file)) {
            return;
        }
        var lines = new Properties();
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            lines.load(in);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("cannot read " + file + ": " + e.getMessage());
            return;
        }
        for (String name : new TreeSet<>(lines.stringPropertyNames())) {
            give(name, lines.getProperty(name), name + " in " + file);
        }
    }

    private void environment() {
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith(ENVIRONMENT) && !name.equals(CONFIG)) {
                Setting setting = Arrays.stream(Setting.values()).filter(known -> known.environment().equals(name)).findFirst().orElse(null);
                if (setting == null) {
                    unknown(name, Arrays.stream(Setting.values()).map(Setting::environment).toList());
                } else {
                    given.put(setting, new Given(environment.getOrDefault(name, "").strip(), name));
                }
            }
        }
    }

    private void give(String name, String value, String where) {
        Setting setting = Arrays.stream(Setting.values()).filter(known -> known.key.equals(name)).findFirst().orElse(null);
        if (setting == null) {
            unknown(where, Arrays.stream(Setting.values()).map(known -> known.key).toList());
        } else {
            given.put(setting, new Given(value.strip(), where));
        }
    }

    private void unknown(String where, List<String> known) {
        String name = where.replaceFirst("^--", "").replaceFirst(" in .*", "");
        String nearest = known.stream().min((a, b) -> Integer.compare(Spelling.distance(name, a), Spelling.distance(name, b))).orElse("");
        boolean near = Spelling.distance(name, nearest) <= Math.max(2, name.length() / 3);
        problems.add(where + " is unknown" + (near ? ": did you mean " + nearest + "?" : "; known are " + String.join(", ", known)));
    }

    private Settings settings() throws SettingsProblem {
        var read = new Settings(address(), data(), player(), checked(Setting.DISPLAY, DISPLAY.asMatchPredicate()::test),
            checked(Setting.OUTPUT, OUTPUT.asMatchPredicate()::test), oneOf(Setting.VO, "x11", "gpu"), number(Setting.DECODER_THREADS, 1, 16),
            Duration.ofMillis(number(Setting.DISPLAY_DELAY_MILLIS, 0, 500)));
        if (!problems.isEmpty()) {
            throw new SettingsProblem(problems);
        }
        return read;
    }

    private Settings.@Nullable Address address() {
        if (value(Setting.CONTROLLER).isEmpty()) {
            return null;
        }
        Settings.Address address = parseAddress(value(Setting.CONTROLLER));
        if (address == null) {
            wrong(Setting.CONTROLLER);
        }
        return address;
    }

    static Settings.@Nullable Address parseAddress(String text) {
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        int port = Integer.parseInt(parts.group(3));
        String host = parts.group(1) != null ? parts.group(1) : parts.group(2);
        return port < 1 || port > 65_535 || host == null ? null : new Settings.Address(host, port);
    }

    private Path data() {
        String value = value(Setting.DATA);
        if (!value.isEmpty()) {
            return Path.of(value).toAbsolutePath().normalize();
        }
        return System.getProperty("user.name", "").equals("root") ? Path.of("/var/lib/ledwall-agent")
            : Path.of(environment.getOrDefault("HOME", "/"), ".local/share/ledwall-agent");
    }

    private Settings.PlayerKind player() {
        return oneOf(Setting.PLAYER, "mpv", "blank").equals("blank") ? Settings.PlayerKind.BLANK : Settings.PlayerKind.MPV;
    }

    private String oneOf(Setting setting, String... values) {
        return checked(setting, List.of(values)::contains);
    }

    private int number(Setting setting, int least, int most) {
        String text = checked(setting, value -> value.matches("\\d{1,6}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most);
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : least;
    }

    private interface Check {
        boolean allows(String value);
    }

    private String checked(Setting setting, Check check) {
        if (!check.allows(value(setting))) {
            wrong(setting);
        }
        return value(setting);
    }

    private String value(Setting setting) {
        Given found = given.get(setting);
        return found == null ? setting.byDefault : found.value();
    }

    private void wrong(Setting setting) {
        Given found = given.get(setting);
        problems.add((found == null ? setting.key : found.where()) + " must be " + setting.form + ", but is \"" + value(setting) + "\"");
    }
}
