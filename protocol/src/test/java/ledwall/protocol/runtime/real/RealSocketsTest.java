package ledwall.protocol.runtime.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.concurrent.DefaultEventExecutor;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import ledwall.protocol.runtime.Listener;
import ledwall.protocol.runtime.Loop;
import ledwall.sim.Recorder;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets on the loopback interface, with bounded waits. Recorders are read on their loops only. */
class RealSocketsTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final Recorder server = new Recorder();
    private final Recorder client = new Recorder();
    private final AtomicReference<String> dialFailed = new AtomicReference<>();
    private RealNode serverNode;
    private RealNode clientNode;
    private Listener.Bound bound;

    @BeforeEach
    void open() throws IOException {
        serverNode = RealNode.open("server", folder.resolve("server"), (task, error) -> {});
        clientNode = RealNode.open("client", folder.resolve("client"), (task, error) -> {});
        bound = serverNode.node().listener().listen("127.0.0.1", 0, serverNode.node().loop(), server);
    }

    @AfterEach
    void close() {
        bound.close();
        clientNode.close();
        serverNode.close();
    }

    private void dial(int port) {
        clientNode.node().dialer().dial("127.0.0.1", port, Duration.ofSeconds(5), clientNode.node().loop(), client, dialFailed::set);
    }

    private static <T> T on(RealNode node, Supplier<T> read) {
        var result = new CompletableFuture<T>();
        node.node().loop().post("test", () -> result.complete(read.get()));
        return result.orTimeout(5, SECONDS).join();
    }

    private static void run(RealNode node, Runnable task) {
        on(node, () -> {
            task.run();
            return true;
        });
    }

    private void connect() {
        dial(bound.port());
        await().atMost(5, SECONDS).until(() -> on(clientNode, client.opened::size) == 1 && on(serverNode, server.opened::size) == 1);
        run(clientNode, () -> client.connection().limitInbound(MIB));
        run(serverNode, () -> server.connection().limitInbound(MIB));
    }

    @Test
    void framesOfOneMebibyteAreEchoedWhole() {
        server.onFrame = (connection, frame) -> connection.send(frame);
        connect();
        byte[] frame = new byte[MIB];
        new Random(1).nextBytes(frame);
        for (int i = 0; i < 8; i++) {
            run(clientNode, () -> client.connection().send(frame));
        }
        await().atMost(10, SECONDS).until(() -> on(clientNode, client.frames::size) == 8);
        client.frames.forEach(echo -> assertArrayEquals(frame, echo));
        assertTrue(on(serverNode, () -> server.connection().remote()).startsWith("127.0.0.1:"));
        assertNotEquals(client.connection().id(), server.connection().id());
    }

    @Test
    void aStrangersOversizedFrameClosesHisConnectionAndNoOther() throws IOException {
        connect();
        try (var stranger = new Socket(InetAddress.getLoopbackAddress(), bound.port())) {
            stranger.setSoTimeout(5_000);
            new DataOutputStream(stranger.getOutputStream()).writeInt(4097);
            assertEquals(-1, stranger.getInputStream().read());
        }
        await().atMost(5, SECONDS).until(() -> on(serverNode, server.closed::size) == 1);
        assertEquals("a frame of 4097 bytes where at most 4096 are allowed", server.closed.get(0));
        run(clientNode, () -> client.connection().send(new byte[] {1}));
        await().atMost(5, SECONDS).until(() -> on(serverNode, server.frames::size) == 1);
    }

    @Test
    void aGoodbyeReachesThePeerEvenWhileItFloodsUs() {
        server.onFrame = (connection, frame) -> {
            connection.send("goodbye".getBytes(UTF_8));
            connection.close("enough");
        };
        connect();
        run(clientNode, () -> {
            for (int i = 0; i < 6; i++) {
                client.connection().send(new byte[MIB]);
            }
        });
        await().atMost(5, SECONDS).until(() -> on(clientNode, client.frames::size) == 1 && on(serverNode, server.closed::size) == 1);
        assertEquals("enough", server.closed.get(0));
        assertEquals(1, on(serverNode, server.frames::size));
        await().atMost(5, SECONDS).until(() -> on(clientNode, client.closed::size) == 1);
    }

    @Test
    void aNodeThatHangsIsNotReadAnyFurtherUntilItGoesOn() {
        connect();
        var hang = new CountDownLatch(1);
        serverNode.node().loop().post("hang", () -> awaitQuietly(hang));
        int sent = 0;
        do {
            run(clientNode, () -> client.connection().send(new byte[MIB]));
            sent++;
        } while (sent < 64 && writableWithinHalfASecond());
        assertTrue(sent < 64, "the hanging node took " + sent + " MiB");
        int all = sent;
        hang.countDown();
        await().atMost(10, SECONDS).until(() -> on(serverNode, server.frames::size) == all);
        await().atMost(5, SECONDS).until(() -> on(clientNode, () -> client.connection().writable()));
    }

    /** Socket buffers fill at their own pace: only a lasting refusal is one. */
    private boolean writableWithinHalfASecond() {
        try {
            await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofMillis(500)).until(() -> on(clientNode, () -> client.connection().writable()));
            return true;
        } catch (ConditionTimeoutException full) {
            return false;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aClosedPortIsRefused() {
        int closedPort = bound.port();
        bound.close();
        dial(closedPort);
        await().atMost(5, SECONDS).until(() -> dialFailed.get() != null);
        assertEquals("connection refused by 127.0.0.1:" + closedPort, dialFailed.get());
    }

    @Test
    void aNameThatNobodyKnowsFailsTheDial() {
        clientNode.node().dialer().dial("no-such-host.invalid", 1, Duration.ofSeconds(5), clientNode.node().loop(), client, dialFailed::set);
        await().atMost(8, SECONDS).until(() -> dialFailed.get() != null);
        assertTrue(dialFailed.get().contains("no-such-host.invalid"), dialFailed::get);
    }

    @Test
    void aPeerThatVanishesIsReportedOnce() throws IOException {
        try (var raw = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dial(raw.getLocalPort());
            raw.accept().close();
            await().atMost(5, SECONDS).until(() -> on(clientNode, client.closed::size) == 1);
        }
        assertEquals(1, client.opened.size());
        assertEquals("closed by the peer", client.closed.get(0));
    }

    @Test
    void aPortInUseIsNamedInTheRefusal() {
        var refused = assertThrows(IOException.class, () -> serverNode.node().listener().listen("127.0.0.1", bound.port(), serverNode.node().loop(), server));
        assertTrue(refused.getMessage().startsWith("cannot listen on 127.0.0.1:" + bound.port()), refused::getMessage);
    }

    @Test
    void aLoopOnAnEventLoopServesItsConnectionsToo() {
        var executor = new DefaultEventExecutor();
        Loop shared = RealLoop.on(executor, (task, error) -> {});
        clientNode.node().dialer().dial("localhost", bound.port(), Duration.ofSeconds(5), shared, client, dialFailed::set);
        await().atMost(5, SECONDS).until(() -> on(serverNode, server.opened::size) == 1);
        executor.shutdownGracefully(0, 1, SECONDS).awaitUninterruptibly();
    }
}
