import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The sites that the demo's releases go to: test servers on loopback, each a process of its own, never WeChat or a partner themselves. Their ports and secrets are
 * kept in {@code test-servers.properties}, because the controller's channels name them.
 */
final class TestSites {
    static final String APP_ID = "wx0123456789abcdef";
    private static final int SECRET_BYTES = 16;

    private final Path top;
    private final Properties kept = new Properties();

    private TestSites(Path top) {
        this.top = top;
    }

    /** Those of an earlier run, or fresh ones; a kept port that somebody else has by now is given up. */
    static TestSites of(Path top, Path work) throws IOException {
        var sites = new TestSites(top);
        Path file = work.resolve("test-servers.properties");
        if (Files.exists(file)) {
            try (var in = Files.newInputStream(file)) {
                sites.kept.load(in);
            }
        }
        for (String port : List.of("public", "wechat", "webhook")) {
            sites.kept.setProperty(port, Integer.toString(freePort(Integer.parseInt(sites.kept.getProperty(port, "0")))));
        }
        for (String secret : List.of("appSecret", "callbackToken", "hookKey")) {
            sites.kept.computeIfAbsent(secret, none -> secret());
        }
        Path fresh = work.resolve("test-servers.properties.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = Files.newOutputStream(fresh)) {
            sites.kept.store(out, "ports and secrets of the demo's test servers");
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return sites;
    }

    private static String secret() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static int freePort(int wanted) throws IOException {
        try (var probe = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw e;
            }
            return freePort(0);
        }
    }

    void start(Children children, Path work) throws IOException {
        run(children, work, "wechat", "WechatServer", "--account", APP_ID + ":" + secret("appSecret"));
        run(children, work, "webhook", "WebhookReceiver", "--secret", secret("hookKey"));
    }

    private void run(Children children, Path work, String name, String program, String... more) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                jar() + ":" + top.resolve("controller/target/lib") + "/*", "ledwall.testserver." + program, "--port", kept.getProperty(name)));
        command.addAll(List.of(more));
        children.keep(name + " test server", command, Map.of(), work.resolve(name + "-test-server.log"), work.resolve(name + "-test-server.pid"));
    }

    private Path jar() throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(top.resolve("controller/target"), "ledwall-controller-*-tests.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        }
        throw new Demo.Failed("The test servers are not built: there is no ledwall-controller-*-tests.jar below controller/target.");
    }

    int publicPort() {
        return Integer.parseInt(kept.getProperty("public"));
    }

    String wechat() {
        return "http://127.0.0.1:" + kept.getProperty("wechat");
    }

    String webhook() {
        return "http://127.0.0.1:" + kept.getProperty("webhook") + "/hook";
    }

    String secret(String name) {
        return kept.getProperty(name);
    }
}
