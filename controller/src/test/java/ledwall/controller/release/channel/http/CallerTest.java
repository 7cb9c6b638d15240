package ledwall.controller.release.channel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ledwall.controller.release.channel.NoAnswer;
import ledwall.controller.web.WebServer;
import ledwall.protocol.id.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the other side does, a call ends in its time, and with it the connection. */
@Timeout(60)
class CallerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Vertx vertx = WebServer.vertx();
    private final Caller caller = new Caller(vertx, PATIENCE);
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket server;

    /** What a site does with a connection once the request is in; fails as soon as nobody listens to it any more. */
    private interface Site {
        void answer(Socket socket) throws IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        caller.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void site(Site site) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(socket, site));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void serve(Socket socket, Site site) {
        try (socket) {
            socket.getInputStream().read(new byte[8_192]);
            site.answer(socket);
        } catch (IOException e) {
            hungUp.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private NoAnswer.Lost lost() {
        var ask = new Ask(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x?key=thimble"), Map.of(), new Ask.Body.Content("text/plain", Bytes.EMPTY));
        var lost = assertThrows(NoAnswer.Lost.class, () -> caller.send(ask, Reach.OPEN_NETWORK));
        assertTrue(!lost.words().contains("thimble"), "no query, which may hold a token: " + lost.words());
        return lost;
    }

    private void hungUp() throws InterruptedException {
        assertTrue(hungUp.await(20, TimeUnit.SECONDS), "the connection is still held");
    }

    /** A byte now and then, for good. */
    private static void drip(Socket socket) throws IOException, InterruptedException {
        var never = new CountDownLatch(1);
        while (!never.await(50, TimeUnit.MILLISECONDS)) {
            write(socket, "x");
        }
    }

    @Test
    void anAnswerThatDripsIsGivenUpAndItsConnectionToo() throws InterruptedException {
        site(socket -> {
            write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            drip(socket);
        });
        assertTrue(lost().words().contains("did not answer in time"), "it says so");
        hungUp();
    }

    @Test
    void headersThatDripAreGivenUpToo() throws InterruptedException {
        site(socket -> {
            write(socket, "HTTP/1.1 200 OK\r\nX-Long: ");
            drip(socket);
        });
        lost();
        hungUp();
    }

    @Test
    void manyThatDripKeepNobodyElseWaiting() throws Exception {
        site(socket -> {
            if (connections.get() <= 8) {
                write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                drip(socket);
            }
            write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        for (int i = 0; i < 8; i++) {
            lost();
        }
        var ask = new Ask(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x"), Map.of(), null);
        assertEquals(200, caller.send(ask, Reach.OPEN_NETWORK).status());
    }

    @Test
    void anAnswerWithoutEndIsGivenUpAtItsBound() throws InterruptedException {
        site(socket -> {
            write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
            while (true) {
                write(socket, chunk);
            }
        });
        assertTrue(lost().words().contains("more than 2048 KiB"), "it says so");
        hungUp();
    }

    @Test
    void aRedirectIsAnAnswerAndIsNotFollowed() throws Exception {
        site(socket -> write(socket, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + server.getLocalPort() + "/elsewhere\r\nContent-Length: 0\r\n\r\n"));
        var ask = new Ask(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x"), Map.of(), null);
        assertEquals(302, caller.send(ask, Reach.OPEN_NETWORK).status());
        assertEquals(1, connections.get());
    }
}
