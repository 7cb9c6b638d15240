package ledwall.controller.setup;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import ledwall.controller.schedule.Freeze;
import org.jspecify.annotations.Nullable;

/**
 * What is set, and where: the command line goes before the environment, before the file, before what is standard. Strict: an unknown name is an error, and all
 * that is wrong is told at once. No setting is a secret: keys and passwords live in the database.
 */
public final class Settings {
    private static final Path SYSTEM_FILE = Path.of("/etc/ledwall/controller.properties");
    private static final String CONFIG = Setting.ENVIRONMENT + "CONFIG";
    /** Variables of other programs of the house. */
    private static final List<String> OTHERS = List.of("LEDWALL_AGENT_", "LEDWALL_DEMO_", "LEDWALL_BENCH_", "LEDWALL_JAVA_");

    private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> environment;

    private record Given(String value, String where) {}

    private Settings(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * @param options of the command line, by name, {@code config} among them
     * @throws Wrong naming everything that is wrong
     */
    public static Settings read(Map<String, String> options, Map<String, String> environment) throws Wrong {
        var settings = new Settings(environment);
        settings.readFile(options.get("config"));
        var variables = new TreeMap<String, String>();
        environment.forEach((name, value) -> {
            if (name.startsWith(Setting.ENVIRONMENT) && !name.equals(CONFIG) && OTHERS.stream().noneMatch(name::startsWith)) {
                variables.put(name, value);
            }
        });
        variables.forEach((name, value) -> settings.give(name, value, name, Setting::environment));
        options.forEach((name, value) -> {
            if (!name.equals("config")) {
                settings.give(name, value, "--" + name, Setting::key);
            }
        });
        settings.check();
        return settings;
    }

    /** Every setting with what it takes and means, one a line. */
    public static String reference() {
        var out = new StringBuilder();
        for (Setting setting : Setting.values()) {
            out.append(String.format("  %-28s %s%s%n", setting.key() + "=" + setting.form(), setting.meaning(),
                setting.standard().isEmpty() ? "" : " (" + setting.standard() + ")"));
        }
        return out.toString();
    }

    /** What is in force and where it comes from, one a line. */
    public String effective() {
        var out = new StringBuilder();
        for (Setting setting : Setting.values()) {
            Given from = given.get(setting);
            out.append(setting.key()).append('=').append(setting == Setting.DATA ? data() : text(setting)).append(" (")
                .append(from == null ? "standard" : from.where())
                .append(")\n");
        }
        return out.toString();
    }

    public Path data() {
        String folder = text(Setting.DATA);
        if (!folder.isEmpty()) {
            return Path.of(folder).toAbsolutePath().normalize();
        }
        boolean root = System.getProperty("user.name", "").equals("root");
        return root ? Path.of("/var/lib/ledwall") : Path.of(environment.getOrDefault("HOME", "/"), ".local/share/ledwall");
    }

    public String httpHost() {
        return text(Setting.HTTP_HOST);
    }

    public int httpPort() {
        return Integer.parseInt(text(Setting.HTTP));
    }

    public Set<String> httpNames() {
        var names = new TreeSet<>(Arrays.asList(text(Setting.HTTP_NAMES).split(",\\s*", -1)));
        names.remove("");
        return names;
    }

    public @Nullable URI publicUrl() {
        return text(Setting.PUBLIC_URL).isEmpty() ? null : URI.create(text(Setting.PUBLIC_URL));
    }

    /** Where everybody may read; null where nobody may. */
    public @Nullable Public open() {
        String where = text(Setting.PUBLIC);
        if (where.isEmpty()) {
            return null;
        }
        int colon = where.lastIndexOf(':');
        String url = text(Setting.FEEDS_URL).replaceAll("/+$", "");
        return new Public(where.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(where.substring(colon + 1)), url.isEmpty() ? null : url);
    }

    /** @param url what the outside types, without a slash at the end; null where that is the address itself */
    public record Public(String host, int port, @Nullable String url) {}

    public int agentsPort() {
        return Integer.parseInt(text(Setting.AGENTS_PORT));
    }

    /** What ordinary edits do not change. */
    public Freeze freeze() {
        return new Freeze(seconds(Setting.FREEZE_KEY_PERIOD), seconds(Setting.FREEZE_FIXED), seconds(Setting.FREEZE_NORMAL), seconds(Setting.FREEZE_DEFAULT));
    }

    private Duration seconds(Setting setting) {
        return Duration.ofSeconds(Integer.parseInt(text(setting)));
    }

    public boolean logsToFile() {
        return text(Setting.LOG).equals("file");
    }

    /** Whether people's passwords may be read on their way to the controller. */
    public boolean httpLeavesThisMachine() {
        return !isLoopback(httpHost());
    }

    private void readFile(@Nullable String named) {
        String path = named == null ? environment.get(CONFIG) : named;
        Path file = path == null ? SYSTEM_FILE : Path.of(path);
        if (path == null && !Files.exists(file)) {
            return;
        }
        var lines = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            lines.load(in);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("the configuration file " + file + " cannot be read: " + e);
        }
        new TreeSet<>(lines.stringPropertyNames()).forEach(name -> give(name, lines.getProperty(name), name + " in " + file, Setting::key));
    }

    private interface Naming {
        String name(Setting setting);
    }

    private void give(String name, String value, String where, Naming naming) {
        for (Setting setting : Setting.values()) {
            if (naming.name(setting).equals(name)) {
                given.put(setting, new Given(value.strip(), where));
                return;
            }
        }
        var nearest = Arrays.stream(Setting.values()).map(naming::name).min(Comparator.comparingInt(known -> distance(name, known))).orElseThrow();
        boolean near = distance(name, nearest) <= Math.max(2, nearest.length() / 3);
        problems.add(where + " is unknown" + (near ? ": did you mean " + nearest + "?" : "; `ledwall help` lists the settings"));
    }

    private void check() throws Wrong {
        given.forEach((setting, from) -> {
            if (!setting.takes(from.value())) {
                problems.add(from.where() + " must be " + setting.form() + ", but is \"" + from.value() + "\"");
            }
        });
        if (problems.isEmpty() && httpLeavesThisMachine() && text(Setting.HTTP_OFF_LOOPBACK).equals("no")) {
            problems.add("http-host " + httpHost() + " is not a loopback address, and plain http lets anybody on the way read passwords: "
                + "put a proxy with TLS on this machine, use an SSH tunnel, or set http-off-loopback=yes if nobody else listens to this network");
        }
        Public open = problems.isEmpty() ? open() : null;
        if (open != null && open.url() == null && (open.host().equals("0.0.0.0") || open.host().equals("::"))) {
            problems.add("public " + open.host() + " is no address that anybody can type: set feeds-url to what leads there from outside");
        }
        if (!problems.isEmpty()) {
            throw new Wrong(problems);
        }
    }

    private String text(Setting setting) {
        Given from = given.get(setting);
        return from == null ? setting.standard() : from.value();
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The letters to insert, drop or change between two words (Levenshtein), by the definition: names are short and this runs once. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j
                    : Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
            }
        }
        return cost[a.length()][b.length()];
    }

    /** The settings are wrong; each problem is one line for people. */
    public static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<String> problems;

        Wrong(List<String> problems) {
            super(String.join("; ", problems));
            this.problems = List.copyOf(problems);
        }

        public List<String> problems() {
            return problems;
        }
    }
}
