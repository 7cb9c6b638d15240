package ledwall.protocol.runtime.real;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import ledwall.protocol.runtime.Disk;

/** Files below a folder of the operating system. Any thread that may block; calls for one file come from one lane. */
public final class RealDisk implements Disk {
    private final Path root;

    private RealDisk(Path root) {
        this.root = root;
    }

    /** Opens the folder, making it if absent. */
    public static RealDisk open(Path folder) throws IOException {
        var root = folder.toAbsolutePath().normalize();
        Files.createDirectories(root);
        return new RealDisk(root);
    }

    @Override
    public void write(String path, long offset, byte[] bytes) throws IOException {
        try (var channel = openToWrite(path)) {
            if (offset < 0 || offset > channel.size()) {
                throw new IllegalArgumentException("offset " + offset + " is outside the " + channel.size() + " bytes of " + path);
            }
            writeFully(channel, offset, bytes);
        }
    }

    @Override
    public long append(String path, byte[] bytes) throws IOException {
        try (var channel = openToWrite(path)) {
            long offset = channel.size();
            writeFully(channel, offset, bytes);
            return offset;
        }
    }

    @Override
    public void truncate(String path, long length) throws IOException {
        try (var channel = FileChannel.open(resolve(path), StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    @Override
    public void force(String path) throws IOException {
        var file = resolve(path);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        forceFolder(parent(file));
    }

    @Override
    public void renameAtomically(String from, String to) throws IOException {
        var source = resolve(from);
        var target = resolve(to);
        makeFolder(parent(target));
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(parent(target));
        if (!parent(source).equals(parent(target))) {
            forceFolder(parent(source));
        }
    }

    @Override
    public byte[] read(String path, long offset, int length) throws IOException {
        try (var channel = FileChannel.open(resolve(path), StandardOpenOption.READ)) {
            var buffer = ByteBuffer.allocate(Math.clamp(channel.size() - offset, 0, length));
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    break;
                }
            }
            byte[] bytes = new byte[buffer.position()];
            buffer.flip().get(bytes);
            return bytes;
        }
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(resolve(path));
    }

    @Override
    public long size(String path) throws IOException {
        return Files.size(resolve(path));
    }

    @Override
    public List<String> list(String folder) throws IOException {
        var path = resolve(folder);
        if (!Files.exists(path)) {
            return List.of();
        }
        if (!Files.isDirectory(path)) {
            throw new NotDirectoryException(folder);
        }
        try (var entries = Files.list(path)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(resolve(path));
    }

    @Override
    public long freeBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    @Override
    public String locate(String path) {
        return resolve(path).toString();
    }

    private Path resolve(String path) {
        return root.resolve(DiskPath.checked(path));
    }

    private FileChannel openToWrite(String path) throws IOException {
        var file = resolve(path);
        makeFolder(parent(file));
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    private static void writeFully(FileChannel channel, long offset, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, offset + buffer.position());
        }
    }

    /** A new folder's own entry is forced too, else a forced file in it may still be unreachable after a crash. */
    private static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        makeFolder(parent(folder));
        Files.createDirectories(folder);
        forceFolder(parent(folder));
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "the data folder is never the root of the file system");
    }

    /** Linux forces a folder through a channel opened for reading; the content of a folder is its entries. */
    private static void forceFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
