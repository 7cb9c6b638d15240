import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import ledwall.meter.Eye;
import ledwall.meter.FrameCode;

/** Watches all screens' pixels 500 times a second and keeps when each began to show which item. The thread ends with the program. */
final class FirstFrames {
    private static final long PERIOD_NANOS = 2_000_000;

    /** From this instant on a screen showed an item, by the wall clock of this machine; item -1: none that has a number. */
    record Begin(int screen, int item, Instant at) {}

    private final List<Begin> begins = new ArrayList<>();

    FirstFrames(Path work, int screens) throws IOException {
        var eyes = new Eye[screens];
        for (int i = 0; i < screens; i++) {
            eyes[i] = new Eye(new ScreenPixels(new Framebuffer(work.resolve("screens/" + (i + 1) + "/fb/Xvfb_screen0"))));
        }
        Thread.ofPlatform().name("first frames").daemon().start(() -> watch(eyes));
    }

    private void watch(Eye[] eyes) {
        var last = new int[eyes.length];
        while (true) {
            long next = System.nanoTime() + PERIOD_NANOS;
            for (int i = 0; i < eyes.length; i++) {
                int code = eyes[i].look();
                int item = code < 0 ? -1 : FrameCode.item(code);
                // Torn looks are no other picture.
                if (code != Eye.TORN && item != last[i]) {
                    last[i] = item;
                    add(new Begin(i + 1, item, Instant.now()));
                }
            }
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private synchronized void add(Begin begin) {
        begins.add(begin);
    }

    /** When each screen began to show the item first within a window; fewer entries than screens where one never did. */
    synchronized List<Begin> first(int item, Instant from, Instant until) {
        var out = new ArrayList<Begin>();
        for (Begin begin : begins) {
            if (begin.item() == item && !begin.at().isBefore(from) && begin.at().isBefore(until) && out.stream().noneMatch(other -> other.screen() == begin.screen())) {
                out.add(begin);
            }
        }
        return out;
    }
}
