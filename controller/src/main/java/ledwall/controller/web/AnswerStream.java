package ledwall.controller.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body as a stream for a virtual thread, with back-pressure: at most {@link #AHEAD} chunks wait for the reader. Whoever writes waits while the
 * reader is slow, and is told by an {@link IOException} when it has gone. Written by one thread.
 */
final class AnswerStream extends OutputStream {
    private static final int AHEAD = 4;
    /** Whoever takes nothing for so long has gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpServerResponse response;
    private final Context context;
    private final Semaphore room = new Semaphore(AHEAD);
    private final byte[] chunk = new byte[WebServer.CHUNK_BYTES];
    private int filled;
    private volatile @Nullable Throwable broken;

    AnswerStream(HttpServerResponse response, Context context) {
        this.response = response;
        this.context = context;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        for (int at = 0; at < length; ) {
            int part = Math.min(length - at, chunk.length - filled);
            System.arraycopy(bytes, offset + at, chunk, filled, part);
            filled += part;
            at += part;
            if (filled == chunk.length) {
                send();
            }
        }
    }

    /** Sends what is left and waits until the reader has all of it. */
    void end() throws IOException {
        if (filled > 0) {
            send();
        }
        take(AHEAD);
        context.runOnContext(go -> response.end());
    }

    private void send() throws IOException {
        take(1);
        var part = Buffer.buffer(filled).appendBytes(chunk, 0, filled);
        filled = 0;
        context.runOnContext(go -> response.write(part).onComplete(sent -> {
            if (sent.failed()) {
                broken = sent.cause();
            }
            room.release();
        }));
    }

    private void take(int chunks) throws IOException {
        try {
            boolean free = room.tryAcquire(chunks, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (broken != null || !free) {
                throw new IOException(free ? "the reader has gone" : "the reader took too long", broken);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the reader", e);
        }
    }
}
