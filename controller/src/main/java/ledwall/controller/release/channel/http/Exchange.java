package ledwall.controller.release.channel.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import ledwall.protocol.id.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way. It ends once, in its time and within its bound, and where it does not end well its connection ends with it: otherwise a site that drips, or
 * never stops, would hold one connection after the other until none is left for its channel; and what waits for a connection would leave long after its caller had
 * gone. On one event loop.
 */
final class Exchange {
    private final Promise<Reply> end = Promise.promise();
    private final Buffer gathered = Buffer.buffer();
    private final int most;
    private @Nullable HttpClientRequest request;

    /** @param most so many bytes of an answer are taken */
    private Exchange(int most) {
        this.most = most;
    }

    /** Why it did not end well. */
    static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Why why;

        /** What it was given up for. */
        enum Why { NO_CONNECTION, TOO_LATE, TOO_LARGE }

        GivenUp(Why why) {
            super(why.name(), null, false, false);
            this.why = why;
        }

        Why why() {
            return why;
        }
    }

    /** @param body null where there is none */
    static Future<Reply> begin(Vertx vertx, HttpClient client, RequestOptions to, Map<String, String> headers, @Nullable Buffer body, int most, Duration patience) {
        var exchange = new Exchange(most);
        vertx.getOrCreateContext().runOnContext(go -> {
            long timer = vertx.setTimer(patience.toMillis(),
                late -> exchange.fail(new GivenUp(exchange.request == null ? GivenUp.Why.NO_CONNECTION : GivenUp.Why.TOO_LATE)));
            exchange.end.future().onComplete(any -> vertx.cancelTimer(timer));
            client.request(to).onSuccess(request -> exchange.send(request, headers, body)).onFailure(exchange::fail);
        });
        return exchange.end.future();
    }

    private void send(HttpClientRequest to, Map<String, String> headers, @Nullable Buffer body) {
        if (end.future().isComplete()) {
            // Nobody waits any more: it must not happen now.
            to.reset();
            return;
        }
        request = to;
        headers.forEach(to::putHeader);
        (body == null ? to.send() : to.send(body)).onSuccess(this::read).onFailure(this::fail);
    }

    private void read(HttpClientResponse response) {
        response.exceptionHandler(this::fail);
        response.handler(piece -> {
            if (end.future().isComplete()) {
                return;
            }
            if (gathered.length() + piece.length() > most) {
                fail(new GivenUp(GivenUp.Why.TOO_LARGE));
            } else {
                gathered.appendBuffer(piece);
            }
        });
        response.endHandler(done -> end.tryComplete(new Reply(response.statusCode(), Bytes.of(gathered.getBytes()))));
    }

    private void fail(Throwable why) {
        if (end.tryFail(why) && request != null) {
            request.reset();
        }
    }
}
