package ledwall.controller.release.channel.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import ledwall.controller.release.channel.NoAnswer;
import ledwall.controller.release.channel.OnlineChannel;

/**
 * Makes HTTP calls for adapters. Blocking, safe from any thread but an event loop. Redirects are not followed, answers beyond {@link #MOST_BYTES} are given up, and
 * a call that got no answer says whether it can have happened. On Vert.x's core client and not on its WebClient, which cannot close the connection of an answer that it
 * gives up: see {@link Exchange}.
 */
public final class Caller implements AutoCloseable {
    private static final int MOST_BYTES = 2 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(4);
    /** Until the answer is whole. A site that stalls for 5 s, as WeChat does at times, still answers in time. */
    private static final Duration PATIENCE = OnlineChannel.PATIENCE;
    /** An upload of a few MB over a slow line. */
    private static final Duration UPLOAD_PATIENCE = Duration.ofMinutes(2);

    private final Vertx vertx;
    private final HttpClient client;
    private final Duration patience;

    public Caller(Vertx vertx) {
        this(vertx, PATIENCE);
    }

    public Caller(Vertx vertx, Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
        client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) CONNECT.toMillis())
            // A connection that lay idle may be closed by the other side just as it is used; then nobody knows whether the call arrived.
            .setKeepAliveTimeout(5).setMaxChunkSize(64 << 10).setDecompressionSupported(false));
    }

    /** @throws NoAnswer {@link NoAnswer.Unsent} if it surely did not arrive, {@link NoAnswer.Lost} if it may have */
    public Reply send(Ask ask, Reach reach) throws NoAnswer {
        var address = reach.resolve(ask.uri());
        boolean tls = "https".equals(ask.uri().getScheme());
        int port = ask.uri().getPort() >= 0 ? ask.uri().getPort() : tls ? 443 : 80;
        String path = ask.uri().getRawPath().isEmpty() ? "/" : ask.uri().getRawPath();
        String target = ask.uri().getRawQuery() == null ? path : path + "?" + ask.uri().getRawQuery();
        Duration most = ask.body() instanceof Ask.Body.Upload ? UPLOAD_PATIENCE : patience;
        var to = new RequestOptions().setMethod(ask.body() == null ? HttpMethod.GET : HttpMethod.POST).setHost(ask.uri().getHost()).setPort(port).setURI(target).setSsl(tls)
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress())).setFollowRedirects(false);
        var headers = new LinkedHashMap<>(ask.headers());
        headers.put("User-Agent", "Ledwall");
        Buffer body = switch (ask.body()) {
            case null -> null;
            case Ask.Body.Content content -> {
                headers.put("Content-Type", content.type());
                yield Buffer.buffer(content.bytes().array());
            }
            case Ask.Body.Upload upload -> {
                Form form = Form.of(upload);
                headers.put("Content-Type", form.type());
                yield Buffer.buffer(form.body().array());
            }
        };
        return await(Exchange.begin(vertx, client, to, headers, body, MOST_BYTES, most), ask, most);
    }

    /** @throws NoAnswer.Unsent if the address is not known, or not to be called */
    public void look(URI uri, Reach reach) throws NoAnswer.Unsent {
        reach.resolve(uri);
    }

    private static Reply await(Future<Reply> sent, Ask ask, Duration most) throws NoAnswer {
        try {
            // The exchange ends by itself; this is only for a Vert.x that was closed.
            return sent.toCompletionStage().toCompletableFuture().get(most.plusSeconds(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(ask, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new NoAnswer.Lost(ask + " did not answer within " + most.toSeconds() + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer.Lost("The controller is stopping; " + ask + " had not answered.");
        }
    }

    private static NoAnswer failure(Ask ask, Throwable cause) {
        return switch (cause) {
            // Nothing is sent before the connection is up and the other side's name is proven.
            case ConnectException refused -> new NoAnswer.Unsent(ask + " cannot be reached: connection refused or timed out.");
            case NoRouteToHostException none -> new NoAnswer.Unsent(ask + " cannot be reached: there is no way to it.");
            case UnknownHostException unknown -> new NoAnswer.Unsent("The name " + ask.uri().getHost() + " is not known.");
            case SSLHandshakeException tls -> new NoAnswer.Unsent("No trusted TLS connection to " + ask.uri().getHost() + ": " + why(tls));
            case Exchange.GivenUp up -> switch (up.why()) {
                case NO_CONNECTION -> new NoAnswer.Unsent(ask + " cannot be reached: there was no connection in time.");
                case TOO_LATE -> new NoAnswer.Lost(ask + " did not answer in time.");
                case TOO_LARGE -> new NoAnswer.Lost(ask + " answered with more than " + (MOST_BYTES >> 10) + " KiB.");
            };
            default -> new NoAnswer.Lost(ask + " did not answer: " + cause.getClass().getSimpleName() + ".");
        };
    }

    /** The innermost says whether it is the name, the time or the signer. */
    private static String why(Throwable failure) {
        Throwable inner = failure;
        for (Throwable next = failure.getCause(); next != null; next = next.getCause()) {
            inner = next;
        }
        return Reply.shown(inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage());
    }

    @Override
    public void close() {
        client.close();
    }
}
