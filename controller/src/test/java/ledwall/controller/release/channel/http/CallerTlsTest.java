package ledwall.controller.release.channel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import ledwall.controller.release.channel.NoAnswer;
import ledwall.controller.web.WebServer;
import ledwall.protocol.id.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every real site is called over TLS: only one that proves its name hears anything, above all no secret. */
@Timeout(60)
class CallerTlsTest {
    private static final String PASSWORD = "changeit";
    private static final String TRUSTED = "javax.net.ssl.trustStore";

    @TempDir Path folder;
    private final Vertx vertx = WebServer.vertx();
    private final AtomicInteger heard = new AtomicInteger();
    private HttpsServer site;

    @BeforeEach
    void start() throws Exception {
        Path keys = folder.resolve("keys.p12");
        keytool("-genkeypair", "-alias", "site", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-keystore", keys.toString());
        keytool("-exportcert", "-alias", "site", "-keystore", keys.toString(), "-file", folder.resolve("site.cer").toString());
        keytool("-importcert", "-noprompt", "-alias", "site", "-file", folder.resolve("site.cer").toString(), "-keystore", folder.resolve("trust.p12").toString());

        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        site = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.setHttpsConfigurator(new HttpsConfigurator(context));
        site.createContext("/", exchange -> {
            heard.incrementAndGet();
            byte[] said = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        site.start();
    }

    @AfterEach
    void stop() throws Exception {
        System.clearProperty(TRUSTED);
        System.clearProperty(TRUSTED + "Password");
        site.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static void keytool(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private Reply send(String host) throws NoAnswer {
        var content = new Ask.Body.Content("text/plain", Bytes.of("a secret".getBytes(StandardCharsets.UTF_8)));
        try (var caller = new Caller(vertx)) {
            return caller.send(new Ask(URI.create("https://" + host + ":" + site.getAddress().getPort() + "/in"), Map.of(), content), Reach.OPEN_NETWORK);
        }
    }

    private void trustTheSite() {
        System.setProperty(TRUSTED, folder.resolve("trust.p12").toString());
        System.setProperty(TRUSTED + "Password", PASSWORD);
    }

    @Test
    void aSiteThatProvesItsNameIsCalled() throws NoAnswer {
        trustTheSite();
        Reply reply = send("localhost");

        assertEquals(200, reply.status());
        assertEquals("a secret", reply.shown());
    }

    @Test
    void aCertificateOfNobodyKnownIsRefusedBeforeAnythingIsSaid() {
        var unsent = assertThrows(NoAnswer.Unsent.class, () -> send("localhost"));

        assertTrue(unsent.words().matches("No trusted TLS connection to localhost: .*certification path.*"), unsent::words);
        assertEquals(0, heard.get());
    }

    @Test
    void theCertificateOfAnotherNameIsRefusedBeforeAnythingIsSaid() {
        trustTheSite();
        var unsent = assertThrows(NoAnswer.Unsent.class, () -> send("127.0.0.1"));

        assertTrue(unsent.words().matches("No trusted TLS connection to 127.0.0.1: .*subject alternative names.*"), unsent::words);
        assertEquals(0, heard.get());
    }
}
