package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ledwall.controller.access.Accounts;
import ledwall.controller.access.Right;
import ledwall.controller.access.Sessions;
import ledwall.controller.health.StorageWatch;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Loop;

/** The API's document, live events, health and figures. */
public final class SystemRoutes extends Routes {
    private static final long LOOP_SECONDS = 2;

    private final Loop loop;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Metrics metrics;
    private final StorageWatch storage;

    public SystemRoutes(Loop loop, Accounts accounts, Sessions sessions, Metrics metrics, StorageWatch storage) {
        this.loop = loop;
        this.accounts = accounts;
        this.sessions = sessions;
        this.metrics = metrics;
        this.storage = storage;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("listenToEvents", "/api/v1/events", Right.VIEW, this::listen),
            get("getOpenApi", "/api/v1/openapi.json", Right.VIEW, request -> new Answer.Content(200, Map.of(), "application/json", Bytes.of(document()), "")),
            get("getHealth", "/healthz", Right.VIEW, request -> health()).open(),
            get("getMetrics", "/metrics", Right.VIEW, request -> new Answer.Content(200, Map.of(), "text/plain; version=0.0.4; charset=utf-8",
                Bytes.of(metrics.text().getBytes(StandardCharsets.UTF_8)), "")));
    }

    private Answer listen(Request request) {
        String token = request.sessionToken();
        return new Answer.Live(request.header("Last-Event-ID"), () -> token != null && sessions.alive(token));
    }

    static byte[] document() throws IOException {
        try (InputStream in = SystemRoutes.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IOException("openapi.json is missing from this build");
            }
            return in.readAllBytes();
        }
    }

    private Answer health() throws InterruptedException {
        var turned = new CountDownLatch(1);
        loop.post("health", turned::countDown);
        if (!turned.await(LOOP_SECONDS, TimeUnit.SECONDS)) {
            return Answer.text(503, "the control loop has not turned for " + LOOP_SECONDS + " s\n");
        }
        try {
            accounts.needsSetup();
        } catch (RuntimeException e) {
            return Answer.text(503, "the database does not answer\n");
        }
        var failure = storage.failure();
        return failure.isPresent() ? Answer.text(503, "the database cannot be written: " + failure.get().code() + "\n") : Answer.text(200, "ok\n");
    }
}
