package ledwall.agent.player.mpv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where players' sockets lie: a short folder that only its owner can enter, since whoever reaches the socket can make mpv run any program. Not the data folder: a unix
 * socket's path holds {@value #MAX_PATH_BYTES} bytes, and mpv says nothing when it is longer.
 */
final class SocketFolder {
    static final int MAX_PATH_BYTES = 107;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private SocketFolder() {}

    /**
     * {@code /run/ledwall} for root, else a folder in {@code $XDG_RUNTIME_DIR}, else one in the temporary folder: the last one while it is there and nobody else's, for a
     * fresh one at each start would fill the disk; a name known beforehand is one that somebody else may have made first.
     */
    static Path choose(Map<String, String> environment, String user, @Nullable Path last) throws IOException {
        if (user.equals("root")) {
            return own(Path.of("/run/ledwall"));
        }
        @Nullable String runtime = environment.get("XDG_RUNTIME_DIR");
        if (runtime != null && Files.isDirectory(Path.of(runtime))) {
            return own(Path.of(runtime, "ledwall"));
        }
        if (last != null && isOurs(last)) {
            return last;
        }
        return Files.createTempDirectory("ledwall-", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    private static boolean isOurs(Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(Path.of("/proc/self")))
            && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY);
    }

    static Path checked(Path socket) throws IOException {
        int bytes = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_PATH_BYTES) {
            throw new IOException("the path of mpv's socket has " + bytes + " bytes, at most " + MAX_PATH_BYTES + " are possible: " + socket
                + "; set XDG_RUNTIME_DIR to a shorter folder");
        }
        return socket;
    }

    private static Path own(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder.getParent() == null ? folder : folder.getParent());
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " is no folder; remove it, the agent makes it anew");
        }
        // Fails unless the folder is ours, which is what it is for: somebody else may have made it first.
        Files.setPosixFilePermissions(folder, OWNER_ONLY);
        return folder;
    }
}
