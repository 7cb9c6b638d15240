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
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import ledwall.protocol.id.Bytes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events (WHATWG HTML section 9.2). Events are numbered; the last of them are kept within bounds, so that whoever reconnects with
 * {@code Last-Event-ID} misses nothing, or is told by {@code reset} to read everything again. Pictures of a state, such as the board, are not kept: only the
 * newest one matters, and whoever comes is greeted with it. All state belongs to one Vert.x context; {@link #publish} and {@link #show} may be called from any
 * thread.
 */
public final class EventStream {
    static final String TYPE = "text/event-stream";
    /** About two minutes of a busy wall. */
    static final int RING = 256;
    static final int MAX_RING_BYTES = 1 << 20;
    /** A listener with so much unsent cannot keep up: it is cut off, and resumes when it can. The board of a thousand screens takes about 1 MiB. */
    static final int MAX_QUEUED_BYTES = 8 << 20;
    private static final int WRITE_QUEUE_BYTES = 256 << 10;
    static final int MAX_LISTENERS = 200;
    private static final long HEARTBEAT_MILLIS = 5_000;
    /** An event and not a comment, which a page cannot hear: silence for longer tells it that its line is half open. It has no number, as nobody misses it. */
    private static final Numbered HEARTBEAT = new Numbered(0, "alive", Buffer.buffer("event: alive\ndata: {}\n\n"));
    private static final Logger log = LoggerFactory.getLogger(EventStream.class);

    private final Vertx vertx;
    private final Context context;
    /** Names this run of the controller: ids of another run mean nothing here. */
    private final String run;
    private final Supplier<List<Event>> greeting;
    private final ArrayDeque<Numbered> ring = new ArrayDeque<>();
    private final Set<Listener> listeners = new LinkedHashSet<>();
    private int ringBytes;
    private long last;
    private volatile int listening;
    private boolean closed;

    /** One event; {@code data} is one line of JSON. */
    public record Event(String name, Bytes data) {}

    /** @param state of which state this is a picture; empty for an event */
    private record Numbered(long number, String state, Buffer bytes) {}

    /**
     * @param run differs between runs of the controller
     * @param greeting what a listener is told who does not resume, such as the board; asked on the event loop, must not block
     */
    public EventStream(Vertx vertx, String run, Supplier<List<Event>> greeting) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.run = run;
        this.greeting = greeting;
        context.runOnContext(go -> vertx.setPeriodic(HEARTBEAT_MILLIS, tick -> heartbeat()));
    }

    /** Tells what happened, to everybody who listens or comes back. */
    public void publish(Event event) {
        run(() -> {
            var numbered = new Numbered(++last, "", encode(last, event));
            ring.add(numbered);
            ringBytes += numbered.bytes.length();
            while (ring.size() > RING || ringBytes > MAX_RING_BYTES) {
                ringBytes -= ring.remove().bytes.length();
            }
            offer(numbered);
        });
    }

    /** Shows how things stand now, to those who listen. */
    public void show(Event picture) {
        run(() -> offer(new Numbered(last, picture.name(), encode(last, picture))));
    }

    /** Work that goes on while the controller ends may have something to tell when nobody listens any more. */
    private void run(Runnable task) {
        try {
            context.runOnContext(go -> task.run());
        } catch (RejectedExecutionException e) {
            log.debug("an event came after the end", e);
        }
    }

    private void offer(Numbered event) {
        List.copyOf(listeners).forEach(listener -> listener.offer(event));
    }

    /** A session may end while its page listens: by its age, by a log-out elsewhere, by another password. Looking it up takes SQL. */
    void heartbeat() {
        context.runOnContext(go -> beat());
    }

    private void beat() {
        offer(HEARTBEAT);
        var asked = List.copyOf(listeners);
        if (!asked.isEmpty()) {
            vertx.executeBlocking(() -> asked.stream().filter(listener -> !listener.may.getAsBoolean()).toList())
                .onSuccess(ended -> context.runOnContext(go -> ended.forEach(Listener::finish)))
                .onFailure(failure -> log.warn("could not look up the sessions of those who listen: {}", failure.toString()));
        }
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

    /** Answers the request with events from now on, for as long as {@code may} says so; it may block. */
    void listen(HttpServerRequest request, @Nullable String lastEventId, BooleanSupplier may) {
        HttpServerResponse response = request.response();
        response.setChunked(true).putHeader("Content-Type", TYPE).putHeader("X-Accel-Buffering", "no");
        request.resume();
        context.runOnContext(go -> {
            if (closed || listeners.size() >= MAX_LISTENERS) {
                response.setStatusCode(503).putHeader("Retry-After", "5").end();
                return;
            }
            var listener = new Listener(request, may);
            listeners.add(listener);
            listening = listeners.size();
            begin(listener, Objects.requireNonNullElse(lastEventId, ""));
        });
    }

    private void begin(Listener listener, String lastEventId) {
        listener.offer(new Numbered(last, "", Buffer.buffer("retry: 2000\n\n")));
        long seen = seen(lastEventId);
        if (seen >= 0 && seen <= last && seen >= last - ring.size()) {
            ring.stream().filter(event -> event.number > seen).forEach(listener::offer);
        } else if (!lastEventId.isEmpty()) {
            listener.offer(new Numbered(last, "", encode(last, new Event("reset", Bytes.of("{}".getBytes(StandardCharsets.UTF_8))))));
        }
        greeting.get().forEach(picture -> listener.offer(new Numbered(last, picture.name(), encode(last, picture))));
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
        private final BooleanSupplier may;
        private final ArrayDeque<Numbered> queue = new ArrayDeque<>();

        Listener(HttpServerRequest request, BooleanSupplier may) {
            this.request = request;
            this.may = may;
            this.response = request.response();
            response.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
            response.closeHandler(gone -> context.runOnContext(go -> end()));
            response.exceptionHandler(failure -> context.runOnContext(go -> end()));
            response.drainHandler(drained -> context.runOnContext(go -> pump()));
        }

        void offer(Numbered event) {
            // Of a state only the newest picture is worth sending.
            queue.removeIf(older -> !event.state.isEmpty() && older.state.equals(event.state));
            int queuedBytes = queue.stream().mapToInt(each -> each.bytes.length()).sum();
            // However long one event is, whoever has taken all before it gets it.
            if (!queue.isEmpty() && queuedBytes + event.bytes.length() > MAX_QUEUED_BYTES) {
                log.info("a listener at {} cannot keep up with the events and is cut off", request.remoteAddress());
                cut();
                return;
            }
            queue.add(event);
            pump();
        }

        private void pump() {
            while (!queue.isEmpty() && !response.closed() && !response.writeQueueFull()) {
                response.write(queue.remove().bytes);
            }
        }

        /** Ends the answer, so that the page comes back and is told why it may not. */
        private void finish() {
            end();
            response.end();
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
