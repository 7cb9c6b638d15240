package ledwall.controller.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts answers on the wire. On the event loop of the request. */
final class AnswerWriter {
    /** How long the rest of a refused body is read and thrown away, so that its sender gets to see the refusal instead of a reset. */
    private static final long LINGER_MILLIS = TimeUnit.SECONDS.toMillis(10);
    /** Whoever takes a file more slowly has gone: a reader that stands still must not hold its connection for good. */
    private static final long SLOWEST_BYTES_PER_SECOND = 16 << 10;
    private static final long READER_MILLIS = TimeUnit.SECONDS.toMillis(75);
    private static final Logger log = LoggerFactory.getLogger(AnswerWriter.class);

    private final Vertx vertx;
    private final EventStream events;
    private final Executor threads;

    /** @param threads virtual ones, for bodies that are made while they are sent */
    AnswerWriter(Vertx vertx, EventStream events, Executor threads) {
        this.vertx = vertx;
        this.events = events;
        this.threads = threads;
    }

    void send(RoutingContext routing, BodyStream body, Answer answer) {
        HttpServerRequest request = routing.request();
        HttpServerResponse response = request.response();
        if (response.closed() || response.headWritten()) {
            return;
        }
        response.setStatusCode(answer.status());
        // Live data and people's names: no cache may keep any of it unless an operation says otherwise.
        response.putHeader("Cache-Control", "no-store");
        answer.headers().forEach(response::putHeader);
        if (!body.complete() && mayHaveBody(request)) {
            linger(request, response);
        }
        switch (answer) {
            case Answer.Content content -> {
                if (content.type() != null) {
                    response.putHeader("Content-Type", content.type());
                }
                end(request, content.bytes().array());
            }
            case Answer.File file -> send(vertx, request, file);
            case Answer.Stream stream -> send(request, stream);
            case Answer.Live live -> {
                if (HttpMethod.HEAD.equals(request.method())) {
                    response.putHeader("Content-Type", EventStream.TYPE).end();
                } else {
                    events.listen(request, live.lastEventId(), live.may());
                }
            }
        }
    }

    /** Ends with this content, or where only the head was asked for, with its length (RFC 9110, 9.3.2). */
    static void end(HttpServerRequest request, byte[] content) {
        if (HttpMethod.HEAD.equals(request.method())) {
            request.response().putHeader("Content-Length", Integer.toString(content.length)).end();
        } else {
            request.response().end(Buffer.buffer(content));
        }
    }

    /** The file, or the range of it, with the headers that are its own. */
    static void send(Vertx vertx, HttpServerRequest request, Answer.File file) {
        HttpConnection connection = request.connection();
        HttpServerResponse response = request.response();
        ByteRange range = file.range();
        long from = range == null ? 0 : range.from();
        long length = range == null ? file.bytes() : range.length();
        response.putHeader("Content-Type", file.type()).putHeader("Accept-Ranges", "bytes");
        if (range != null) {
            response.putHeader("Content-Range", range.contentRange(file.bytes()));
        }
        if (HttpMethod.HEAD.equals(request.method())) {
            response.putHeader("Content-Length", Long.toString(length)).end();
            return;
        }
        long patience = READER_MILLIS + 1_000 * (length / SLOWEST_BYTES_PER_SECOND);
        long timer = vertx.setTimer(patience, late -> connection.close());
        response.sendFile(file.path(), from, length).onComplete(sent -> vertx.cancelTimer(timer)).onFailure(failure -> {
            log.info("sending {} ended early: {}", file.path(), failure.toString());
            response.reset();
        });
    }

    private void send(HttpServerRequest request, Answer.Stream stream) {
        HttpServerResponse response = request.response();
        response.putHeader("Content-Type", stream.type());
        if (HttpMethod.HEAD.equals(request.method())) {
            response.end();
            return;
        }
        response.setChunked(true);
        Context context = Vertx.currentContext();
        threads.execute(() -> {
            var out = new AnswerStream(response, context);
            try {
                stream.body().write(out);
                out.end();
            } catch (IOException | RuntimeException e) {
                log.info("sending {} ended early: {}", request.path(), e.toString());
                context.runOnContext(go -> response.reset());
            }
        });
    }

    private static boolean mayHaveBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.getHeader("Transfer-Encoding") != null || (length != null && !length.equals("0"));
    }

    private void linger(HttpServerRequest request, HttpServerResponse response) {
        response.putHeader("Connection", "close");
        var connection = request.connection();
        long timer = vertx.setTimer(LINGER_MILLIS, late -> connection.close());
        request.handler(Buffer::length);
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            connection.close();
        });
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.resume();
    }
}
