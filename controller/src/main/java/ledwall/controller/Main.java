package ledwall.controller;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.setup.DataFolder;
import ledwall.controller.setup.Logs;
import ledwall.controller.setup.Settings;
import org.jspecify.annotations.Nullable;

/** The program {@code ledwall}. */
public final class Main {
    static final int OK = 0;
    static final int USAGE = 64;
    static final int MISSING = 69;
    static final int CONFIG = 78;
    private static final long AUDIT_LINES = 100;

    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintStream out;

    private Main(Map<String, String> environment, InputStream in, PrintStream out) {
        this.environment = environment;
        this.in = in;
        this.out = out;
    }

    /** Exits with 0, 64 (usage), 69 (something is missing), 70 (a broken invariant) or 78 (configuration), as sysexits(3) has them. */
    public static void main(String[] words) {
        int code = run(List.of(words), System.getenv(), System.in, utf8(System.out), utf8(System.err));
        System.exit(code);
    }

    /** Runs one command to its end. */
    static int run(List<String> words, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        try {
            return new Main(environment, in, out).command(words);
        } catch (Usage e) {
            err.println("ledwall: " + e.getMessage() + "; see `ledwall help`");
            return USAGE;
        } catch (Settings.Wrong e) {
            e.problems().forEach(problem -> err.println("ledwall: " + problem));
            return CONFIG;
        } catch (Refusal e) {
            err.println("ledwall: " + e.cause() + " " + e.advice());
            return e.kind() == Refusal.Kind.UNAVAILABLE ? MISSING : USAGE;
        } catch (IOException e) {
            err.println("ledwall: " + e.getMessage());
            return MISSING;
        }
    }

    private int command(List<String> words) throws Usage, Settings.Wrong, IOException {
        Logs.quiet();
        return switch (words.isEmpty() ? "" : words.getFirst()) {
            case "serve" -> serve(settings(options(words, 1)));
            case "user" -> user(words);
            case "backup", "restore", "audit" -> data(words);
            case "help", "--help", "-h" -> say(help());
            case "version", "--version" -> say("ledwall " + version() + "\n");
            case "" -> throw new Usage("no command is given");
            default -> throw new Usage("\"" + words.getFirst() + "\" is no command");
        };
    }

    private int say(String text) {
        out.print(text);
        out.flush();
        return OK;
    }

    private int serve(Settings settings) throws IOException {
        DataFolder.make(settings.data());
        try (DataFolder held = DataFolder.hold(settings.data())) {
            return RunningController.serve(settings, held, version(), out);
        }
    }

    private int user(List<String> words) throws Usage, Settings.Wrong, IOException {
        String what = words.size() < 2 ? "" : words.get(1);
        var flags = new ArrayList<>(words);
        boolean fromStdin = flags.remove("--password-stdin");
        var options = options(flags, 2);
        String name = options.remove("name");
        String role = options.remove("role");
        var settings = settings(options);
        DataFolder.make(settings.data());
        try (var people = new UserCommands(settings.data(), in, out)) {
            return switch (what) {
                case "add" -> people.add(needed("--name", name), needed("--role", role), fromStdin);
                case "passwd" -> people.changePassword(needed("--name", name), fromStdin);
                case "list" -> people.list();
                default -> throw new Usage("user takes add, passwd or list");
            };
        }
    }

    private int data(List<String> words) throws Usage, Settings.Wrong, IOException {
        var options = options(words, 1);
        String to = options.remove("to");
        String from = options.remove("from");
        String most = options.remove("most");
        var commands = new DataCommands(settings(options).data(), out);
        return switch (words.getFirst()) {
            case "backup" -> commands.backup(Path.of(needed("--to", only(to, from, most))));
            case "restore" -> commands.restore(Path.of(needed("--from", only(from, to, most))));
            default -> commands.audit(lines(only(most, to, from)));
        };
    }

    /** The one that belongs to the command; the others must not be given. */
    private static @Nullable String only(@Nullable String its, @Nullable String... others) throws Usage {
        if (Arrays.stream(others).anyMatch(Objects::nonNull)) {
            throw new Usage("backup takes --to, restore --from, audit --most");
        }
        return its;
    }

    private static long lines(@Nullable String most) throws Usage {
        try {
            long lines = most == null ? AUDIT_LINES : Long.parseLong(most);
            if (lines > 0) {
                return lines;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new Usage("--most must be a number above 0, but is \"" + most + "\"");
    }

    private Settings settings(Map<String, String> options) throws Settings.Wrong {
        return Settings.read(options, environment);
    }

    private static String needed(String option, @Nullable String value) throws Usage {
        if (value == null) {
            throw new Usage(option + " is missing");
        }
        return value;
    }

    /** {@code --name value} and {@code --name=value}, from the given word on. */
    private static Map<String, String> options(List<String> words, int from) throws Usage {
        var options = new TreeMap<String, String>();
        for (int i = Math.min(from, words.size()); i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--") || word.length() == 2) {
                throw new Usage("\"" + word + "\" is not understood");
            }
            String[] parts = word.substring(2).split("=", 2);
            if (parts.length == 1 && i + 1 == words.size()) {
                throw new Usage(word + " lacks its value");
            }
            String value = parts.length == 2 ? parts[1] : words.get(++i);
            if (options.put(parts[0], value) != null) {
                throw new Usage("--" + parts[0] + " is given twice");
            }
        }
        return options;
    }

    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    private static String help() {
        return """
            usage: ledwall serve       [--SETTING VALUE ...]                 serve people and screens until SIGTERM
                   ledwall user add    --name NAME --role ROLE [--password-stdin] [--data FOLDER]
                   ledwall user passwd --name NAME [--password-stdin] [--data FOLDER]
                   ledwall user list   [--data FOLDER]
                   ledwall backup      --to FOLDER [--data FOLDER]       copy database and media into a new folder, also while serving
                   ledwall restore     --from FOLDER [--data FOLDER]     check such a copy and put it into an empty data folder
                   ledwall audit       [--most 100] [--data FOLDER]      who did what, newest first
                   ledwall help | version

            ROLE is administrator, operator or technician. A first start without an administrator prints a one-time link that makes one.

            Settings are taken from the command line (--http 8080), else the environment (LEDWALL_HTTP=8080, LEDWALL_PUBLIC_URL=...), else a file of
            NAME=VALUE lines (--config FILE, LEDWALL_CONFIG, or /etc/ledwall/controller.properties):
            """ + Settings.reference() + """

            Exit codes: 0 done, 64 wrong usage, 69 something is missing, 70 a fault of the program, 78 wrong settings.
            """;
    }

    /** Text for people in UTF-8, whatever the locale: names are Chinese and Tibetan. */
    private static PrintStream utf8(PrintStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    /** The command line is wrong; the message says how. */
    static final class Usage extends Exception {
        private static final long serialVersionUID = 1L;

        Usage(String message) {
            super(message);
        }
    }
}
