package ledwall.agent.player.mpv;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import ledwall.protocol.runtime.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The conversation with one mpv. Two threads of its own, because both ends are about time: the reader stamps each line as it arrives (the arrival of a {@code time-pos} event
 * is the measurement), and the writer parks until a planned line is due (a timer of whole milliseconds on a busy loop is too coarse to start three walls together).
 * Neither ever blocks the caller. Safe to call from any thread.
 */
final class MpvSocket {
    /** A player that has not read this much is hung; its list of 2,000 entries takes 300 KB. */
    private static final int MAX_QUEUED_BYTES = 4 << 20;
    /** Longer lines are skipped: nothing that is asked for comes near. */
    private static final int MAX_LINE_BYTES = 4 << 20;

    /** Told on the reader thread. */
    interface Handler {
        /** @param unreadNanos for how long it may have lain unread before {@code atNanos}: since the reader began to wait */
        void received(MpvMessage message, long atNanos, long unreadNanos);

        /** The last call: mpv closed its end, or {@link #close} was called. */
        void closed();
    }

    private final SocketChannel channel;
    private final Clock clock;
    private final Handler handler;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private int queuedBytes;
    private byte @Nullable [] planned;
    private long plannedAtNanos;
    private boolean closed;

    private MpvSocket(SocketChannel channel, Clock clock, Handler handler) {
        this.channel = channel;
        this.clock = clock;
        this.handler = handler;
    }

    /** Only connects: nothing is read or sent before {@link Connected#start}, so that the owner can note the socket first. */
    static Connected connect(Path socket, Clock clock) throws IOException {
        return new Connected(SocketChannel.open(UnixDomainSocketAddress.of(socket)), clock);
    }

    /** An open socket without its threads. */
    record Connected(SocketChannel channel, Clock clock) {
        MpvSocket start(Handler handler) {
            var socket = new MpvSocket(channel, clock, handler);
            Thread.ofPlatform().daemon().name("mpv-read").start(socket::read);
            Thread.ofPlatform().daemon().name("mpv-write").start(socket::write);
            return socket;
        }

        void abandon() {
            closeQuietly(channel);
        }
    }

    /** Queues a line; dropped when mpv has long stopped reading, which the player notices by the answers that do not come. */
    void send(byte[] line) {
        lock.lock();
        try {
            if (!closed && queuedBytes + line.length <= MAX_QUEUED_BYTES) {
                queue.add(line);
                queuedBytes += line.length;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends {@code line} at the monotonic instant, or at once where it has passed. Replaces what was planned before. */
    void sendAt(long atNanos, byte[] line) {
        lock.lock();
        try {
            planned = line;
            plannedAtNanos = atNanos;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the planned line unless it is already on its way. */
    void cancelPlanned() {
        lock.lock();
        try {
            planned = null;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        closeQuietly(channel);
    }

    /** Closes after what is queued has been sent. */
    void closeWhenSent() {
        lock.lock();
        try {
            closed = true;
            planned = null;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        try {
            for (byte[] line = next(); line != null; line = next()) {
                var buffer = ByteBuffer.wrap(line);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        } catch (IOException | InterruptedException e) {
            // The reader sees the end of the stream too, and it alone reports it.
        } finally {
            closeQuietly(channel);
        }
    }

    private byte @Nullable [] next() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                byte[] due = planned;
                // What was queued was asked for before now, so it goes first; the planned line is late by that, which is microseconds.
                byte[] queued = queue.poll();
                if (queued != null) {
                    queuedBytes -= queued.length;
                    return queued;
                }
                if (closed) {
                    return null;
                }
                long wait = due == null ? Long.MAX_VALUE : plannedAtNanos - clock.nanos();
                if (due != null && wait <= 0) {
                    planned = null;
                    return due;
                }
                if (due == null) {
                    changed.await();
                } else {
                    changed.await(wait, TimeUnit.NANOSECONDS);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        byte[] bytes = new byte[16 * 1024];
        // So many of them are of a line whose end has not come.
        int held = 0;
        boolean skipping = false;
        try {
            long waitingNanos = clock.nanos();
            for (int count = channel.read(ByteBuffer.wrap(bytes)); count >= 0; count = channel.read(ByteBuffer.wrap(bytes, held, bytes.length - held))) {
                long atNanos = clock.nanos();
                int from = 0;
                for (int i = held; i < held + count; i++) {
                    if (bytes[i] == '\n') {
                        if (!skipping && i > from) {
                            handler.received(MpvJson.message(bytes, from, i - from), atNanos, atNanos - waitingNanos);
                        }
                        skipping = false;
                        from = i + 1;
                    }
                }
                skipping |= held + count - from == MAX_LINE_BYTES;
                held = skipping ? 0 : held + count - from;
                byte[] room = held < bytes.length ? bytes : new byte[Math.min(2 * bytes.length, MAX_LINE_BYTES)];
                System.arraycopy(bytes, from, room, 0, held);
                bytes = room;
                waitingNanos = clock.nanos();
            }
        } catch (IOException e) {
            // A reset says the same as the end of the stream: this mpv is gone.
        } finally {
            close();
            handler.closed();
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing depends on it: the descriptor is gone either way.
        }
    }
}
