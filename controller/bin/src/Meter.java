import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Reads all screens 1,000 times a second and keeps when each began to show each frame. One thread at a time. */
final class Meter {
    private static final long PERIOD_NANOS = 1_000_000;

    /** From {@code atNanos} on the screen showed {@code code}: a {@link Barcode}, or NONE. */
    record Change(long atNanos, int code, boolean black) {}

    private final List<Framebuffer> screens = new ArrayList<>();
    final List<List<Change>> changes = new ArrayList<>();
    private final int[] last;
    long samples;
    long late;

    Meter(Path work, int count) throws java.io.IOException {
        for (int k = 1; k <= count; k++) {
            screens.add(new Framebuffer(work.resolve("screens/" + k + "/fb/Xvfb_screen0")));
            changes.add(new ArrayList<>());
        }
        last = new int[count];
        Arrays.fill(last, Integer.MIN_VALUE);
    }

    Framebuffer screen(int k) {
        return screens.get(k - 1);
    }

    void run(long nanos) {
        long begin = System.nanoTime();
        long next = begin;
        while (next < begin + nanos) {
            long now = System.nanoTime();
            if (now < next) {
                LockSupport.parkNanos(next - now);
                continue;
            }
            samples++;
            if (now - next > PERIOD_NANOS) {
                late++;
            }
            sample(now);
            next = Math.max(next + PERIOD_NANOS, now - PERIOD_NANOS);
        }
    }

    private void sample(long now) {
        for (int i = 0; i < last.length; i++) {
            int code = Barcode.read(screens.get(i));
            boolean black = code == Barcode.NONE && screens.get(i).black();
            int key = black ? -2 : code;
            if (key != last[i]) {
                last[i] = key;
                changes.get(i).add(new Change(now, code, black));
            }
        }
    }

    /** For every frame that all screens showed within one second of each other: latest minus earliest, in milliseconds, sorted. */
    double[] spreads() {
        var out = new ArrayList<Double>();
        int[] from = new int[changes.size()];
        for (Change first : changes.getFirst()) {
            if (first.code() == Barcode.NONE) {
                continue;
            }
            long least = first.atNanos();
            long most = first.atNanos();
            boolean all = true;
            for (int i = 1; i < changes.size() && all; i++) {
                var list = changes.get(i);
                while (from[i] < list.size() && list.get(from[i]).atNanos() < first.atNanos() - 1_000_000_000L) {
                    from[i]++;
                }
                all = false;
                for (int k = from[i]; k < list.size() && list.get(k).atNanos() < first.atNanos() + 1_000_000_000L; k++) {
                    if (list.get(k).code() == first.code()) {
                        least = Math.min(least, list.get(k).atNanos());
                        most = Math.max(most, list.get(k).atNanos());
                        all = true;
                        break;
                    }
                }
            }
            if (all) {
                out.add((most - least) / 1e6);
            }
        }
        return out.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** The longest time that one frame stood, over all screens, in milliseconds. */
    double longestStand() {
        double longest = 0;
        for (var list : changes) {
            for (int i = 1; i < list.size(); i++) {
                longest = Math.max(longest, (list.get(i).atNanos() - list.get(i - 1).atNanos()) / 1e6);
            }
        }
        return longest;
    }

    long blackRuns() {
        return changes.stream().flatMap(List::stream).filter(Change::black).count();
    }

    static double percentile(double[] sorted, double p) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)];
    }
}
