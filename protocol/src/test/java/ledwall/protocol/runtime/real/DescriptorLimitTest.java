package ledwall.protocol.runtime.real;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the process has no file descriptor left for the next connection. */
class DescriptorLimitTest {
    /** What the virtual machine itself holds open, and some connections. */
    private static final int DESCRIPTORS = 120;

    @TempDir
    Path folder;

    @Test
    void aListenerAtTheLimitWaitsIdlyAndAcceptsAgainWhenSomeAreFree() throws Exception {
        Process child = new ProcessBuilder("prlimit", "--nofile=" + DESCRIPTORS + ":" + DESCRIPTORS,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), EchoAtTheLimit.class.getName(),
                folder.resolve("echo").toString()).redirectError(folder.resolve("error.log").toFile()).start();
        var crowd = new ArrayList<Socket>();
        try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            int port = Integer.parseInt(out.readLine());
            assertTrue(echoes(port));
            for (int i = 0; i < 3 * DESCRIPTORS; i++) {
                crowd.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            Duration before = child.info().totalCpuDuration().orElseThrow();
            // The last of them waits in vain meanwhile, which takes the socket's time limit.
            assertEquals(false, echoes(crowd.getLast()));
            Duration spent = child.info().totalCpuDuration().orElseThrow().minus(before);
            assertTrue(spent.compareTo(Duration.ofSeconds(1)) < 0, "it span for " + spent);
            for (Socket socket : crowd) {
                socket.close();
            }
            await().atMost(10, SECONDS).until(() -> echoes(port));
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
            child.getOutputStream().close();
            assertTrue(child.waitFor(10, SECONDS));
        }
    }

    private static boolean echoes(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return echoes(socket);
        }
    }

    private static boolean echoes(Socket socket) throws IOException {
        socket.setSoTimeout(2_000);
        socket.getOutputStream().write(new byte[] {0, 0, 0, 1, 42});
        try {
            return Arrays.equals(new byte[] {0, 0, 0, 1, 42}, socket.getInputStream().readNBytes(5));
        } catch (SocketTimeoutException silent) {
            return false;
        }
    }
}
