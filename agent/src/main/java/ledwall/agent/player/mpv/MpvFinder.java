package ledwall.agent.player.mpv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ledwall.protocol.id.Bytes;

/** Finds the players of one data folder among all processes. A note on a disk may lack (it was full) or be out of date; the process table is neither. */
final class MpvFinder {
    private static final Path PROCESSES = Path.of("/proc");
    /** Sees to what a release left that had one player only, too. */
    private static final char FIRST = 'a';

    private final MpvSettings settings;
    private final String names;

    MpvFinder(MpvSettings settings) {
        this.settings = settings;
        // The same name at each start of this agent, and no other folder's.
        this.names = "mpv-" + Bytes.of(settings.folder().toString().getBytes(StandardCharsets.UTF_8)).sha256().substring(0, 12);
    }

    /** A process that was started as this folder's player. */
    record Found(long pid, Path socket) {}

    /** The last part of the path of this deck's sockets. */
    String socketName() {
        return names + '-' + settings.deck();
    }

    /** The players of this deck. */
    List<Found> mine() throws IOException {
        return all().stream().filter(found -> found.socket().endsWith(socketName()) || (settings.deck() == FIRST && found.socket().endsWith(names))).toList();
    }

    /** The players of the folder, whichever deck's. */
    List<Found> all() throws IOException {
        var out = new ArrayList<Found>();
        // The agent's, who owns its folder: root may ask for somebody else's players.
        UserPrincipal we = Files.getOwner(settings.folder());
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            for (Path process : processes.filter(path -> path.getFileName().toString().matches("[1-9][0-9]*")).toList()) {
                socket(process, we).ifPresent(socket -> out.add(new Found(Long.parseLong(process.getFileName().toString()), socket)));
            }
        }
        return out;
    }

    /** Whether the process is the player of that socket, and not somebody who was given its number since. */
    boolean isPlayer(long pid, Path socket) {
        try {
            return words(process(pid).resolve("cmdline")).contains(MpvCommand.socketOption(socket));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the process still does anything: one that has ended and whose parent has not asked for it yet holds no display and no socket any more. */
    static boolean lives(long pid) {
        try {
            String stat = Files.readString(process(pid).resolve("stat"), StandardCharsets.ISO_8859_1);
            // Its name stands in parentheses and may hold any character; its state follows.
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it was started with the settings of today. */
    boolean isAsSet(Found player) {
        try {
            List<String> line = words(process(player.pid()).resolve("cmdline"));
            List<String> options = MpvCommand.options(settings, player.socket());
            return line.size() >= options.size() && line.subList(line.size() - options.size(), line.size()).equals(options)
                && words(process(player.pid()).resolve("environ")).contains("DISPLAY=" + settings.display());
        } catch (IOException e) {
            return false;
        }
    }

    /** Another user may start a program with any arguments: only those of the folder's owner count. */
    private Optional<Path> socket(Path process, UserPrincipal we) {
        try {
            if (!Files.getOwner(process).equals(we)) {
                return Optional.empty();
            }
            return words(process.resolve("cmdline")).stream()
                .filter(word -> word.startsWith(MpvCommand.SOCKET_OPTION) && isOurs(word.substring(word.lastIndexOf('/') + 1)))
                .map(word -> Path.of(word.substring(MpvCommand.SOCKET_OPTION.length()))).findFirst();
        } catch (IOException e) {
            return Optional.empty(); // It ended meanwhile.
        }
    }

    /** One without a letter is of a release that had one player only. */
    private boolean isOurs(String name) {
        return name.startsWith(names) && (name.length() == names.length() || (name.length() == names.length() + 2 && name.charAt(names.length()) == '-'));
    }

    private static Path process(long pid) {
        return PROCESSES.resolve(Long.toString(pid));
    }

    private static List<String> words(Path file) throws IOException {
        return List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0"));
    }
}
