import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import ledwall.testserver.WebhookReceiver;
import ledwall.testserver.WechatServer;

/** Test servers for a bench: four WeChat accounts and two partners, each as slow as it is (a log-normal time with a median of its own), and the channels to them. */
final class ReleaseSites implements AutoCloseable {
    private static final double SIGMA = 0.15;
    private static final List<Duration> ACCOUNTS = List.of(Duration.ofMillis(400), Duration.ofMillis(900), Duration.ofMillis(1_700), Duration.ofMillis(3_000));
    private static final List<Duration> PARTNERS = List.of(Duration.ofMillis(200), Duration.ofMillis(1_200));

    private final Api api;
    private final List<WechatServer> accounts = new ArrayList<>();
    private final List<WebhookReceiver> partners = new ArrayList<>();
    final List<String> wechat = new ArrayList<>();
    final List<String> webhooks = new ArrayList<>();
    final String feed;

    ReleaseSites(Api api) throws IOException, InterruptedException {
        this.api = api;
        for (int i = 0; i < ACCOUNTS.size(); i++) {
            var server = new WechatServer(new WechatServer.Options(0, ACCOUNTS.get(i), SIGMA, Duration.ofMillis(1_500), 100 + i, Duration.ofSeconds(5)));
            server.account(appId(i), "bench-secret-" + i, "", "");
            accounts.add(server);
            wechat.add(make("""
                    {"name":"bench WeChat %d","kind":"wechat","settings":{"appId":"%s","base":"%s","language":"both"},"secret":{"appSecret":"bench-secret-%d"}}"""
                    .formatted(i, appId(i), server.url(), i)));
        }
        for (int i = 0; i < PARTNERS.size(); i++) {
            String key = "bench-key-of-partner-" + i;
            var server = new WebhookReceiver(0, key, PARTNERS.get(i), SIGMA, 200 + i);
            partners.add(server);
            webhooks.add(make("{\"name\":\"bench partner %d\",\"kind\":\"webhook\",\"settings\":{\"url\":\"%s\"},\"secret\":{\"key\":\"%s\"}}".formatted(i, server.hook(), key)));
        }
        feed = make("{\"name\":\"bench feed\",\"kind\":\"feed\",\"settings\":{\"title\":\"bench feed\",\"items\":\"100\"}}");
    }

    /** A channel's id. */
    String make(String channel) throws IOException, InterruptedException {
        return Api.text(api.json("POST", "/api/v1/channels", channel, null).body(), "id");
    }

    private static String appId(int i) {
        return "wxbench" + i + "000000000";
    }

    /** When each WeChat account accepted the submission of an article with this title; several times where it was doubled. */
    List<Instant> accepted(String title) {
        return times(title, WechatServer.Article::acceptedAt);
    }

    /** When WeChat had it published by its own confirmation, which comes when it likes. */
    Optional<Instant> confirmed(String title) {
        return times(title, WechatServer.Article::visibleAt).stream().findFirst();
    }

    private List<Instant> times(String title, Function<WechatServer.Article, Instant> time) {
        var out = new ArrayList<Instant>();
        for (int i = 0; i < accounts.size(); i++) {
            accounts.get(i).articles(appId(i)).stream().filter(article -> article.title().equals(title)).map(time).filter(Objects::nonNull).forEach(out::add);
        }
        return out;
    }

    /** When a partner took the publication of a release first. */
    Optional<Instant> taken(int partner, String release) {
        return partners.get(partner).events().stream().filter(event -> event.type.endsWith("published") && mentions(event, release)).map(event -> event.takenAt).findFirst();
    }

    /** How many different events of publication a partner took for a release. */
    long takings(int partner, String release) {
        return partners.get(partner).events().stream().filter(event -> event.type.endsWith("published") && mentions(event, release)).count();
    }

    private static boolean mentions(WebhookReceiver.Event event, String release) {
        return Pattern.compile(Pattern.quote(release) + "(?![a-z0-9])").matcher(event.body.toString()).find();
    }

    WebhookReceiver partner(int i) {
        return partners.get(i);
    }

    /** Polls and submissions of each account so far. */
    List<String> counted() {
        var out = new ArrayList<String>();
        for (int i = 0; i < accounts.size(); i++) {
            out.add("%d submitted, %d polls".formatted(accounts.get(i).calls(appId(i), "freepublish/submit"), accounts.get(i).calls(appId(i), "freepublish/get")));
        }
        return out;
    }

    @Override
    public void close() {
        accounts.forEach(WechatServer::close);
        partners.forEach(WebhookReceiver::close);
    }
}
