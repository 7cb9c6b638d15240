package ledwall.controller.web;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import ledwall.controller.access.AuditStore;
import ledwall.controller.access.Sessions;
import ledwall.protocol.runtime.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side of the controller: the table of operations, the page's files, and what every answer carries. Started and stopped by its owner's thread. */
public final class WebServer implements AutoCloseable {
    /** What one read from a socket gives at most, and so what a body's chunk holds. */
    static final int CHUNK_BYTES = 64 << 10;
    /** Open sockets beyond this are closed at once: each costs buffers outside the heap. */
    static final int MAX_CONNECTIONS = 1_000;
    /** A file name of 255 bytes in Tibetan takes 765 when percent-encoded. */
    private static final int MAX_LINE = 8 << 10;
    private static final int MAX_HEADERS = 16 << 10;
    private static final Duration IDLE = Duration.ofSeconds(75);
    // Styles and scripts come from files of our own only; pictures also from blobs that the page made of snapshots.
    private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        + "frame-ancestors 'none'";
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);

    private final Vertx vertx;
    private final EventStream events;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("web-", 0).factory());
    private final Problems problems = new Problems();
    private final Origins origins;
    private final AtomicInteger connections = new AtomicInteger();
    private final IdleConnections idle;
    private final Gate gate;
    private final HttpServer server;

    /** What the server is made of, beside the operations. */
    public record Parts(Vertx vertx, EventStream events, Sessions sessions, AuditStore audit, Metrics metrics, Clock clock) {}

    /**
     * @throws IOException if the address cannot be bound
     */
    public WebServer(Parts parts, WebAddress address, List<? extends Routes> routes) throws IOException {
        this(parts, address, routes, IDLE);
    }

    WebServer(Parts parts, WebAddress address, List<? extends Routes> routes, Duration idleLimit) throws IOException {
        vertx = parts.vertx();
        idle = new IdleConnections(vertx, idleLimit);
        events = parts.events();
        origins = new Origins(address.names());
        gate = new Gate(parts.sessions(), parts.audit(), problems, parts.metrics(), parts.clock(), threads, new AnswerWriter(vertx, events, threads));
        parts.metrics().gauge("ledwall_http_connections", "Open HTTP connections.", connections::get);
        parts.metrics().gauge("ledwall_event_listeners", "Pages that listen to live events.", events::listening);
        server = vertx.createHttpServer(options()).requestHandler(router(routes)).connectionHandler(connection -> {
            if (connections.incrementAndGet() > MAX_CONNECTIONS) {
                connection.close();
            }
            idle.idle(connection);
            connection.closeHandler(gone -> {
                connections.decrementAndGet();
                idle.busy(connection);
            });
        });
        HttpLife.listen(server, address.port(), address.host());
        log.info("http on {}:{}", address.host(), port());
    }

    /** A Vert.x with bounds that suit a small heap: two event loops move bytes, nothing else runs in it. */
    public static Vertx vertx() {
        return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2).setInternalBlockingPoolSize(2).setUseDaemonThread(true)
            .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
    }

    /** The port in use, also where 0 was asked for. */
    public int port() {
        return server.actualPort();
    }

    int strangersUnderWay() {
        return gate.strangersUnderWay();
    }

    /** Stops accepting, lets requests under way finish within {@code grace}, then closes what is left. */
    public void stop(Duration grace) {
        events.close();
        HttpLife.stop(server, grace);
        threads.shutdownNow();
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    private static HttpServerOptions options() {
        var options = new HttpServerOptions().setMaxInitialLineLength(MAX_LINE).setMaxHeaderSize(MAX_HEADERS).setMaxChunkSize(CHUNK_BYTES)
            .setHttp2ClearTextEnabled(false);
        options.setTcpKeepAlive(true);
        return options;
    }

    private Router router(List<? extends Routes> routes) {
        var router = Router.router(vertx);
        router.route().handler(this::everyAnswer);
        for (Routes feature : routes) {
            for (Operation operation : feature.operations()) {
                String path = operation.path().replaceAll("\\{(\\w+)}", ":$1");
                router.route(HttpMethod.valueOf(operation.method().name()), path).handler(routing -> gate.enter(operation, routing));
                if (operation.method() == Operation.Method.GET) {
                    router.head(path).handler(routing -> gate.enter(operation, routing));
                }
            }
        }
        var site = new Site("ui", threads);
        router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(routing -> {
            if (routing.normalizedPath().startsWith("/api/")) {
                refuse(routing, noRoute(routing));
            } else {
                site.handle(routing, () -> refuse(routing, noRoute(routing)));
            }
        });
        router.errorHandler(405, routing -> refuse(routing, new HttpProblem(405, "methodNotAllowed",
            "This path does not take " + routing.request().method() + ".", "Look into /api/v1/openapi.json.")));
        router.errorHandler(404, routing -> refuse(routing, noRoute(routing)));
        router.errorHandler(400, routing -> refuse(routing, new HttpProblem(400, "badRequest", "The path or query cannot be decoded.",
            "Percent-encode it as UTF-8.")));
        router.errorHandler(500, routing -> refuse(routing, routing.failure()));
        return router;
    }

    private void everyAnswer(RoutingContext routing) {
        var connection = routing.request().connection();
        idle.busy(connection);
        HttpServerResponse response = routing.response();
        // A connection that closed with the answer must not come back into the list.
        routing.addEndHandler(ended -> {
            if (ended.succeeded()) {
                idle.idle(connection);
            }
        });
        response.putHeader("Content-Security-Policy", CONTENT_POLICY);
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Referrer-Policy", "no-referrer");
        response.putHeader("X-Frame-Options", "DENY");
        response.putHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.putHeader("Cross-Origin-Opener-Policy", "same-origin");
        try {
            origins.check(routing.request(), !HttpMethod.GET.equals(routing.request().method()) && !HttpMethod.HEAD.equals(routing.request().method()));
        } catch (HttpProblem e) {
            refuse(routing, e);
            return;
        }
        routing.next();
    }

    private static HttpProblem noRoute(RoutingContext routing) {
        return new HttpProblem(404, "noSuchPath", "There is nothing at " + routing.normalizedPath().replaceAll("[^!-~]", "?") + ".",
            "Look into /api/v1/openapi.json.");
    }

    /** Before any operation: no body was read, so that the connection ends with the answer. */
    private void refuse(RoutingContext routing, Throwable failure) {
        HttpServerResponse response = routing.response();
        if (response.closed() || response.headWritten()) {
            return;
        }
        var answer = problems.of(failure, routing.request().method() + " " + routing.normalizedPath()).answer();
        response.setStatusCode(answer.status()).putHeader("Content-Type", "application/problem+json").putHeader("Cache-Control", "no-store");
        if (!HttpMethod.GET.equals(routing.request().method())) {
            response.putHeader("Connection", "close");
        }
        AnswerWriter.end(routing.request(), answer.bytes().array());
        if (!routing.request().isEnded()) {
            routing.request().resume();
        }
    }
}
