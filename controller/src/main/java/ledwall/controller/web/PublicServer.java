package ledwall.controller.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import ledwall.controller.refusal.Addresses;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second listener, for everybody: feeds and their media, and the door for WeChat's callbacks. It knows no sessions, sets no cookies and changes nothing; what it
 * answers comes from {@link PublicPages}. Each address may ask so much, all together so much at once. Started and stopped by its owner's thread.
 */
public final class PublicServer implements AutoCloseable {
    static final int MAX_CONNECTIONS = 500;
    /** SQL has four readers: more at once would only wait, and the operators with them. */
    private static final int MAX_UNDER_WAY = 32;
    private static final int MAX_LINE = 4 << 10;
    private static final int MAX_HEADERS = 8 << 10;
    /** WeChat's callbacks have some hundred bytes. */
    static final int MAX_BODY = 64 << 10;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration BODY_TIME = Duration.ofSeconds(10);
    /** Of IPv6 with a zone. */
    private static final int LONGEST_ADDRESS = 64;
    private static final Duration READER_TIME = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(PublicServer.class);

    private final Vertx vertx;
    private final PublicPages pages;
    private final AddressBuckets buckets;
    private final IdleConnections idle;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("public-", 0).factory());
    private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong limited = new AtomicLong();
    private final HttpServer server;

    /**
     * How much an address may ask.
     *
     * @param burst requests at once
     * @param addresses so many are remembered
     */
    public record Pace(double perSecond, int burst, int addresses) {
        public static final Pace STANDARD = new Pace(50, 200, 20_000);
    }

    /** @throws IOException if the address cannot be bound */
    public PublicServer(Vertx vertx, PublicPages pages, Clock clock, String host, int port, Pace pace) throws IOException {
        this.vertx = vertx;
        this.pages = pages;
        this.buckets = new AddressBuckets(clock, pace.perSecond(), pace.burst(), pace.addresses());
        this.idle = new IdleConnections(vertx, IDLE);
        var options = new HttpServerOptions().setMaxInitialLineLength(MAX_LINE).setMaxHeaderSize(MAX_HEADERS).setHttp2ClearTextEnabled(false);
        options.setTcpKeepAlive(true);
        server = vertx.createHttpServer(options).requestHandler(this::handle).connectionHandler(connection -> {
            if (connections.incrementAndGet() > MAX_CONNECTIONS) {
                connection.close();
            }
            idle.idle(connection);
            connection.closeHandler(gone -> {
                connections.decrementAndGet();
                idle.busy(connection);
            });
        });
        HttpLife.listen(server, port, host);
        log.info("feeds for everybody on {}:{}", host, port());
    }

    public int port() {
        return server.actualPort();
    }

    /** Requests refused because their address asked too much. */
    public long limited() {
        return limited.get();
    }

    private void handle(HttpServerRequest request) {
        var connection = request.connection();
        idle.busy(connection);
        HttpServerResponse response = request.response();
        response.endHandler(ended -> idle.idle(connection));
        every(response);
        HttpMethod method = request.method();
        boolean read = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
        if (!buckets.take(asker(request))) {
            limited.incrementAndGet();
            response.putHeader("Retry-After", "1");
            answer(request, PublicPages.words(429, "Too many requests at once. Wait a second."));
        } else if (read) {
            work(request, Bytes.EMPTY);
        } else if (HttpMethod.POST.equals(method) && PublicPages.takesPosts(request.path())) {
            receive(request);
        } else {
            response.putHeader("Allow", "GET, HEAD");
            answer(request, PublicPages.words(405, "This address only answers questions (GET)."));
        }
    }

    /**
     * Whose bucket it is. Everybody who comes through a proxy on this machine has its address: then the one that the proxy itself has seen and added last counts. What
     * stands before that anybody may have written.
     */
    static String asker(HttpServerRequest request) {
        String peer = String.valueOf(request.remoteAddress().hostAddress());
        String forwarded = request.getHeader("X-Forwarded-For");
        if (forwarded == null || !Addresses.isLoopback(peer)) {
            return peer;
        }
        String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return last.isEmpty() || last.length() > LONGEST_ADDRESS ? peer : last;
    }

    private static void every(HttpServerResponse response) {
        response.putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox").putHeader("X-Content-Type-Options", "nosniff")
            .putHeader("X-Frame-Options", "DENY").putHeader("Referrer-Policy", "no-referrer")
            // Partners' pages may show pictures and read feeds; there is nothing here that not everybody may read.
            .putHeader("Cross-Origin-Resource-Policy", "cross-origin").putHeader("Access-Control-Allow-Origin", "*");
    }

    /** Reads a small body, for a short time. */
    private void receive(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        long timer = vertx.setTimer(BODY_TIME.toMillis(), late -> request.connection().close());
        request.handler(piece -> {
            if (body.length() + piece.length() > MAX_BODY) {
                vertx.cancelTimer(timer);
                request.connection().close();
            } else {
                body.appendBuffer(piece);
            }
        });
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.endHandler(end -> {
            if (vertx.cancelTimer(timer)) {
                work(request, Bytes.of(body.getBytes()));
            }
        });
    }

    private void work(HttpServerRequest request, Bytes body) {
        if (!underWay.tryAcquire()) {
            request.response().putHeader("Retry-After", "2");
            answer(request, PublicPages.words(503, "Too much is asked just now. Try again in a moment."));
            return;
        }
        Context context = Objects.requireNonNull(Vertx.currentContext(), "requests come on an event loop");
        threads.execute(() -> {
            Answer answer;
            try {
                answer = pages.answer(request, body);
            } catch (HttpProblem e) {
                var words = PublicPages.words(e.status(), e.detail());
                for (var header : e.headers().entrySet()) {
                    words = words.with(header.getKey(), header.getValue());
                }
                answer = words;
            } catch (Refusal e) {
                // The database is full or locked: told to the operators beside every screen.
                answer = PublicPages.words(503, "This cannot be read just now. Try again later.");
            } catch (Exception e) {
                log.error("{} {} failed", request.method(), request.path(), e);
                answer = PublicPages.words(500, "This failed. Try again later.");
            } finally {
                underWay.release();
            }
            Answer made = answer;
            try {
                context.runOnContext(go -> answer(request, made));
            } catch (RejectedExecutionException e) {
                // The listener has ended meanwhile, and the connection with it.
            }
        });
    }

    private void answer(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.headWritten()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        switch (answer) {
            case Answer.Content content -> {
                if (content.type() != null) {
                    response.putHeader("Content-Type", content.type());
                }
                // Whoever reads so slowly has gone; a page must not be held for good.
                long timer = vertx.setTimer(READER_TIME.toMillis(), late -> request.connection().close());
                response.endHandler(ended -> {
                    vertx.cancelTimer(timer);
                    idle.idle(request.connection());
                });
                response.exceptionHandler(gone -> vertx.cancelTimer(timer));
                response.closeHandler(gone -> vertx.cancelTimer(timer));
                AnswerWriter.end(request, content.bytes().array());
            }
            case Answer.File file -> AnswerWriter.send(vertx, request, file);
            case Answer.Stream stream -> throw new IllegalStateException("nothing is made anew for everybody");
            case Answer.Live live -> throw new IllegalStateException("there is nothing live for everybody");
        }
    }

    /** Stops accepting, lets requests under way finish within {@code grace}. */
    public void stop(Duration grace) {
        HttpLife.stop(server, grace);
        threads.shutdownNow();
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
