package ledwall.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Watches one pixel of a screen's frame buffer without a pause, so that no picture that was there for a tenth of a millisecond goes unseen. */
public final class PixelWatch implements AutoCloseable {
    private final MappedByteBuffer memory;
    private final int at;
    private final Thread thread;
    private final List<Change> changes = new ArrayList<>();
    private volatile boolean closed;

    /** @param rgb what it became, 0xRRGGBB; the first one says what it was */
    public record Change(long atNanos, int rgb) {
        @Override
        public String toString() {
            return String.format("%06x", rgb);
        }
    }

    PixelWatch(Path frameBuffer, int width, int x, int y) {
        try (var file = FileChannel.open(frameBuffer)) {
            memory = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // XWDFile.h: header size first, the number of 12-byte colours as the 20th word.
        at = memory.getInt(0) + 12 * memory.getInt(19 * 4) + 4 * (y * width + x);
        memory.order(ByteOrder.LITTLE_ENDIAN);
        changes.add(new Change(System.nanoTime(), now()));
        thread = Thread.ofPlatform().name("pixel-watch").daemon(true).start(this::run);
    }

    private int now() {
        return memory.getInt(at) & 0xffffff;
    }

    private void run() {
        int last = changes.getFirst().rgb();
        while (!closed) {
            int rgb = now();
            if (rgb != last) {
                last = rgb;
                synchronized (changes) {
                    changes.add(new Change(System.nanoTime(), rgb));
                }
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** All that it was so far. */
    public List<Change> changes() {
        synchronized (changes) {
            return List.copyOf(changes);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
