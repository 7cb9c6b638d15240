import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/** Channels to the demo's test servers, and at the first run one release of something new to all walls and all of them at one moment. */
final class SampleRelease {
    /** Renditions, drafts and the walls' downloads take a part of it. */
    private static final Duration AHEAD = Duration.ofSeconds(120);
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final Duration TRUTH_AFTER = Duration.ofSeconds(8);
    private static final String FEED = "{\"name\":\"%s\",\"kind\":\"feed\",\"settings\":{\"title\":\"县融媒体中心 · རྫོང་གི་བརྙན་འཕྲིན།\"}}";
    private static final String WECHAT = """
            {"name":"%s","kind":"wechat","settings":{"appId":"%s","base":"%s","language":"both"},"secret":{"appSecret":"%s","callbackToken":"%s"}}""";
    private static final String WEBHOOK = "{\"name\":\"%s\",\"kind\":\"webhook\",\"settings\":{\"url\":\"%s\"},\"secret\":{\"key\":\"%s\"}}";
    private static final String RELEASE = """
            {"name":"雪顿节开幕 ཞོ་སྟོན་དབུ་འབྱེད།","items":[{"mediaId":"%s","fit":"cover"}],
             "texts":{"zh":{"title":"雪顿节今日开幕","digest":"线上线下同步发布","body":"雪顿节今日开幕，欢迎各族群众参加。"},
                      "bo":{"title":"ཞོ་སྟོན་དེ་རིང་དབུ་འབྱེད།","digest":"","body":"ཞོ་སྟོན་དུས་ཆེན་དེ་རིང་དབུ་འབྱེད། མང་ཚོགས་རྣམས་དགའ་བསུ་ཞུ།"}},
             "targets":{"groups":["%s"],"screens":[],"lengthMillis":%d},
             "channels":[%s],"policy":"goWithout"}""";

    private final Api api;
    private final TestSites sites;

    SampleRelease(Api api, TestSites sites) {
        this.api = api;
        this.sites = sites;
    }

    /** The channels are there and lead to this run's test servers. */
    List<String> channels(int publicPort) throws IOException, InterruptedException {
        String feed = channel("信息流 Feed", FEED.formatted("信息流 Feed"));
        String wechat = channel("微信测试服务器 WeChat TEST SERVER", WECHAT.formatted("微信测试服务器 WeChat TEST SERVER", TestSites.APP_ID, sites.wechat(), sites.secret("appSecret"),
                sites.secret("callbackToken")));
        String webhook = channel("合作媒体测试服务器 Webhook TEST SERVER", WEBHOOK.formatted("合作媒体测试服务器 Webhook TEST SERVER", sites.webhook(), sites.secret("hookKey")));
        tellCallback(wechat, publicPort);
        return List.of(feed, wechat, webhook);
    }

    private String channel(String name, String wanted) throws IOException, InterruptedException {
        String all = api.json("GET", "/api/v1/channels", null, null).body();
        var known = Pattern.compile("\"id\":\"([^\"]+)\",\"name\":\"" + Pattern.quote(name) + "\"").matcher(all);
        if (!known.find()) {
            return Api.text(api.json("POST", "/api/v1/channels", wanted, null).body(), "id");
        }
        String path = "/api/v1/channels/" + known.group(1);
        String etag = api.json("GET", path, null, null).headers().firstValue("ETag").orElse("*");
        api.json("PUT", path, wanted.replaceFirst(",\"kind\":\"\\w+\"", ""), etag);
        return known.group(1);
    }

    /** The controller's address for it holds the channel's id, which nobody knew before. */
    private void tellCallback(String wechat, int publicPort) throws IOException, InterruptedException {
        String account = """
                {"appId":"%s","secret":"%s","callbackToken":"%s","callbackUrl":"http://127.0.0.1:%d/wechat/%s"}"""
                .formatted(TestSites.APP_ID, sites.secret("appSecret"), sites.secret("callbackToken"), publicPort, wechat);
        var request = HttpRequest.newBuilder(URI.create(sites.wechat() + "/admin/accounts")).POST(HttpRequest.BodyPublishers.ofString(account)).build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new Demo.Failed("WeChat's test server does not take its account: " + answer.statusCode() + " " + answer.body());
            }
        }
    }

    /** Schedules the sample. */
    Scheduled schedule(String media, List<String> channels) throws IOException, InterruptedException {
        String groups = api.json("GET", "/api/v1/groups", null, null).body();
        var parts = channels.stream().map(channel -> "{\"channelId\":\"%s\"}".formatted(channel)).toList();
        var made = api.json("POST", "/api/v1/releases", RELEASE.formatted(media, Api.text(groups, "id"), LENGTH.toMillis(), String.join(",", parts)), null);
        String id = Api.text(made.body(), "id");
        Instant at = Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.SECONDS);
        api.json("POST", "/api/v1/releases/" + id + "/schedule", "{\"at\":\"" + at + "\"}", made.headers().firstValue("ETag").orElse("*"));
        return new Scheduled(api, id, at);
    }

    /** Whether there never was a release: from the first on what goes out is the operators'. */
    boolean first() throws IOException, InterruptedException {
        return !api.json("GET", "/api/v1/releases", null, null).body().contains("\"id\"");
    }

    /** What goes live when. */
    record Scheduled(Api api, String id, Instant at) {
        String words() {
            return "A sample release goes live on all walls, the feed and the TEST SERVERS of WeChat and a partner at " + LocalTime.ofInstant(at, ZoneId.systemDefault()) + ".";
        }

        /** Waits until it went live, or did not, and says what the board says. */
        void tell() throws InterruptedException {
            Thread.sleep(Math.max(0, Duration.between(Instant.now(), at.plus(TRUTH_AFTER)).toMillis()));
            String board = api.quiet("/api/v1/releases/" + id);
            String state = Api.texts(board.substring(Math.max(0, board.indexOf("\"state\""))), "code").stream().findFirst().orElse("unknown");
            var apart = Api.numbers(board, "skewMillis").stream().map(String::valueOf).toList();
            System.out.println("The sample release is " + state + "; apart from its instant, in ms: " + String.join(", ", apart));
        }
    }
}
