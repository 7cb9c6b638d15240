package ledwall.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import ledwall.testserver.WechatAccount.No;
import ledwall.testserver.WechatAccount.Publication;
import ledwall.testserver.WechatFaults.Fault;

/**
 * A test server for WeChat's Official Account interface (api.weixin.qq.com), facts of 2026-11: token, material, drafts, freepublish and its callback. It holds the
 * documented limits itself, and keeps of every article when it was accepted and when it became public.
 *
 * <p>Beside the interface: {@code POST /admin/accounts {appId, secret, callbackToken?, callbackUrl?, encodingAesKey?, compatible?}}, {@code POST /admin/faults?appId=}
 * (see {@link WechatFaults#set}), {@code GET /admin/articles?appId=} and {@code GET /admin/counters?appId=}.
 */
public final class WechatServer extends Site {
    private final Clock clock;
    private final Latency latency;
    private final Latency publishing;
    private final Duration stall;
    private final Map<String, WechatAccount> accounts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("publishing").factory());
    private final WechatCalls calls = new WechatCalls();

    /**
     * How it behaves.
     *
     * @param port 0 for any free one
     * @param median of the time that each call takes, log-normal
     * @param publishing median of the time from acceptance to the article being public
     * @param stall how long an answer lacks that stalls; WeChat's do so for 5 s
     */
    public record Options(int port, Duration median, double sigma, Duration publishing, long seed, Duration stall) {
        public static final Duration STALL = Duration.ofSeconds(5);
        public static final Options QUICK = new Options(0, Duration.ofMillis(2), 0.15, Duration.ofMillis(50), 7, Duration.ofMillis(300));
    }

    public WechatServer(Options options) throws IOException {
        super(options.port());
        this.clock = Clock.systemUTC();
        this.latency = new Latency(options.median(), options.sigma(), options.seed());
        this.publishing = new Latency(options.publishing(), options.sigma(), options.seed() + 1);
        this.stall = options.stall();
        open();
    }

    /** {@code --port 0 --median-millis 400 --publishing-millis 1500 --seed 7 --account APPID:SECRET[:TOKEN:CALLBACKURL]}, the last as often as wanted. */
    public static void main(String[] words) throws IOException {
        var options = new Words(words);
        var server = new WechatServer(new Options(options.number("port", 0), Duration.ofMillis(options.number("median-millis", 400)), 0.15,
            Duration.ofMillis(options.number("publishing-millis", 1_500)), options.number("seed", 7), Options.STALL));
        for (String account : options.all("account")) {
            String[] parts = account.split(":", 4);
            server.account(parts[0], parts[1], parts.length > 2 ? parts[2] : "", parts.length > 3 ? parts[3] : "");
        }
        System.out.println("WeChat TEST SERVER (facts of 2026-11) at " + server.url());
    }

    /**
     * How callbacks are encrypted.
     *
     * @param key EncodingAESKey; empty in plain mode
     * @param only in safe mode, not in compatible mode
     */
    public record Sealing(String key, boolean only) {
        public static final Sealing PLAIN = new Sealing("", false);
    }

    /** Opens an account in plain mode. An empty callback address: none is called. */
    public void account(String appId, String secret, String callbackToken, String callbackUrl) {
        account(appId, secret, callbackToken, callbackUrl, Sealing.PLAIN);
    }

    public void account(String appId, String secret, String callbackToken, String callbackUrl, Sealing sealing) {
        accounts.put(appId, new WechatAccount(clock, appId, secret, callbackToken, callbackUrl, sealing));
    }

    public WechatFaults faults(String appId) {
        return accounts.get(appId).faults;
    }

    /**
     * What an account has published, or is about to.
     *
     * @param polls how often somebody asked what became of it
     */
    public record Article(String publishId, String articleId, String title, Instant acceptedAt, Instant visibleAt, Instant deletedAt, int polls) {}

    public List<Article> articles(String appId) {
        WechatAccount account = accounts.get(appId);
        synchronized (account) {
            return account.publications.stream().map(each -> new Article(each.id, each.articleId, each.article.path("shownTitle").asText(), each.acceptedAt,
                each.visibleAt, each.deletedAt, each.polls)).toList();
        }
    }

    public int calls(String appId, String api) {
        WechatAccount account = accounts.get(appId);
        synchronized (account) {
            return account.counters.getOrDefault(api, 0);
        }
    }

    public int drafts(String appId) {
        WechatAccount account = accounts.get(appId);
        synchronized (account) {
            return account.drafts();
        }
    }

    /** A draft is gone: somebody published or deleted it in WeChat's own console. */
    public void takeDraft(String appId, String media) {
        WechatAccount account = accounts.get(appId);
        synchronized (account) {
            account.lose(media);
        }
    }

    /** Somebody deleted a published article in WeChat's own console, counted from the oldest. */
    public void takeArticle(String appId, int number) {
        WechatAccount account = accounts.get(appId);
        synchronized (account) {
            account.take(number);
        }
    }

    @Override
    void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try {
            if (path.startsWith("/admin/")) {
                answer(exchange, 200, admin(path.substring("/admin/".length()), exchange));
            } else if (path.startsWith("/cgi-bin/")) {
                latency.pass();
                call(exchange, path.substring("/cgi-bin/".length()));
            } else {
                answer(exchange, 404, JSON.createObjectNode().put("errcode", 404));
            }
        } catch (Gone gone) {
            // Closing the exchange unanswered ends the connection.
            exchange.close();
        }
    }

    private JsonNode admin(String what, HttpExchange exchange) throws IOException {
        if (what.equals("accounts")) {
            JsonNode wanted = JSON.readTree(body(exchange));
            account(wanted.path("appId").asText(), wanted.path("secret").asText(), wanted.path("callbackToken").asText(), wanted.path("callbackUrl").asText(),
                new Sealing(wanted.path("encodingAesKey").asText(), !wanted.path("compatible").asBoolean()));
            return JSON.createObjectNode().put("done", true);
        }
        WechatAccount account = accounts.get(query(exchange).getOrDefault("appId", ""));
        if (account == null) {
            return JSON.createObjectNode().put("error", "no such account");
        }
        switch (what) {
            case "faults" -> {
                JsonNode wanted = JSON.readTree(body(exchange));
                synchronized (account) {
                    account.faults.set(wanted);
                }
                return JSON.createObjectNode().put("done", true);
            }
            case "articles" -> {
                ArrayNode list = JSON.createArrayNode();
                articles(account.appId).forEach(each -> list.addObject().put("publishId", each.publishId()).put("articleId", each.articleId())
                    .put("title", each.title()).put("acceptedAt", each.acceptedAt().toString())
                    .put("visibleAt", each.visibleAt() == null ? null : each.visibleAt().toString())
                    .put("deletedAt", each.deletedAt() == null ? null : each.deletedAt().toString()));
                return JSON.createObjectNode().set("items", list);
            }
            default -> {
                synchronized (account) {
                    return JSON.valueToTree(account.counters);
                }
            }
        }
    }

    private void call(HttpExchange exchange, String api) throws IOException {
        byte[] body = body(exchange);
        Map<String, String> query = query(exchange);
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        WechatAccount account = null;
        Fault fault = null;
        JsonNode answer;
        try {
            if (type.startsWith("multipart/") && exchange.getRequestHeaders().getFirst("Content-Length") == null) {
                // Not documented, and known to whoever has sent one in chunks: WeChat finds no file in it.
                throw new No(41005, "media data missing");
            }
            JsonNode json = type.startsWith("multipart/") || body.length == 0 ? JSON.createObjectNode() : json(body);
            boolean door = api.equals("stable_token");
            account = door ? accounts.get(json.path("appid").asText()) : owner(query.get("access_token"));
            synchronized (account == null ? this : account) {
                if (account == null) {
                    throw door ? new No(40013, "invalid appid") : new No(query.containsKey("access_token") ? 42001 : 41001, "access_token expired");
                }
                fault = account.faults.next(api);
                if (fault == Fault.DROP_CALL) {
                    throw new Gone();
                }
                if (fault == Fault.BUSY) {
                    throw new No(-1, "system error");
                }
                if (fault == Fault.BAD_GATEWAY) {
                    answer(exchange, 502, "text/html", "<html>Bad Gateway</html>".getBytes(StandardCharsets.UTF_8));
                    return;
                }
                answer = door ? token(account, json) : answer(account, api, query, json, body, type);
            }
        } catch (No no) {
            answer = JSON.createObjectNode().put("errcode", no.code).put("errmsg", no.getMessage());
        }
        if (fault == Fault.DROP_ANSWER) {
            throw new Gone();
        }
        if (fault == Fault.STALL) {
            Latency.pass(stall);
        }
        answer(exchange, 200, fault == Fault.BUSY_THOUGH_DONE ? JSON.createObjectNode().put("errcode", -1).put("errmsg", "system error") : answer);
    }

    private static JsonNode json(byte[] body) throws No {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new No(47001, "data format error");
        }
    }

    /** Whoever has a token, also one that has ended, is known by it. */
    private WechatAccount owner(String token) {
        return token == null ? null : accounts.values().stream().filter(account -> account.gave(token)).findFirst().orElse(null);
    }

    private static ObjectNode token(WechatAccount account, JsonNode json) throws No {
        if (!account.secret.equals(json.path("secret").asText())) {
            throw new No(40125, "invalid appsecret");
        }
        if (account.faults.foreignAddress) {
            throw new No(40164, "invalid ip 127.0.0.1, not in whitelist rid: 67a1-test");
        }
        account.count("stable_token");
        return account.token(json.path("force_refresh").asBoolean());
    }

    private JsonNode answer(WechatAccount account, String api, Map<String, String> query, JsonNode json, byte[] body, String type) throws No {
        account.enter(query.get("access_token"));
        account.count(api);
        account.faults.speak(api);
        if (api.equals("freepublish/submit")) {
            Publication accepted = account.submit(json.path("media_id").asText());
            later.schedule(() -> finish(account, accepted), publishing.draw().toNanos(), TimeUnit.NANOSECONDS);
            // The older document has a text here, the newer a number: both come, in turn.
            ObjectNode out = JSON.createObjectNode().put("errcode", 0).put("errmsg", "ok").put("msg_data_id", "2247483" + accepted.id);
            return account.publications.size() % 2 == 0 ? out.put("publish_id", accepted.id) : out.put("publish_id", Long.parseLong(accepted.id));
        }
        return switch (api) {
            case "material/add_material" -> account.material(query.get("type"), Multipart.read(type, body));
            case "media/uploadimg" -> account.picture(Multipart.read(type, body));
            default -> calls.answer(account, api, json, new String(body, StandardCharsets.UTF_8));
        };
    }

    private void finish(WechatAccount account, Publication publication) {
        WechatFaults.Calling calling;
        synchronized (account) {
            account.finish(publication);
            calling = account.faults.calling;
        }
        if (!account.callbackUrl.isEmpty() && calling != WechatFaults.Calling.LOST) {
            Thread.ofVirtual().start(() -> WechatCallback.send(account, publication, calling));
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        super.close();
    }

    /** Options of a command line. */
    record Words(List<String> words) {
        Words(String[] words) {
            this(Arrays.asList(words));
        }

        int number(String name, int standard) {
            return all(name).stream().map(Integer::parseInt).findFirst().orElse(standard);
        }

        List<String> all(String name) {
            return IntStream.range(0, words.size() - 1).filter(i -> words.get(i).equals("--" + name)).mapToObj(i -> words.get(i + 1)).toList();
        }
    }
}
