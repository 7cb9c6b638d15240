package ledwall.agent;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ledwall.agent.health.Pulse;
import ledwall.agent.player.mpv.StrayPlayers;
import ledwall.agent.setup.CommandLine;
import ledwall.agent.setup.FolderLock;
import ledwall.agent.setup.ScreenKey;
import ledwall.agent.setup.Settings;
import ledwall.agent.setup.SettingsProblem;
import ledwall.agent.setup.SettingsReader;
import ledwall.agent.setup.StatusWords;
import ledwall.agent.stop.LatchFile;
import ledwall.agent.stop.LatchState;
import ledwall.agent.stop.WallStopFile;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.message.StopState;
import ledwall.protocol.runtime.real.RealClock;
import ledwall.protocol.runtime.real.RealDisk;
import ledwall.protocol.runtime.real.RealEntropy;

/** The program {@code ledwall-agent}. */
public final class Main {
    private static final int OK = 0;
    private static final int USAGE = 64;
    private static final int MISSING = 69;
    private static final int CONFIG = 78;

    private final PrintStream out;
    private final PrintStream err;

    private Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Exits with 0, 64 (usage), 69 (something is missing), 70 (a broken invariant), 75 (to be started again) or 78 (configuration), as sysexits(3) has them. */
    public static void main(String[] arguments) {
        System.exit(main(List.of(arguments), System.getenv(), utf8(System.out), utf8(System.err)));
    }

    /** Runs one command to its end and returns the exit code. */
    static int main(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        var main = new Main(out, err);
        try {
            return main.command(CommandLine.of(arguments), environment);
        } catch (CommandLine.Usage e) {
            err.println("ledwall-agent: " + e.getMessage() + "; see ledwall-agent --help");
            return USAGE;
        } catch (SettingsProblem e) {
            String.valueOf(e.getMessage()).lines().forEach(problem -> err.println("ledwall-agent: " + problem));
            return CONFIG;
        } catch (IOException e) {
            err.println("ledwall-agent: " + e.getMessage());
            return MISSING;
        }
    }

    private int command(CommandLine line, Map<String, String> environment) throws CommandLine.Usage, SettingsProblem, IOException {
        return switch (line.command()) {
            case "--help", "-h", "help" -> say(help());
            case "--version", "version" -> say("ledwall-agent " + version() + "\n");
            case "run" -> run(settings(line.options(), environment));
            case "enrol" -> {
                var options = new TreeMap<>(line.options());
                String code = options.remove("code");
                if (code == null) {
                    throw new CommandLine.Usage("enrol needs --code, which the screen's page on the controller shows");
                }
                yield enrol(settings(options, environment), code.strip());
            }
            case "stop" -> {
                var options = new TreeMap<>(line.options());
                String reason = options.remove("reason");
                if (reason != null && reason.length() > StopState.MAX_REASON) {
                    throw new CommandLine.Usage("--reason takes at most " + StopState.MAX_REASON + " characters");
                }
                yield stop(settings(options, environment), reason == null ? "" : reason.strip());
            }
            case "status" -> status(settings(line.options(), environment));
            default -> throw new CommandLine.Usage("\"" + line.command() + "\" is no command");
        };
    }

    private int say(String text) {
        out.print(text);
        return OK;
    }

    private static Settings settings(Map<String, String> options, Map<String, String> environment) throws SettingsProblem, IOException {
        Settings settings = SettingsReader.read(options, environment);
        Files.createDirectories(settings.data());
        return settings;
    }

    private int run(Settings settings) throws SettingsProblem, IOException {
        try (FolderLock lock = locked(settings)) {
            notePid(lock);
            ScreenKey key = ScreenKey.read(lock.data());
            RunningAgent.run(settings, key, version());
            return OK;
        }
    }

    /** The number is for people: a full disk must not keep the screen dark. */
    private void notePid(FolderLock lock) {
        try {
            lock.notePid();
        } catch (IOException e) {
            err.println("ledwall-agent: its process number cannot be noted: " + e.getMessage());
        }
    }

