import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The controller's HTTP API as a script uses it. */
final class Api {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration PLAY_LIMIT = Duration.ofSeconds(150);

    private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String base;

    Api(String base) {
        this.base = base;
    }

    void await(Children children, String name, Path log) throws InterruptedException {
        long until = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                if (send(request("/healthz").GET()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
            }
            if (!children.alive(name) || System.nanoTime() > until) {
                throw new Demo.Failed("The controller did not start; see " + log);
            }
            Thread.sleep(50);
        }
    }

    void login(Accounts.Account account) throws IOException, InterruptedException {
        json("POST", "/api/v1/session", "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(account.name(), account.password()), null);
    }

    /** The id of the screen with this name, added if there is none. */
    String screen(String name, int width, int height) throws IOException, InterruptedException {
        String all = json("GET", "/api/v1/screens", null, null).body();
        var known = Pattern.compile("\"id\":\"([^\"]+)\",\"name\":\"" + Pattern.quote(name) + "\"").matcher(all);
        if (known.find()) {
            return known.group(1);
        }
        return text(json("POST", "/api/v1/screens", "{\"name\":\"%s\",\"width\":%d,\"height\":%d}".formatted(name, width, height), null).body(), "id");
    }

    String enrolmentCode(String screen) throws IOException, InterruptedException {
        return text(json("POST", "/api/v1/screens/" + screen + "/enrolment", "{}", null).body(), "code");
    }

    String upload(String name, Path file) throws IOException, InterruptedException {
        var answer = send(request("/api/v1/media?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                .header("Content-Type", "application/octet-stream").POST(HttpRequest.BodyPublishers.ofFile(file)));
        return text(checked(answer).body(), "id");
    }

    /** Waits until this many screens report that they play an item, which the slate is not. */
    void awaitPlaying(int screens) throws InterruptedException {
        long until = System.nanoTime() + PLAY_LIMIT.toNanos();
        while (quiet("/api/v1/screens").split("\"state\"\\s*:\\s*\"playing\"", -1).length - 1 < screens) {
            if (System.nanoTime() > until) {
                throw new Demo.Failed("Not all screens play after " + PLAY_LIMIT.toSeconds() + " s; the page says what each one lacks.");
            }
            Thread.sleep(100);
        }
    }

    /** The default loop's id. */
    String loop() throws IOException, InterruptedException {
        return text(json("GET", "/api/v1/groups", null, null).body(), "loop");
    }

    HttpResponse<String> json(String method, String path, String body, String etag) throws IOException, InterruptedException {
        var request = request(path).method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (etag != null) {
            request.header("If-Match", etag);
        }
        return checked(send(request));
    }

    /** The body of a GET, or nothing where it fails: for conditions that are awaited. */
    String quiet(String path) {
        try {
            var answer = send(request(path).GET());
            return answer.statusCode() == 200 ? answer.body() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofMinutes(5));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> checked(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new Demo.Failed(answer.request().method() + " " + answer.uri().getPath() + " was refused: " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    /** The first text field of this name: enough for answers whose shape the API promises. */
    static String text(String json, String field) {
        return texts(json, field).getFirst();
    }

    static List<Long> numbers(String json, String field) {
        var out = new ArrayList<Long>();
        var matcher = Pattern.compile("\"" + field + "\"\\s*:\\s*(-?\\d+)").matcher(json);
        while (matcher.find()) {
            out.add(Long.valueOf(matcher.group(1)));
        }
        return out;
    }

    static List<String> texts(String json, String field) {
        var out = new ArrayList<String>();
        var matcher = Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        while (matcher.find()) {
            out.add(matcher.group(1));
        }
        return out;
    }
}
