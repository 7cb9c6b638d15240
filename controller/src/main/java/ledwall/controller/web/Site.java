package ledwall.controller.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page's own files, from the build. They are few and small, so that each is read once and kept. */
final class Site {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "js", "text/javascript; charset=utf-8",
        "css", "text/css; charset=utf-8", "svg", "image/svg+xml", "png", "image/png", "ico", "image/x-icon", "woff2", "font/woff2", "json", "application/json",
        "txt", "text/plain; charset=utf-8");
    private static final String INDEX = "/index.html";
    static final String NOT_BUILT = """
        Ledwall runs, but this build has no page: `mvn package` builds it when node and npm are installed.
        The API is at /api/v1 all the same.
        """;

    private final String root;
    private final ExecutorService threads;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    /** @param root the folder on the class path, such as {@code ui} */
    Site(String root, ExecutorService threads) {
        this.root = root;
        this.threads = threads;
    }

    void handle(RoutingContext routing, Runnable notFound) {
        String path = switch (routing.normalizedPath()) {
            case "/" -> INDEX;
            // What a browser asks for where no page names an icon: it opened a picture, or an answer of the API.
            case "/favicon.ico" -> "/favicon.svg";
            default -> routing.normalizedPath();
        };
        if (!PATH.matcher(path).matches()) {
            notFound.run();
            return;
        }
        byte[] kept = files.get(path);
        if (kept != null) {
            send(routing, path, kept);
            return;
        }
        var context = Vertx.currentContext();
        threads.execute(() -> {
            byte[] read = read(path);
            context.runOnContext(go -> {
                if (read != null) {
                    send(routing, path, read);
                } else if (path.equals(INDEX)) {
                    routing.response().setStatusCode(503).putHeader("Content-Type", "text/plain; charset=utf-8");
                    AnswerWriter.end(routing.request(), NOT_BUILT.getBytes(StandardCharsets.UTF_8));
                } else {
                    notFound.run();
                }
            });
        });
    }

    private byte @Nullable [] read(String path) {
        try (InputStream in = Site.class.getClassLoader().getResourceAsStream(root + path)) {
            if (in == null) {
                return null;
            }
            byte[] bytes = in.readAllBytes();
            files.put(path, bytes);
            return bytes;
        } catch (IOException e) {
            // A folder, or a file that went away with a build under way: as good as absent.
            return null;
        }
    }

    private static void send(RoutingContext routing, String path, byte[] bytes) {
        HttpServerResponse response = routing.response();
        String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
        // The bundler puts a hash of the content into the names of assets; everything else may change with the next release.
        response.putHeader("Cache-Control", path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        response.putHeader("Content-Type", type);
        AnswerWriter.end(routing.request(), bytes);
    }
}
