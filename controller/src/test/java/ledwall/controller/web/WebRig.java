package ledwall.controller.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import ledwall.controller.ControllerNode;
import ledwall.controller.ControllerOnline;
import ledwall.controller.ControllerReleases;
import ledwall.controller.ControllerSettings;
import ledwall.controller.ControllerWeb;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.WebSettings;
import ledwall.controller.access.QuickAccount;
import ledwall.controller.access.Role;
import ledwall.controller.release.channel.Vault;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlPeopleStore;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.real.RealNode;

/** A whole controller with its web on free loopback ports, and what a test needs to talk to it. Only the media tools are not real. */
final class WebRig implements AutoCloseable {
    static final String PASSWORD = "yak butter lamp 7";
    private static final ObjectMapper JSON = new ObjectMapper();

    final RealNode node;
    final Database database;
    final ControllerNode controller;
    final ControllerOnline online;
    final ControllerReleases releases;
    final ControllerWeb web;
    private final HttpClient client = HttpClient.newHttpClient();

    WebRig(Path folder) throws IOException {
        this(folder, Database.inMemory());
    }

    WebRig(Path folder, Database database) throws IOException {
        this.database = database;
        node = RealNode.open("test", folder, (task, error) -> {
            throw error;
        });
        controller = ControllerNode.start(node.node(), database, new FakeMediaTools(node.node().disk()), new ControllerSettings("127.0.0.1", 0, "test"));
        online = new ControllerOnline(node.node(), database, Bytes.of(new byte[Vault.KEY_BYTES]), controller.changes(), controller.clock()::instant);
        releases = ControllerReleases.start(node.node(), database, controller, online);
        web = ControllerWeb.start(node.node(), database, controller, new ControllerWeb.Outside(releases, online),
            new WebSettings("127.0.0.1", 0, Set.of("wall.example"), null), node::failedTasks, () -> Bytes.EMPTY);
    }

    /** What came back. */
    record Reply(int status, byte[] bytes, HttpResponse<byte[]> response) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        JsonNode json() throws IOException {
            return JSON.readTree(bytes);
        }

        /** The problem's code; empty where it is none. */
        String code() throws IOException {
            return header("Content-Type").equals("application/problem+json") ? json().path("code").asText() : "";
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** One browser: it keeps its cookie. */
    final class Browser {
        String cookie = "";

        Reply get(String path, String... headers) throws IOException {
            return send(request(path, headers).GET());
        }

        Reply post(String path, String body, String... headers) throws IOException {
            return send(request(path, headers).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
        }

        /** Gives the id of what was made. */
        String make(String path, String body) throws IOException {
            return post(path, body).json().path("id").asText();
        }

        Reply put(String path, String body, String... headers) throws IOException {
            return send(request(path, headers).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
        }

        Reply delete(String path, String... headers) throws IOException {
            return send(request(path, headers).DELETE());
        }

        Reply upload(String query, byte[] body, String... headers) throws IOException {
            return send(request("/api/v1/media?" + query, headers).POST(BodyPublishers.ofByteArray(body)));
        }

        Reply head(String path) throws IOException {
            return send(request(path).HEAD());
        }

        /** Any method, with an empty object where a body may be. */
        Reply any(String method, String path) throws IOException {
            return switch (method) {
                case "post" -> post(path, "{}");
                case "put" -> put(path, "{}");
                case "delete" -> delete(path);
                default -> get(path);
            };
        }

        HttpRequest.Builder request(String path, String... headers) {
            var request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30));
            if (!cookie.isEmpty()) {
                request.header("Cookie", cookie);
            }
            return headers.length == 0 ? request : request.headers(headers);
        }

        private Reply send(HttpRequest.Builder request) throws IOException {
            try {
                var response = client.send(request.build(), BodyHandlers.ofByteArray());
                response.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.split(";", 2)[0]);
                return new Reply(response.statusCode(), response.body(), response);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + web.port() + path);
    }

    HttpClient client() {
        return client;
    }

    Browser stranger() {
        return new Browser();
    }

    /** Somebody of this role, logged in. */
    Browser as(Role role) throws IOException {
        String name = role.key();
        new SqlPeopleStore(database).insert(QuickAccount.of(name, role, PASSWORD));
        var browser = new Browser();
        var reply = browser.post("/api/v1/session", "{\"name\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}");
        if (reply.status() != 200) {
            throw new IOException(reply.text());
        }
        return browser;
    }

    /** Sends these bytes and returns what comes back until the connection ends. */
    String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", web.port()); InputStream in = socket.getInputStream()) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        web.close();
        online.close();
        controller.stop();
        node.close();
        database.close();
        client.close();
    }
}
