import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A screen's player processes, from outside. */
final class Players {
    private static final int WINDOWS = 3;
    private static final long WINDOW_MILLIS = 100;

    private Players() {}

    static List<Long> all(Path work, int k) throws IOException {
        return Files.readString(work.resolve("screens/" + k + "/mpv.pid")).lines().map(String::strip).filter(line -> line.matches("\\d+")).map(Long::valueOf).toList();
    }

    /**
     * The one whose picture is on the glass, -1 where there is none: a player that plays uses some processor time in every tenth of a second, a spare stands
     * paused and uses next to none, and one that opens a list uses much, but not all the time. Whoever takes one for the other sees it: a blow to a spare
     * changes nothing on the glass.
     */
    static long playing(Path work, int k) throws IOException, InterruptedException {
        List<Long> all = all(work, k);
        if (all.size() < 2) {
            return all.isEmpty() ? -1 : all.getFirst();
        }
        Map<Long, Long> least = new HashMap<>();
        for (int i = 0; i < WINDOWS; i++) {
            Map<Long, Long> before = new HashMap<>();
            for (long pid : all) {
                before.put(pid, ranNanos(pid));
            }
            TimeUnit.MILLISECONDS.sleep(WINDOW_MILLIS);
            for (long pid : all) {
                least.merge(pid, ranNanos(pid) - before.get(pid), Math::min);
            }
        }
        return all.stream().filter(pid -> least.get(pid) > 0).max(Comparator.comparing(least::get)).orElse(-1L);
    }

    /** Processor time of all threads of a process that live. */
    private static long ranNanos(long pid) {
        long sum = 0;
        try (var threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads) {
                sum += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
            }
        } catch (IOException e) {
            // It, or one of its threads, has just ended.
        }
        return sum;
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).redirectErrorStream(true).start().waitFor();
    }

    /** Processor time that a process has used itself, in milliseconds; its children's is not in it. */
    static long usedMillis(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        // utime and stime, in hundredths of a second on every Linux there is.
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10;
    }
}
