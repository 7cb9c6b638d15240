package ledwall.controller.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import ledwall.protocol.id.Bytes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events (WHATWG HTML section 9.2). Events are numbered; the last {@link #RING} of them are kept, so that whoever reconnects with
 * {@code Last-Event-ID} misses nothing, or is told by {@code reset} to read everything again. All state belongs to one Vert.x context; {@link #publish} may be
 * called from any thread.
 */
public final class EventStream {
    /** About two minutes of a busy wall. */
    static final int RING = 256;
    /** A listener with so much unsent cannot keep up: it is cut off, and resumes when it can. */
    static final int MAX_QUEUED_BYTES = 1 << 20;
    static final int MAX_LISTENERS = 200;
    private static final long HEARTBEAT_MILLIS = 10_000;
    private static final Buffer HEARTBEAT = Buffer.buffer(": alive\n\n");
    private static final Logger log = LoggerFactory.getLogger(EventStream.class);

    private final Context context;
    /** Names this run of the controller: ids of another run mean nothing here. */
    private final String run;
    private final Supplier<List<Event>> greeting;
    private final ArrayDeque<Numbered> ring = new ArrayDeque<>();
    private final Set<Listener> listeners = new LinkedHashSet<>();
    private long last;
    private volatile int listening;
    private boolean closed;

    /** One event; {@code data} is one line of JSON. */
    public record Event(String name, Bytes data) {}

    private record Numbered(long number, Buffer bytes) {}

    /**
     * @param run differs between runs of the controller
     * @param greeting what a listener is told who does not resume, such as the board; asked on the event loop, must not block
     */
    public EventStream(Vertx vertx, String run, Supplier<List<Event>> greeting) {
        this.context = vertx.getOrCreateContext();
        this.run = run;
        this.greeting = greeting;
        context.runOnContext(go -> vertx.setPeriodic(HEARTBEAT_MILLIS, tick -> List.copyOf(listeners).forEach(listener -> listener.offer(HEARTBEAT))));
    }

    public void publish(Event event) {
        context.runOnContext(go -> {
            Buffer bytes = encode(++last, event);
            ring.add(new Numbered(last, bytes));
            if (ring.size() > RING) {
                ring.remove();
            }
            List.copyOf(listeners).forEach(listener -> listener.offer(bytes));
        });
    }

    /** How many listen. From any thread. */
    public int listening() {
        return listening;
    }

    /** Ends all streams: their listeners come back to whoever listens then. */
    void close() {
        context.runOnContext(go -> {
            closed = true;
            List.copyOf(listeners).forEach(Listener::cut);
        });
    }

    /** Answers the request with events from now on. */
    void listen(HttpServerRequest request, @Nullable String lastEventId) {
        HttpServerResponse response = request.response();
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("X-Accel-Buffering", "no");
        request.resume();
        context.runOnContext(go -> {
            if (closed || listeners.size() >= MAX_LISTENERS) {
                response.setStatusCode(503).putHeader("Retry-After", "5").end();
                return;
            }
            var listener = new Listener(request);
            listeners.add(listener);
            listening = listeners.size();
            begin(listener, Objects.requireNonNullElse(lastEventId, ""));
        });
    }

    private void begin(Listener listener, String lastEventId) {
        listener.offer(Buffer.buffer("retry: 2000\n\n"));
        long seen = seen(lastEventId);
        if (seen >= 0 && seen <= last && seen >= last - ring.size()) {
            ring.stream().filter(event -> event.number > seen).forEach(event -> listener.offer(event.bytes));
            return;
        }
        if (!lastEventId.isEmpty()) {
            listener.offer(encode(last, new Event("reset", Bytes.of("{}".getBytes(StandardCharsets.UTF_8)))));
        }
        greeting.get().forEach(event -> listener.offer(encode(last, event)));
    }

    /** The number of an id of this run; -1 for others. */
    private long seen(String id) {
        if (!id.startsWith(run + "-")) {
            return -1;
        }
        try {
            return Long.parseLong(id, run.length() + 1, id.length(), 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private Buffer encode(long number, Event event) {
        return Buffer.buffer("id: " + run + "-" + number + "\nevent: " + event.name() + "\ndata: ").appendBytes(event.data().array()).appendString("\n\n");
    }

    /** One page that listens. On the stream's context. */
    private final class Listener {
        private final HttpServerRequest request;
        private final HttpServerResponse response;
        private final ArrayDeque<Buffer> queue = new ArrayDeque<>();
        private int queuedBytes;

        Listener(HttpServerRequest request) {
            this.request = request;
            this.response = request.response();
            response.setWriteQueueMaxSize(MAX_QUEUED_BYTES / 4);
            response.closeHandler(gone -> context.runOnContext(go -> end()));
            response.exceptionHandler(failure -> context.runOnContext(go -> end()));
            response.drainHandler(drained -> context.runOnContext(go -> pump()));
        }

        void offer(Buffer bytes) {
            if (queuedBytes + bytes.length() > MAX_QUEUED_BYTES) {
                log.info("a listener at {} cannot keep up with the events and is cut off", request.remoteAddress());
                cut();
                return;
            }
            queue.add(bytes);
            queuedBytes += bytes.length();
            pump();
        }

        private void pump() {
            while (!queue.isEmpty() && !response.closed() && !response.writeQueueFull()) {
                Buffer next = queue.remove();
                queuedBytes -= next.length();
                response.write(next);
            }
        }

        void cut() {
            end();
            request.connection().close();
        }

        private void end() {
            listeners.remove(this);
            listening = listeners.size();
            queue.clear();
        }
    }
}
