package ledwall.controller.web;

import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How each of our servers begins to listen, and stops. Blocking: on the thread of its owner. */
final class HttpLife {
    private static final Logger log = LoggerFactory.getLogger(HttpLife.class);

    private HttpLife() {}

    /** @throws IOException if the address cannot be bound */
    static void listen(HttpServer server, int port, String host) throws IOException {
        try {
            server.listen(port, host).toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted: listen on " + host + ":" + port, e);
        } catch (ExecutionException e) {
            throw new IOException("cannot listen on " + host + ":" + port + ": " + e.getCause(), e);
        }
    }

    /** Stops accepting, lets requests under way finish within {@code grace}, then closes what is left. */
    static void stop(HttpServer server, Duration grace) {
        try {
            server.shutdown(grace).toCompletionStage().toCompletableFuture().get(grace.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("the listener on port {} did not stop cleanly: {}", server.actualPort(), e.toString());
        }
    }
}