    private int enrol(Settings settings, String code) throws SettingsProblem, IOException {
        Settings.Address controller = settings.controller();
        if (controller == null) {
            throw new SettingsProblem("enrol needs the controller's address: --controller HOST:PORT");
        }
        try (FolderLock lock = locked(settings)) {
            ScreenKey key = EnrolCommand.enrol(lock.data(), controller, code, version());
            out.println("This PC is now screen \"" + key.screenName() + "\" (" + key.screen() + "). Start its agent with: ledwall-agent run --data " + settings.data());
            return OK;
        }
    }

    private int stop(Settings settings, String reason) throws IOException {
        if (!Files.exists(settings.data().resolve(FolderLock.LOCK))) {
            throw new IOException("no agent has run in " + settings.data() + " yet; name its folder with --data");
        }
        var entropy = new RealEntropy();
        var clock = RealClock.open(entropy);
        StrayPlayers players = settings.player() == Settings.PlayerKind.BLANK ? null : new StrayPlayers(RunningAgent.mpv(settings), clock);
        return new StopCommand(settings.data(), clock, entropy, players, out).run(reason);
    }

    /** What the latch says counts, whether or not an agent runs. */
    private void sayStopped(Path data) throws IOException {
        var disk = RealDisk.open(data);
        try {
            LatchState latch = new LatchFile(disk).read().orElse(LatchState.NONE);
            if (latch.stopped()) {
                out.println("THIS WALL IS STOPPED since " + latch.at() + (latch.origin() == LatchState.Origin.WALL ? ", here at the wall" : ", from the controller")
                    + (latch.reason().isEmpty() ? "." : ": " + latch.reason()));
            } else if (new WallStopFile(disk).read().filter(stop -> !stop.name().equals(latch.wallStop())).isPresent()) {
                out.println("THIS WALL IS STOPPED, here at the wall; its agent has not taken it in yet.");
            }
        } catch (IOException e) {
            out.println("THIS WALL IS STOPPED: " + e.getMessage());
        }
    }

    private int status(Settings settings) throws IOException {
        sayStopped(settings.data());
        Path file = settings.data().resolve(Pulse.STATUS_FILE);
        if (!Files.exists(file)) {
            throw new IOException("no agent has run in " + settings.data() + " yet; name another folder with --data");
        }
        try (FolderLock free = FolderLock.take(settings.data()).orElse(null)) {
            out.println(free == null ? "The agent runs (process " + FolderLock.lastPid(settings.data()) + ")." : "The agent does not run. What it said last:");
            out.print(StatusWords.of(Files.readAllBytes(file)));
            return OK;
        } catch (JsonException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static FolderLock locked(Settings settings) throws IOException {
        Optional<FolderLock> lock = FolderLock.take(settings.data());
        return lock.orElseThrow(() -> new IOException("an agent runs in " + settings.data() + " already (process " + FolderLock.lastPid(settings.data())
            + "); end that one first, or name another folder with --data"));
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    private static String help() {
        return """
            usage: ledwall-agent run    [--NAME VALUE ...]              play; SIGTERM ends the agent and leaves the player playing
                   ledwall-agent enrol  --controller HOST:PORT --code CODE [--data FOLDER]
                   ledwall-agent status [--data FOLDER]                 say what the agent in that folder does
                   ledwall-agent stop   [--data FOLDER] [--reason TEXT] take the wall dark, whatever state its agent is in, until it is resumed
                   ledwall-agent --help | --version

            Settings are taken from the command line (--NAME VALUE), else the environment (LEDWALL_AGENT_NAME, such as LEDWALL_AGENT_DISPLAY_DELAY_MILLIS),
            else a file of NAME=VALUE lines (--config FILE, LEDWALL_AGENT_CONFIG or /etc/ledwall/agent.properties):
            """ + SettingsReader.reference() + """

            Exit codes: 0 done (stop: the wall is dark for certain), 1 stop: the wall may not be dark, 64 wrong usage, 69 something is missing,
            70 a fault of the program, 75 asked to start again, 78 wrong settings.
            """;
    }

    /** Text for people in UTF-8, whatever the locale: names are Chinese and Tibetan. */
    private static PrintStream utf8(PrintStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
