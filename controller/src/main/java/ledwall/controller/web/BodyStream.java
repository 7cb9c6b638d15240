package ledwall.controller.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import ledwall.protocol.runtime.Clock;

/**
 * A request's body as a stream for a virtual thread, with back-pressure: the request is read from its socket only as far as {@link #AHEAD} chunks beyond what
 * the reader has taken, so that a body of any size costs at most {@code AHEAD} times {@link WebServer#CHUNK_BYTES}. Made on the request's context while it is
 * paused; read by one thread.
 */
final class BodyStream extends InputStream {
    static final int AHEAD = 16;
    /** Whoever sends nothing for so long has gone. */
    static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A stranger has this long for the whole body, however busily it drips. */
    static final Duration STRANGERS_TIME = Duration.ofSeconds(10);

    /** What comes from the event loop. */
    private sealed interface Piece {
        record Chunk(Buffer bytes) implements Piece {}

        record End() implements Piece {}

        record Broken(String why) implements Piece {}
    }

    private final HttpServerRequest request;
    private final Context context;
    private final Clock clock;
    private final int ahead;
    private final long begunNanos;
    private final long timeNanos;
    // Room for every chunk that was asked for, and for the end and a failure: put never waits on the event loop.
    private final ArrayBlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(AHEAD + 2);
    private Buffer current = Buffer.buffer();
    private int position;
    private boolean begun;
    private volatile boolean ended;

    /** Of somebody logged in: of any size, for as long as it keeps coming. */
    static BodyStream ofPerson(HttpServerRequest request, Context context, Clock clock) {
        return new BodyStream(request, context, clock, AHEAD, Long.MAX_VALUE);
    }

    /** Of anybody: it costs one chunk, and {@link #STRANGERS_TIME}. */
    static BodyStream ofStranger(HttpServerRequest request, Context context, Clock clock) {
        return new BodyStream(request, context, clock, 1, STRANGERS_TIME.toNanos());
    }

    private BodyStream(HttpServerRequest request, Context context, Clock clock, int ahead, long timeNanos) {
        this.request = request;
        this.context = context;
        this.clock = clock;
        this.ahead = ahead;
        this.begunNanos = clock.nanos();
        this.timeNanos = timeNanos;
        request.handler(chunk -> pieces.add(new Piece.Chunk(chunk)));
        request.endHandler(end -> {
            ended = true;
            pieces.add(new Piece.End());
        });
        request.exceptionHandler(failure -> pieces.offer(new Piece.Broken(Objects.requireNonNullElse(failure.getMessage(), "connection closed"))));
    }

    /** Whether all of the body has come in. */
    boolean complete() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (position == current.length()) {
            if (!next()) {
                return -1;
            }
        }
        int count = Math.min(length, current.length() - position);
        current.getBytes(position, position + count, target, offset);
        position += count;
        return count;
    }

    private boolean next() throws IOException {
        if (!begun) {
            begun = true;
            context.runOnContext(go -> begin());
        }
        Piece piece = take();
        if (piece instanceof Piece.Chunk(Buffer bytes)) {
            current = bytes;
            position = 0;
            context.runOnContext(go -> request.fetch(1));
            return true;
        }
        // Whoever reads on is told the same again.
        pieces.add(piece);
        if (piece instanceof Piece.Broken(String why)) {
            throw new BrokenOff("the sender broke off: " + why);
        }
        return false;
    }

    private void begin() {
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.fetch(ahead);
    }

    /** The rest of the body will never come. */
    static final class BrokenOff extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenOff(String why) {
            super(why);
        }
    }

    private Piece take() throws IOException {
        try {
            long left = timeNanos - (clock.nanos() - begunNanos);
            Piece piece = left <= 0 ? null : pieces.poll(Math.min(left, PATIENCE.toNanos()), TimeUnit.NANOSECONDS);
            if (piece == null) {
                throw new BrokenOff("the sender took too long");
            }
            return piece;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the sender", e);
        }
    }
}
