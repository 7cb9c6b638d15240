package ledwall.controller.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import ledwall.protocol.id.Bytes;

/**
 * A folder that holds all that a controller needs to come back: its database and its media. {@code SHA256SUMS} names each file as {@code sha256sum -c} reads
 * it. Holds the screens' keys and must be kept as the controller's own folder is. Blocking.
 */
public final class Backup {
    private static final String SUMS = "SHA256SUMS";
    private static final String RESTORING = ".restoring";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^/].*)");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER_BYTES = 1 << 20;

    private Backup() {}

    /** Writes the database as of one instant into a file that is there and empty; the files that it names, below the controller's folder. */
    public interface DatabaseCopy {
        Collection<String> into(Path file) throws IOException;
    }

    /** Makes a copied database ready to serve. */
    public interface Readying {
        void ready(Path database) throws IOException;
    }

    /**
     * What was written, or read.
     *
     * @param damaged files whose SHA-256 is not their name; they are in the backup as they are
     * @param lacking files that the database names and that were not there
     */
    public record Done(int files, long bytes, List<String> damaged, List<String> lacking) {}

    /**
     * Makes a backup, also while a controller serves the folder. It has its name only once it is whole and forced.
     *
     * @param data the controller's folder
     * @param folders below it, of files that never change
     * @param to not there yet
     * @throws IOException if {@code to} is there, or the disk fails or is full
     */
    public static Done make(Path data, String database, List<String> folders, DatabaseCopy copy, Path to) throws IOException {
        Path part = beside(to, ".part");
        if (Files.exists(to)) {
            throw new IOException(to + " is there already; name a folder that is not");
        }
        return tried(part, copying -> {
            // A file that comes meanwhile is in the second round; one that goes meanwhile is one too many, which does no harm.
            copying.all(data, folders);
            Collection<String> named = copying.own(database, copy);
            copying.all(data, folders);
            copying.lacking(named);
            copying.sums();
            Files.move(part, to);
        });
    }

    /**
     * Puts a backup in the place of a controller's folder, after each file was seen to be what its sum says.
     *
     * @param data absent or empty
     * @throws IOException if {@code from} is no whole backup, {@code data} holds something, or the disk fails or is full; then {@code data} is as it was
     */
    public static Done restore(Path from, String database, Path data, Readying readying) throws IOException {
        if (Files.exists(data) && !empty(data)) {
            throw new IOException(data + " is not empty: a backup is restored into an empty folder, so that nothing is lost; move the old one away first");
        }
        Map<String, String> sums = sums(from);
        if (!sums.containsKey(database)) {
            throw new IOException(from.resolve(SUMS) + " names no " + database + ": this is no backup of a controller");
        }
        boolean made = !Files.exists(data);
        DataFolder.make(data);
        // Within the folder: it may be a link, or a disk of its own that cannot be renamed.
        Path part = data.resolve(RESTORING);
        if (Files.exists(part)) {
            throw new IOException(part + " is left from a try that did not end; remove it first");
        }
        try {
            return tried(part, copying -> {
                for (Map.Entry<String, String> file : sums.entrySet()) {
                    String seen = copying.one(from.resolve(file.getKey()), file.getKey());
                    if (!seen.equals(file.getValue())) {
                        throw new IOException(from.resolve(file.getKey()) + " is not what " + SUMS + " says; nothing was restored");
                    }
                }
                readying.ready(part.resolve(database));
                // The database last: without it a controller begins with an empty one, and never serves half of this.
                List<Path> parts = children(part);
                parts.sort(Comparator.comparing(file -> file.endsWith(database)));
                for (Path file : parts) {
                    Files.move(file, data.resolve(part.relativize(file)));
                }
                Files.delete(part);
            });
        } catch (IOException | RuntimeException e) {
            if (made && Files.exists(data) && children(data).isEmpty()) {
                Files.delete(data);
            }
            throw e;
        }
    }

    private interface Try {
        void run(Copying copying) throws IOException;
    }

    /** What was begun in {@code part} and failed is taken away again. */
    private static Done tried(Path part, Try what) throws IOException {
        DataFolder.make(part);
        try {
            var copying = new Copying(part);
            what.run(copying);
            return copying.done();
        } catch (IOException | RuntimeException e) {
            try (var left = Files.walk(part)) {
                left.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            } catch (IOException | RuntimeException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    private static Path beside(Path folder, String suffix) throws IOException {
        Path whole = folder.toAbsolutePath().normalize();
        Path name = whole.getFileName();
        if (name == null) {
            throw new IOException(folder + " is no folder of its own");
        }
        Path beside = whole.resolveSibling(name + suffix);
        if (Files.exists(beside)) {
            throw new IOException(beside + " is left from a try that did not end; remove it first");
        }
        return beside;
    }

    /** Beside what each disk of its own has at its top, and the rest of a try, which is named by itself. */
    private static boolean empty(Path folder) throws IOException {
        return children(folder).stream().map(Path::getFileName).allMatch(name -> name.toString().equals("lost+found") || name.toString().equals(RESTORING));
    }

    private static List<Path> children(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return new ArrayList<>(files.toList());
        }
    }

    private static Map<String, String> sums(Path from) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(from.resolve(SUMS));
        } catch (NoSuchFileException e) {
            throw new IOException(from + " holds no " + SUMS + ": it is no backup, or one that did not end", e);
        }
        var out = new TreeMap<String, String>();
        for (String line : lines) {
            var found = LINE.matcher(line);
            if (!found.matches() || !Path.of(found.group(2)).normalize().equals(Path.of(found.group(2))) || found.group(2).startsWith("..")) {
                throw new IOException(from.resolve(SUMS) + " has a line that cannot be read: " + line);
            }
            out.put(found.group(2), found.group(1));
        }
        return out;
    }

    /** Files on their way into one folder. */
    private static final class Copying {
        private final Path to;
        private final Map<String, String> sums = new TreeMap<>();
        private final List<String> damaged = new ArrayList<>();
        private final List<String> lacking = new ArrayList<>();
        private long bytes;

        Copying(Path to) {
            this.to = to;
        }

        void all(Path data, List<String> folders) throws IOException {
            for (String folder : folders) {
                if (Files.isDirectory(data.resolve(folder))) {
                    Files.walkFileTree(data.resolve(folder), new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                            String name = data.relativize(file).toString();
                            if (attributes.isRegularFile() && !sums.containsKey(name)) {
                                media(file, name);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                            if (failure instanceof NoSuchFileException) {
                                return FileVisitResult.CONTINUE;
                            }
                            throw failure;
                        }
                    });
                }
            }
        }

        private void media(Path file, String name) throws IOException {
            try {
                String sum = one(file, name);
                String last = file.getFileName().toString();
                if (HASH.matcher(last).matches() && !last.equals(sum)) {
                    damaged.add(name);
                }
            } catch (NoSuchFileException e) {
                // Deleted meanwhile, and so named by no database that is copied after it.
                sums.remove(name);
            }
        }

        void lacking(Collection<String> named) {
            named.stream().filter(name -> !sums.containsKey(name)).sorted().forEach(lacking::add);
        }

        Collection<String> own(String name, DatabaseCopy copy) throws IOException {
            Path file = create(name);
            Collection<String> named = copy.into(file);
            try (var written = FileChannel.open(file, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            bytes += Files.size(file);
            sums.put(name, sum(file));
            return named;
        }

        /** Copies one file and forces it; its SHA-256. */
        String one(Path file, String name) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                Path target = create(name);
                var digest = Bytes.sha256Digest();
                try (OutputStream out = new DigestOutputStream(Files.newOutputStream(target, StandardOpenOption.SYNC), digest)) {
                    bytes += pour(in, out);
                }
                String sum = HexFormat.of().formatHex(digest.digest());
                sums.put(name, sum);
                return sum;
            }
        }

        private Path create(String name) throws IOException {
            Path file = to.resolve(name);
            var folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }

        void sums() throws IOException {
            var text = new StringBuilder();
            sums.forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
            Files.writeString(create(SUMS), text, StandardOpenOption.SYNC);
        }

        Done done() {
            return new Done(sums.size(), bytes, List.copyOf(damaged), List.copyOf(lacking));
        }

        private static String sum(Path file) throws IOException {
            var digest = Bytes.sha256Digest();
            try (var in = Files.newInputStream(file); var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                pour(in, out);
            }
            return HexFormat.of().formatHex(digest.digest());
        }

        /** In large pieces, for each is forced; so many bytes. */
        private static long pour(InputStream in, OutputStream out) throws IOException {
            byte[] buffer = new byte[BUFFER_BYTES];
            long poured = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                poured += read;
            }
            return poured;
        }
    }
}
