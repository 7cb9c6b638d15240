package ledwall.agent.setup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One agent a data folder: two would fight for one screen and one log. The kernel lets go of the lock with the process, however it ends. */
public final class FolderLock implements AutoCloseable {
    /** The file that an agent holds locked while it lives. */
    public static final String LOCK = "agent.lock";
    private static final String PID = "agent.pid";

    private final Path data;
    private final FileChannel channel;

    private FolderLock(Path data, FileChannel channel) {
        this.data = data;
        this.channel = channel;
    }

    /** Empty if another process holds it. */
    public static Optional<FolderLock> take(Path data) throws IOException {
        FileChannel channel = FileChannel.open(data.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new FolderLock(data, channel));
    }

    /** The folder that is this process's own while it holds the lock. */
    public Path data() {
        return data;
    }

    /** Notes this process as the folder's agent in {@code agent.pid}. */
    public void notePid() throws IOException {
        try (FileChannel out = FileChannel.open(data.resolve(PID), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            out.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** The process that was the folder's agent last, for people. */
    public static String lastPid(Path data) {
        try {
            return Files.readString(data.resolve(PID), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
