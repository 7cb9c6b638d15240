package ledwall.controller.session;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import ledwall.controller.screen.Enrolments;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.message.Goodbye;
import ledwall.protocol.message.GoodbyeReason;
import ledwall.protocol.message.Hello;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.Phase;
import ledwall.protocol.message.Vectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers that break the protocol over real sockets: each hears why, within its deadline, and an agent that keeps to it notices nothing. */
final class BadPeersTest {
    private static final long SLACK_MILLIS = 1_500;

    @TempDir
    Path folder;

    private final ScheduledExecutorService hands = Executors.newScheduledThreadPool(3);
    private RealPort port;
    private Enrolments.Enrolled north;
    private RawPeer good;

    @BeforeEach
    void open() throws IOException {
        port = new RealPort(folder);
        north = port.screen("North");
        good = port.peer().welcome(port.screen("Good"));
        every(Duration.ofSeconds(2), n -> good.beat(n));
    }

    @AfterEach
    void close() throws IOException {
        hands.shutdownNow();
        assertEquals(0, port.failedTasks());
        assertTrue(port.onLoop(() -> port.controller.agents().welcomeCount()) >= 1, "the good agent is still there");
        good.close();
        port.close();
    }

    private interface Writing {
        void write(int n) throws IOException;
    }

    private ScheduledFuture<?> every(Duration pause, Writing writing) {
        int[] n = {0};
        return hands.scheduleAtFixedRate(() -> {
            try {
                writing.write(n[0]++);
            } catch (IOException closed) {
                throw new IllegalStateException("stops writing", closed);
            }
        }, 0, pause.toMillis(), MILLISECONDS);
    }

    private static Optional<GoodbyeReason> reason(RawPeer peer) throws IOException {
        return peer.awaitEnd().map(Goodbye::reason);
    }

    private static long since(long beganNanos) {
        return (System.nanoTime() - beganNanos) / 1_000_000;
    }

    @Test
    void everyMalformedVectorOfAnAgentIsAnsweredByItsReason() throws IOException {
        for (Vectors.Malformed vector : Vectors.malformed()) {
            if (vector.fromAgent()) {
                try (var peer = port.peer()) {
                    if (vector.phase() == Phase.WELCOMED) {
                        peer.welcome(north);
                    }
                    peer.write(vector.stream());
                    assertEquals(Optional.of(new Goodbye(vector.reason(), vector.detail())), peer.awaitEnd(), vector.name());
                }
            }
        }
    }

    @Test
    void greetingsThatAreSilentDribbleOrStopHalfWayAreOverAfterFiveSeconds() throws Exception {
        try (var silent = port.peer(); var dribbling = port.peer(); var unproven = port.peer()) {
            long began = System.nanoTime();
            byte[] hello = Vectors.stream(MessageCodec.encode(new Hello(1, 1, north.screen().id(), "slow", "boot", Bytes.of(new byte[32]))));
            every(Duration.ofSeconds(1), n -> dribbling.write(hello, n, 1));
            unproven.hello(north);
            Future<Optional<GoodbyeReason>> other = hands.submit(() -> reason(dribbling));
            assertEquals(Optional.of(GoodbyeReason.DEADLINE), reason(silent));
            assertEquals(Optional.of(GoodbyeReason.DEADLINE), reason(unproven));
            assertEquals(Optional.of(GoodbyeReason.DEADLINE), other.get(5, SECONDS));
            assertEquals(5_000, since(began), SLACK_MILLIS);
        }
    }

    @Test
    void halfAFrameAndDribbledBytesAfterTheWelcomeDoNotExtendTheDeadline() throws Exception {
        try (var half = port.peer().welcome(north); var dribbling = port.peer().welcome(port.screen("South"))) {
            long began = System.nanoTime();
            byte[] records = Vectors.stream(new byte[900_000]);
            half.write(records, 0, 450_000);
            every(Duration.ofMillis(500), n -> dribbling.write(records, n, 1));
            Future<Optional<GoodbyeReason>> other = hands.submit(() -> reason(dribbling));
            assertEquals(Optional.of(GoodbyeReason.DEADLINE), reason(half));
            assertEquals(Optional.of(GoodbyeReason.DEADLINE), other.get(5, SECONDS));
            assertEquals(6_000, since(began), SLACK_MILLIS);
        }
    }

    @Test
    void crowdThatComesAgainAndAgainNeitherKeepsAnAgentOutNorDisturbsAnother() throws Exception {
        var crowd = new ArrayList<RawPeer>();
        for (int i = 0; i < 2_000; i++) {
            crowd.add(port.peer());
        }
        var comings = new AtomicInteger();
        // Whoever of them is sent away comes again at once.
        Future<?> restless = hands.submit(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                for (int i = 0; i < crowd.size() && !Thread.currentThread().isInterrupted(); i += 7) {
                    crowd.get(i).close();
                    crowd.set(i, port.peer());
                    comings.incrementAndGet();
                }
            }
            return null;
        });
        try {
            for (String name : new String[] {"South", "West", "East"}) {
                var screen = port.screen(name);
                await().atMost(15, SECONDS).ignoreException(SocketException.class).until(() -> {
                    try (var agent = port.peer()) {
                        agent.welcome(screen);
                        return true;
                    }
                });
            }
            assertTrue(port.onLoop(() -> port.controller.agents().greetingCount()) <= 2 * AgentServer.MAX_GREETINGS_PER_ADDRESS);
            // Quick agents may be welcomed before the crowd has really begun, and a SYN lost to a full backlog comes again only after a second.
            await().atMost(60, SECONDS).until(() -> comings.get() > 100 || restless.isDone());
            assertFalse(restless.isDone(), "the crowd gave up");
        } finally {
            restless.cancel(true);
            await().atMost(5, SECONDS).until(restless::isDone);
            for (RawPeer peer : crowd) {
                peer.close();
            }
        }
    }
}
