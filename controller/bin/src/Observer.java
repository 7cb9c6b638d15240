import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches all screens without a pause, 250 times a second, and keeps when each began to show what. Reads a few hundred bytes of each picture: one or two per
 * cent of a core. One thread; what it kept is read after {@link #end}.
 */
final class Observer {
    /** What a picture is that is no barcode. Not black, not the slate: torn, damaged, or a transition. */
    static final int UNREADABLE = -1;
    static final int BLACK = -2;
    static final int SLATE = -3;
    private static final long PERIOD_NANOS = 4_000_000;
    private static final int EVEN = 12;

    /** From {@code atNanos} on the screen showed {@code code}: {@code clip << 14 | frame}, or one of the constants. */
    record Sight(long atNanos, int code) {
        int clip() {
            return code < 0 ? code : code >> 14;
        }

        int frame() {
            return code & 0x3fff;
        }
    }

    private final List<Framebuffer> screens = new ArrayList<>();
    private final List<List<Sight>> sights = new ArrayList<>();
    private final int[] last;
    private final Thread thread;
    private final CountDownLatch looking = new CountDownLatch(1);
    private volatile boolean ending;
    private long longestGapNanos;

    /** Returns once every screen has been looked at. */
    Observer(Path work, int count) throws IOException, InterruptedException {
        for (int k = 1; k <= count; k++) {
            screens.add(new Framebuffer(work.resolve("screens/" + k + "/fb/Xvfb_screen0")));
            sights.add(new ArrayList<>());
        }
        last = new int[count];
        Arrays.fill(last, Integer.MIN_VALUE);
        thread = Thread.ofPlatform().name("observer").daemon().start(this::watch);
        looking.await();
    }

    /** What screen {@code k} showed, in order. */
    List<Sight> sights(int k) {
        return sights.get(k - 1);
    }

    /** The longest time between two looks: nothing shorter than this can be said. */
    long longestGapNanos() {
        return longestGapNanos;
    }

    void end() throws InterruptedException {
        ending = true;
        thread.join();
    }

    private void watch() {
        long before = System.nanoTime();
        while (!ending) {
            long now = System.nanoTime();
            longestGapNanos = Math.max(longestGapNanos, now - before);
            before = now;
            for (int i = 0; i < last.length; i++) {
                int code = look(screens.get(i));
                if (code != last[i]) {
                    last[i] = code;
                    sights.get(i).add(new Sight(now, code));
                }
            }
            looking.countDown();
            LockSupport.parkNanos(PERIOD_NANOS - (System.nanoTime() - now));
        }
    }

    private static int look(Framebuffer screen) {
        int code = Barcode.read(screen);
        return code != Barcode.NONE ? code : screen.black() ? BLACK : slate(screen) ? SLATE : UNREADABLE;
    }

    /** The slate is a gradient from a lit top to a nearly black foot, the same all the way across. */
    private static boolean slate(Framebuffer screen) {
        return even(screen, screen.height / 24) && even(screen, screen.height / 2) && even(screen, screen.height - 1 - screen.height / 24);
    }

    private static boolean even(Framebuffer screen, int y) {
        int least = 255;
        int most = 0;
        for (int i = 0; i < Barcode.CELLS; i++) {
            int grey = screen.grey((2 * i + 1) * screen.width / (2 * Barcode.CELLS), y);
            least = Math.min(least, grey);
            most = Math.max(most, grey);
        }
        return most - least <= EVEN && most < 96;
    }
}
