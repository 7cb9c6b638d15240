package ledwall.controller.setup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The controller's own folder. Two controllers over one database would each believe to be the only one: the lock ends with its process, however that ends. */
public final class DataFolder implements AutoCloseable {
    private static final String LOCK = "controller.lock";

    private final FileChannel lock;

    private DataFolder(FileChannel lock) {
        this.lock = lock;
    }

    /** Makes the folder, readable by its owner only, if it is not there. */
    public static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** Whether a controller holds it just now. */
    public static boolean isServed(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return !locked(channel);
        }
    }

    /**
     * A file that a served folder holds.
     *
     * @throws IOException if it is not there
     */
    public static Path existing(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            throw new IOException(folder + " holds no " + name + ": name the controller's folder with --data");
        }
        return file;
    }

    /** @throws IOException if another controller holds it */
    public static DataFolder hold(Path folder) throws IOException {
        var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new IOException("another controller is serving " + folder + "; end that one first, or choose another folder with --data");
        }
        return new DataFolder(channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held by another controller of this very process.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
