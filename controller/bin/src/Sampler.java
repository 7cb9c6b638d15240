import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import ledwall.meter.Eye;
import ledwall.meter.Sight;
import ledwall.meter.Track;

/**
 * Looks at all screens 1,000 times a second, on a thread of real-time priority where that is allowed, and keeps what each one showed. A look that comes too late
 * is not made up for: it is counted as lost. What was seen is read after {@link #end}.
 */
final class Sampler {
    private static final long PERIOD_NANOS = 1_000_000;
    /** A look that is later than this is not what it should have been. */
    private static final long LATE_NANOS = 2 * PERIOD_NANOS;

    private final Eye[] eyes;
    private final Track[] tracks;
    private final Thread thread;
    private volatile boolean ending;
    private volatile boolean raised;
    private long looks;
    private long lost;

    Sampler(Path work, int count) throws IOException {
        eyes = new Eye[count];
        tracks = new Track[count];
        for (int i = 0; i < count; i++) {
            eyes[i] = new Eye(new ScreenPixels(new Framebuffer(work.resolve("screens/" + (i + 1) + "/fb/Xvfb_screen0"))));
            tracks[i] = new Track();
        }
        thread = Thread.ofPlatform().name("sampler").daemon().start(this::watch);
    }

    Sampler end() throws InterruptedException {
        ending = true;
        thread.join();
        return this;
    }

    /** Each screen's, in order. */
    List<List<Sight>> sights() {
        var out = new ArrayList<List<Sight>>();
        for (Track track : tracks) {
            out.add(track.sights());
        }
        return out;
    }

    long looks() {
        return looks;
    }

    long lost() {
        return lost;
    }

    boolean raised() {
        return raised;
    }

    private void watch() {
        raised = raise();
        long next = System.nanoTime();
        while (!ending) {
            long now = System.nanoTime();
            if (now < next) {
                LockSupport.parkNanos(next - now);
                continue;
            }
            if (now - next > LATE_NANOS) {
                long skipped = (now - next) / PERIOD_NANOS;
                lost += skipped;
                next += skipped * PERIOD_NANOS;
            }
            looks++;
            for (int i = 0; i < eyes.length; i++) {
                tracks[i].add(System.nanoTime(), eyes[i].look());
            }
            next += PERIOD_NANOS;
        }
    }

    /** Lets nothing but the kernel come before this thread. */
    private static boolean raise() {
        try {
            String thread = Path.of("/proc/thread-self").toRealPath().getFileName().toString();
            return new ProcessBuilder("chrt", "-f", "-p", "10", thread).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
