package ledwall.sim;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.runtime.real.DiskPath;
import org.jspecify.annotations.Nullable;

/**
 * A machine's disk. A crash (kill or power cut, equally: the worse of the two is the honest one) drops or tears what was not forced, takes files whose folder
 * entry was not forced, and may bring back files deleted since their folder was last forced. Faults: bits flip at rest, the disk is full, the disk fails.
 */
public final class SimDisk implements Disk {
    private static final long DEFAULT_CAPACITY = 16L << 30;

    private final String host;
    private final Marks marks;
    private final RandomGenerator random;
    private final TreeMap<String, SimFile> files = new TreeMap<>();

    /** Deleted, but the folder on the device still names them. */
    private final TreeMap<String, SimFile> ghosts = new TreeMap<>();

    private long capacityBytes = DEFAULT_CAPACITY;
    private boolean failing;
    /** Changes until the process is killed in the midst of what it writes; 0 for never. */
    private int changesLeft;
    private @Nullable Runnable killer;
    /** The process was killed, and what it was doing is being unwound. */
    private boolean unwinding;

    SimDisk(String host, Marks marks, RandomGenerator random) {
        this.host = host;
        this.marks = marks;
        this.random = random;
    }

    /** Sets the size of the disk: below what is used, nothing more can be written. */
    public void capacity(long bytes) {
        capacityBytes = bytes;
    }

    /** While true every call that reads or writes fails as a dying device does. */
    public void failing(boolean fails) {
        failing = fails;
    }

    /** Runs {@code kill}, which kills the process, in the midst of its so manieth change from now on: what it was doing it never ends. */
    public void killAt(int changes, Runnable kill) {
        changesLeft = changes;
        killer = kill;
    }

    private void changing() {
        if (changesLeft > 0 && --changesLeft == 0 && killer != null) {
            marks.hit("fault.disk-killed-while-writing");
            unwinding = true;
            killer.run();
            throw new SimKilled(host);
        }
    }

    void started() {
        unwinding = false;
        changesLeft = 0;
    }

    /** Flips one seeded bit of the file, which is there and not empty, on the device and for readers. */
    public void corrupt(String path) {
        SimFile file = Objects.requireNonNull(files.get(path));
        file.corrupt(random.nextInt(file.size()), random.nextInt(8));
        marks.hit("fault.disk-corrupt");
    }

    /** Whether there is such a file, for tests: also where the disk fails. */
    public boolean holds(String path) {
        return files.containsKey(path);
    }

    /** What a file holds, for tests: also where the disk fails. */
    public byte[] peek(String path) {
        SimFile file = Objects.requireNonNull(files.get(path));
        return file.read(0, file.size());
    }

    /** What all files hold together. */
    public long used() {
        return usedBytes();
    }

    /** Paths of all files, sorted. */
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    void crash() {
        for (var entry : List.copyOf(files.entrySet())) {
            var file = entry.getValue();
            if (!file.entryDurable && random.nextBoolean()) {
                files.remove(entry.getKey());
                marks.hit("fault.disk-lost-file");
            } else {
                file.crash(random).ifPresent(fate -> marks.hit("fault.disk-" + fate));
                file.entryDurable = true;
            }
        }
        ghosts.forEach((path, file) -> {
            if (random.nextBoolean() && files.putIfAbsent(path, file) == null) {
                marks.hit("fault.disk-undeleted");
            }
        });
        ghosts.clear();
    }

    @Override
    public void write(String path, long offset, byte[] bytes) throws IOException {
        touch(path);
        changing();
        var old = files.get(path);
        int size = old == null ? 0 : old.size();
        if (offset < 0 || offset > size) {
            throw new IllegalArgumentException("offset " + offset + " is outside the " + size + " bytes of " + path);
        }
        if (offset + bytes.length > size && usedBytes() + (offset + bytes.length - size) > capacityBytes) {
            marks.hit("fault.disk-full");
            throw new IOException(path + ": No space left on device");
        }
        (old == null ? create(path) : old).write((int) offset, bytes);
    }

    @Override
    public long append(String path, byte[] bytes) throws IOException {
        var old = files.get(DiskPath.checked(path));
        long offset = old == null ? 0 : old.size();
        write(path, offset, bytes);
        return offset;
    }

    @Override
    public void truncate(String path, long length) throws IOException {
        existing(path).truncate((int) length);
    }

    @Override
    public void force(String path) throws IOException {
        existing(path);
        changing();
        existing(path).force();
        forceFolder(path);
    }

    @Override
    public void renameAtomically(String from, String to) throws IOException {
        DiskPath.checked(to);
        var file = existing(from);
        changing();
        files.remove(from);
        files.put(to, file);
        // The folders are forced: the new name stands and the old is gone. Its content is only as safe as the caller made it.
        file.entryDurable = true;
        forceFolder(from);
        forceFolder(to);
    }

    @Override
    public byte[] read(String path, long offset, int length) throws IOException {
        return existing(path).read((int) offset, length);
    }

    @Override
    public boolean exists(String path) throws IOException {
        touch(path);
        return files.containsKey(path) || !list(path).isEmpty();
    }

    @Override
    public long size(String path) throws IOException {
        return existing(path).size();
    }

    @Override
    public List<String> list(String folder) throws IOException {
        touch(folder);
        var names = new TreeSet<String>();
        var prefix = folder + "/";
        for (var path : files.tailMap(prefix).keySet()) {
            if (!path.startsWith(prefix)) {
                break;
            }
            var rest = path.substring(prefix.length());
            int slash = rest.indexOf('/');
            names.add(slash < 0 ? rest : rest.substring(0, slash));
        }
        return new ArrayList<>(names);
    }

    @Override
    public void delete(String path) throws IOException {
        touch(path);
        changing();
        var file = files.remove(path);
        if (file != null && file.entryDurable) {
            ghosts.put(path, file);
        }
    }

    @Override
    public long freeBytes() {
        return Math.max(0, capacityBytes - usedBytes());
    }

    @Override
    public String locate(String path) {
        return "/sim/" + host + "/" + DiskPath.checked(path);
    }

    private SimFile create(String path) {
        var file = new SimFile();
        files.put(path, file);
        return file;
    }

    private SimFile existing(String path) throws IOException {
        touch(path);
        @Nullable SimFile file = files.get(path);
        if (file == null) {
            throw new NoSuchFileException(path);
        }
        return file;
    }

    private void touch(String path) throws IOException {
        DiskPath.checked(path);
        if (unwinding) {
            throw new SimKilled(host);
        }
        if (failing) {
            marks.hit("fault.disk-failing");
            throw new IOException(path + ": Input/output error");
        }
    }

    private void forceFolder(String path) {
        ghosts.keySet().removeIf(ghost -> folder(ghost).equals(folder(path)));
    }

    private static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private long usedBytes() {
        long used = 0;
        for (Map.Entry<String, SimFile> entry : files.entrySet()) {
            used += entry.getValue().size();
        }
        return used;
    }
}
