package ledwall.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.ContextBase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.resolver.AddressResolver;
import io.netty.util.concurrent.EventExecutor;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Node;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.AssertionFailedError;
import org.slf4j.Logger;

/**
 * The simulation's own proof: a tiny protocol (numbered frames, stored and forced, then acknowledged, resent after every reconnect) under all faults at once.
 * If the simulation lost, reordered or invented bytes, or a fault never struck, this would show it.
 */
class SwarmTest {
    private static final int SEEDS = 20;
    private static final int NUMBERS = 250;

    /** Counts what arrives, forces it to disk, and only then acknowledges. */
    private static final class Server implements Connection.Handler {
        private final Node node;
        Server(Node node) {
            this.node = node;
            try {
                node.disk().append("count", new byte[0]);
                node.listener().listen("0.0.0.0", 7, node.loop(), this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void opened(Connection connection) {
            connection.limitInbound(1 << 20);
        }

        @Override
        public void received(Connection connection, byte[] frame) {
            int number = ByteBuffer.wrap(frame).getInt();
            node.work().submit("store", "append", () -> number != size() ? 0 : node.disk().append("count", new byte[1]), node.loop(), offset -> {});
            node.work().submit("store", "force", () -> {
                node.disk().force("count");
                return size();
            }, node.loop(), stored -> connection.send(ByteBuffer.allocate(number % 4 == 0 ? 80_000 : 40).putInt(0, stored).array()));
        }

        private int size() throws IOException {
            return (int) node.disk().size("count");
        }

        @Override
        public void writabilityChanged(Connection connection) {}

        @Override
        public void closed(Connection connection, String reason) {}
    }

    /**
     * Sends the next numbers, big, until they are acknowledged; dials again for ever, and gives up a connection on which nothing is heard for three seconds.
     */
    private static final class Client implements Connection.Handler {
        private final Node node;
        private Connection connection;
        private int acknowledged;
        private long heardNanos;

        Client(Node node) {
            this.node = node;
            dial();
            tick();
        }

        private void dial() {
            heardNanos = node.clock().nanos();
            node.dialer().dial("server", 7, Duration.ofSeconds(2), node.loop(), this, why -> node.loop().after(Duration.ofMillis(500), "redial", this::dial));
        }

        private void tick() {
            if (connection != null && node.clock().nanos() - heardNanos > 3_000_000_000L) {
                connection.close("silence");
            } else if (connection != null && acknowledged < NUMBERS) {
                for (int i = 0; i < 2 && connection.writable(); i++) {
                    connection.send(ByteBuffer.allocate(12_000).putInt(0, Math.min(acknowledged + i, NUMBERS - 1)).array());
                }
            }
            node.loop().after(Duration.ofMillis(200), "tick", this::tick);
        }

        @Override
        public void opened(Connection opened) {
            connection = opened;
            connection.limitInbound(1 << 20);
            heardNanos = node.clock().nanos();
        }

        @Override
        public void received(Connection from, byte[] frame) {
            heardNanos = node.clock().nanos();
            acknowledged = Math.max(acknowledged, ByteBuffer.wrap(frame).getInt());
        }

        @Override
        public void writabilityChanged(Connection changed) {}

        @Override
        public void closed(Connection closed, String reason) {
            connection = null;
            node.loop().after(Duration.ofMillis(100), "redial", this::dial);
        }
    }

    private static final class Run {
        final SimWorld world;
        final Map<String, Client> clients = new TreeMap<>();
        Server server;

        Run(long seed) {
            world = new SimWorld(seed);
            server = new Server(world.node("server"));
            for (var name : new String[] {"a", "b"}) {
                world.network().budget("server", name, 32_000);
                world.network().budget(name, "server", 32_000);
                clients.put(name, new Client(world.node(name)));
            }
            // Acknowledged means stored: whatever a client was told, the disk still has after any crash.
            world.afterEvery(() -> clients.values().forEach(client -> assertTrue(client.acknowledged <= size(), "acknowledged but lost")));
            for (int i = 0; i < 12; i++) {
                world.at(Duration.ofMillis(500 + i * 2_500L + world.random().nextInt(1_000)), this::strike);
            }
            world.at(Duration.ofSeconds(40), world.network()::healAll);
            world.runUntil(() -> clients.values().stream().allMatch(client -> client.acknowledged == NUMBERS), Duration.ofMinutes(4));
        }

        private int size() {
            try {
                return world.disk("server").exists("count") ? (int) world.disk("server").size("count") : 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void strike() {
            var victim = world.random().nextBoolean() ? "a" : "b";
            switch (world.random().nextInt(9)) {
                case 0 -> world.network().partition(victim, "server");
                case 1 -> world.network().clog("server", victim);
                case 2 -> world.network().clog(victim, "server");
                case 3 -> world.network().blackHole(victim, "server");
                case 4 -> world.network().reset(victim, "server");
                case 5 -> world.network().block("server", victim);
                case 6 -> {
                    world.kill("server");
                    world.after(Duration.ofSeconds(1), () -> server = new Server(world.restart("server", false)));
                }
                case 7 -> {
                    world.cutPower("server");
                    world.after(Duration.ofSeconds(1), () -> server = new Server(world.restart("server", true)));
                }
                default -> world.pause("server", Duration.ofSeconds(2));
            }
            if (world.random().nextBoolean()) {
                world.after(Duration.ofMillis(2_500), world.network()::healAll);
            }
        }
    }

    @Test
    void acknowledgedNumbersSurviveEveryFaultAndAllArriveInTheEnd() {
        var marks = new Marks();
        for (long seed = 1; seed <= SEEDS; seed++) {
            marks.addAll(new Run(seed).world.marks());
        }
        marks.assertHit(
                "fault.partition", "fault.clog", "fault.black-hole", "fault.reset", "fault.block", "fault.kill", "fault.power", "fault.pause",
                "fault.disk-dropped",
                "network.rechunked", "network.refused", "network.unwritable.a", "network.unwritable.b", "network.unwritable.server", "network.writable.server");
    }

    @Test
    void theSameSeedGivesTheSameTraceAndAnotherSeedAnother() {
        long first = new Run(42).world.traceHash();
        assertEquals(first, new Run(42).world.traceHash());
        assertNotEquals(first, new Run(43).world.traceHash());
    }

    @Test
    void theTraceIsTheSameInAnotherJvm() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var other = new ProcessBuilder(java, "-cp", classPath(), "-XX:+UseSerialGC", "-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2",
                "--sun-misc-unsafe-memory-access=allow", SwarmTest.class.getName()).redirectErrorStream(true).start();
        assertEquals(Long.toHexString(new Run(1).world.traceHash()), new String(other.getInputStream().readAllBytes(), UTF_8).strip());
    }

    private static String classPath() {
        return Stream.of(SwarmTest.class, Node.class, AbstractChannel.class, ByteBuf.class, EventExecutor.class, ByteToMessageDecoder.class,
                AddressResolver.class, Logger.class,
                        LoggerContext.class, ContextBase.class, Assertions.class, AssertionFailedError.class, JUnitException.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())).toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Prints the trace of the first seed, for {@link #theTraceIsTheSameInAnotherJvm}. */
    public static void main(String[] args) {
        System.out.println(Long.toHexString(new Run(1).world.traceHash()));
    }
}
