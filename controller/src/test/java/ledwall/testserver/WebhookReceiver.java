package ledwall.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A test server for a partner that takes webhooks: checks signature and freshness, knows an event again by its id, and keeps when it first took it, which is when the
 * partner would show it.
 *
 * <p>Beside {@code POST /hook}: {@code POST /admin/faults {"fault","times"}} and {@code GET /admin/events}.
 */
public final class WebhookReceiver extends Site {
    /** As long as WeChat's answers stall at times. */
    public static final Duration STALL = Duration.ofSeconds(5);
    private static final Duration SHORT_STALL = Duration.ofMillis(500);
    private static final Duration FRESH = Duration.ofMinutes(5);

    /** What goes wrong with one call. */
    public enum Fault {
        /** Not taken: 503. */
        UNAVAILABLE,
        /** Not taken: 400. */
        REFUSED,
        /** Not taken: 307 to elsewhere. */
        REDIRECT,
        /** Taken, and answered late. */
        STALL,
        /** Taken, and the connection is gone before the answer. */
        DROP_ANSWER,
        /** Taken, with an answer of many MB. */
        FLOOD
    }

    /** An event as it was taken first. */
    public static final class Event {
        public final String id;
        public final String type;
        public final Instant takenAt;
        public final JsonNode body;
        public int times = 1;

        Event(String id, String type, Instant takenAt, JsonNode body) {
            this.id = id;
            this.type = type;
            this.takenAt = takenAt;
            this.body = body;
        }
    }

    private final String secret;
    private final Latency latency;
    private final Duration stall;
    private final Map<String, Event> events = new LinkedHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private int badlySigned;

    /** @param median of the time that each call takes, log-normal */
    public WebhookReceiver(int port, String secret, Duration median, double sigma, long seed) throws IOException {
        this(port, secret, median, sigma, seed, SHORT_STALL);
    }

    /** @param stall how long an answer lacks that stalls */
    public WebhookReceiver(int port, String secret, Duration median, double sigma, long seed, Duration stall) throws IOException {
        super(port);
        this.stall = stall;
        this.secret = secret;
        this.latency = new Latency(median, sigma, seed);
        open();
    }

    /** {@code --port 0 --secret KEY --median-millis 200 --seed 7}. */
    public static void main(String[] words) throws IOException {
        var options = new WechatServer.Words(words);
        var server = new WebhookReceiver(options.number("port", 0), options.all("secret").getFirst(), Duration.ofMillis(options.number("median-millis", 200)), 0.15,
            options.number("seed", 7), STALL);
        System.out.println("Webhook TEST RECEIVER (facts of 2026-11) at " + server.url() + "/hook");
    }

    public String hook() {
        return url() + "/hook";
    }

    public synchronized void strike(Fault fault, int times) {
        for (int i = 0; i < times; i++) {
            faults.add(fault);
        }
    }

    /** In the order taken, pings included. */
    public synchronized List<Event> events() {
        return new ArrayList<>(events.values());
    }

    public synchronized int badlySigned() {
        return badlySigned;
    }

    @Override
    void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = body(exchange);
        if (path.equals("/admin/faults")) {
            JsonNode wanted = JSON.readTree(body);
            strike(Fault.valueOf(wanted.path("fault").asText()), wanted.path("times").asInt(1));
            answer(exchange, 200, JSON.createObjectNode().put("done", true));
        } else if (path.equals("/admin/events")) {
            ArrayNode list = JSON.createArrayNode();
            events().forEach(each -> list.addObject().put("id", each.id).put("type", each.type).put("takenAt", each.takenAt.toString()).put("times", each.times));
            answer(exchange, 200, JSON.createObjectNode().set("items", list));
        } else if (path.equals("/hook")) {
            latency.pass();
            hook(exchange, body);
        } else {
            answer(exchange, 404, JSON.createObjectNode());
        }
    }

    private void hook(HttpExchange exchange, byte[] body) throws IOException {
        Fault fault;
        synchronized (this) {
            if (!signed(exchange, body)) {
                badlySigned++;
                answer(exchange, 401, JSON.createObjectNode().put("error", "signature"));
                return;
            }
            String type = exchange.getRequestHeaders().getFirst("Ledwall-Event");
            fault = type.equals("ping") ? null : faults.poll();
            if (fault != Fault.UNAVAILABLE && fault != Fault.REFUSED && fault != Fault.REDIRECT) {
                take(exchange.getRequestHeaders().getFirst("Ledwall-Event-Id"), type, JSON.readTree(body));
            }
        }
        switch (fault) {
            case null -> answer(exchange, 200, JSON.createObjectNode().put("url", "https://partner.example/news/1"));
            case UNAVAILABLE -> answer(exchange, 503, JSON.createObjectNode());
            case REFUSED -> answer(exchange, 400, JSON.createObjectNode().put("error", "no"));
            case REDIRECT -> {
                exchange.getResponseHeaders().set("Location", url() + "/admin/events");
                answer(exchange, 307, JSON.createObjectNode());
            }
            case STALL -> {
                Latency.pass(stall);
                answer(exchange, 200, JSON.createObjectNode());
            }
            case DROP_ANSWER -> exchange.close();
            case FLOOD -> answer(exchange, 200, "text/plain", new byte[16 << 20]);
        }
    }

    private void take(String id, String type, JsonNode body) {
        Event known = events.get(id);
        if (known == null) {
            events.put(id, new Event(id, type, Instant.now(), body));
        } else {
            known.times++;
        }
    }

    private boolean signed(HttpExchange exchange, byte[] body) {
        String timestamp = exchange.getRequestHeaders().getFirst("Ledwall-Timestamp");
        String signature = exchange.getRequestHeaders().getFirst("Ledwall-Signature");
        if (timestamp == null || signature == null
            || Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), Instant.now()).abs().compareTo(FRESH) > 0) {
            return false;
        }
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            String wanted = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
            return MessageDigest.isEqual(wanted.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
