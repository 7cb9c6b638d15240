package ledwall.controller.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections on which nobody asks anything. Vert.x's own limit counts bytes, and would end a request whose upload is being looked at: here a connection
 * is idle only between requests. While one is under way, {@link BodyStream} bounds a slow sender and {@link AnswerWriter} a slow reader. Called on the
 * connections' event loops.
 */
final class IdleConnections {
    private final Vertx vertx;
    private final long limitMillis;
    /** The running timer of each connection that is idle. */
    private final Map<HttpConnection, Long> timers = new ConcurrentHashMap<>();

    IdleConnections(Vertx vertx, Duration limit) {
        this.vertx = vertx;
        this.limitMillis = limit.toMillis();
    }

    /** The connection was made, or its request was answered. */
    void idle(HttpConnection connection) {
        busy(connection);
        timers.put(connection, vertx.setTimer(limitMillis, late -> connection.close()));
    }

    /** A request is under way, or the connection has closed. */
    void busy(HttpConnection connection) {
        Long timer = timers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
