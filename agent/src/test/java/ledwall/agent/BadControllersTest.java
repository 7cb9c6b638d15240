package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.message.Challenge;
import ledwall.protocol.message.Goodbye;
import ledwall.protocol.message.GoodbyeReason;
import ledwall.protocol.message.Handshake;
import ledwall.protocol.message.Hello;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.Phase;
import ledwall.protocol.message.SnapshotRequest;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.message.Vectors;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;

/**
 * Controllers that break the protocol or stand still: each hears why within its deadline, the screen plays on all the while, and the agent dials again. The
 * mirror of the controller's BadPeersTest, in virtual time through the production pipeline.
 */
class BadControllersTest {
    /** From the end of one connection to the next hello, at most: the longest pause and the dial. */
    private static final int AGAIN_SECONDS = 17;
    private static final long SECOND = 1_000_000_000L;

    private final AgentRig rig = new AgentRig(1);
    private MediaRef file;
    private long playingSinceNanos;

    @BeforeEach
    void play() {
        file = rig.content.file(100_000, 10);
        rig.onAir(1, file);
        rig.until(() -> !rig.screen.truth().isDark(), 10);
        rig.pass(15);
        playingSinceNanos = rig.world.nowNanos();
    }

    @AfterEach
    void theScreenPlayedOnAndTheAgentIsBack() {
        rig.until(rig.controller::connected, AGAIN_SECONDS);
        rig.pass(5);
        assertTrue(rig.controller.connected());
        assertEquals(1, rig.inForce());
        for (var run : rig.screen.truth().runs(playingSinceNanos, rig.world.nowNanos())) {
            assertEquals("cache/" + file.hash(), String.valueOf(run.path()).replaceFirst(".*/(?=cache/)", ""));
        }
    }

    private int hellos() {
        return rig.controller.heard(Hello.class).size();
    }

    /** Passes on one connection's end and the pause after it. */
    private void dialsAgainAfterAPause(int hellosBefore) {
        long endedNanos = rig.world.nowNanos();
        rig.until(() -> hellos() > hellosBefore, AGAIN_SECONDS);
        long pause = rig.world.nowNanos() - endedNanos;
        assertTrue(pause > 200_000_000L, "it waited " + pause / 1_000_000 + " ms");
    }

    private void write(byte[] stream) {
        rig.world.network().write(AgentRig.CONTROLLER, AgentRig.AGENT, stream);
    }

    private Goodbye awaitGoodbye(int seconds) {
        int before = rig.controller.heard(Goodbye.class).size();
        rig.until(() -> rig.controller.heard(Goodbye.class).size() > before, seconds);
        return rig.controller.last(Goodbye.class).orElseThrow();
    }

    /** Drops the session of now; returns when the agent has said hello to a controller that answers nothing. */
    private void greetSilently() {
        rig.controller.silent = true;
        int before = hellos();
        rig.world.network().reset(AgentRig.AGENT, AgentRig.CONTROLLER);
        rig.until(() -> hellos() > before, AGAIN_SECONDS);
    }

    @Test
    void everyMalformedVectorOfAControllerIsAnsweredByItsReason() {
        for (Vectors.Malformed vector : Vectors.malformed()) {
            if (vector.fromAgent()) {
                continue;
            }
            if (vector.phase() == Phase.GREETING) {
                greetSilently();
            } else {
                rig.until(rig.controller::connected, AGAIN_SECONDS);
            }
            int hellos = hellos();
            write(vector.stream());
            assertEquals(new Goodbye(vector.reason(), vector.detail()), awaitGoodbye(2), vector.name());
            rig.controller.silent = false;
            dialsAgainAfterAPause(hellos);
        }
    }

    @Test
    void aVersionThatWasNotOfferedIsRefusedAndShown() {
        greetSilently();
        write(Vectors.stream(MessageCodec.encode(new Challenge(99, Bytes.of(new byte[Handshake.NONCE_BYTES])))));
        assertEquals(GoodbyeReason.VERSION, awaitGoodbye(2).reason());
        long parted = rig.world.nowNanos();
        int hellos = hellos();
        rig.controller.silent = false;
        rig.until(() -> hellos() > hellos, AGAIN_SECONDS);
        assertTrue(rig.world.nowNanos() - parted > 9 * SECOND, "trying sooner cannot help");
    }

    @Test
    void whoeverDoesNotAnswerTheHelloHasFiveSeconds() {
        greetSilently();
        long began = rig.world.nowNanos();
        int hellos = hellos();
        assertEquals(GoodbyeReason.DEADLINE, awaitGoodbye(8).reason());
        assertEquals(5.0, (rig.world.nowNanos() - began) / 1e9, 0.1);
        dialsAgainAfterAPause(hellos);
        rig.controller.silent = false;
    }

    @Test
    void silenceAfterTheWelcomeIsOverAfterSixSeconds() {
        closesForSilence(n -> { });
    }

    @Test
    void halfAFrameIsNoSignOfLifeForLong() {
        byte[] half = Arrays.copyOf(Vectors.stream(new byte[900_000]), 20_000);
        closesForSilence(n -> {
            if (n == 0) {
                write(half);
            }
        });
    }

    @Test
    void dribbledBytesDoNotExtendTheDeadline() {
        byte[] stream = Vectors.stream(new byte[900_000]);
        closesForSilence(n -> write(Arrays.copyOfRange(stream, n, n + 1)));
    }

    /** @param each what the controller does instead of answering, twice a second */
    private void closesForSilence(IntConsumer each) {
        rig.controller.silent = true;
        int hellos = hellos();
        for (int i = 0; i < 10; i++) {
            int n = i;
            rig.world.after(Duration.ofMillis(500L * i), () -> each.accept(n));
        }
        assertEquals(GoodbyeReason.DEADLINE, awaitGoodbye(8).reason());
        rig.controller.silent = false;
        dialsAgainAfterAPause(hellos);
    }

    /** The largest offer there is on lines on which it takes much longer than silence may last. */
    @ParameterizedTest
    @ValueSource(longs = {100_000, 30_000, 8_000})
    void anOfferThatIsLongOnItsWayBreaksNoLink(long bytesPerSecond) {
        rig.world.network().rate(AgentRig.CONTROLLER, AgentRig.AGENT, bytesPerSecond);
        TimelineOffer offer = largeOffer();
        long seconds = MessageCodec.encode(offer).length / bytesPerSecond;
        assertTrue(seconds > 8, "it takes " + seconds + " s");
        rig.controller.offer(offer, null);
        rig.until(() -> rig.controller.ready(2), (int) seconds + 30);
        assertEquals(1, rig.controller.sessions);
    }

    @Test
    void aFrameThatCrawlsIsGivenUp() {
        rig.world.network().rate(AgentRig.CONTROLLER, AgentRig.AGENT, 1_000);
        rig.controller.say(largeOffer());
        Goodbye goodbye = awaitGoodbye(12);
        assertEquals(GoodbyeReason.DEADLINE, goodbye.reason());
        assertTrue(goodbye.detail().contains("not whole"), goodbye.detail());
        rig.world.network().rate(AgentRig.CONTROLLER, AgentRig.AGENT, 1_000_000);
    }

    /** It goes on talking, so that only what it leaves unread tells. */
    @Test
    void aControllerThatNeverReadsIsLeft() {
        rig.glass.pictureBytes = 60_000;
        rig.world.network().clog(AgentRig.AGENT, AgentRig.CONTROLLER);
        for (int n = 0; rig.controller.connected(); n++) {
            assertTrue(n < 90, "still open after " + n + " s");
            rig.controller.say(new SnapshotRequest(n, 320));
            rig.pass(1);
        }
        rig.world.network().heal(AgentRig.AGENT, AgentRig.CONTROLLER);
        rig.until(() -> rig.controller.sessions == 2, AGAIN_SECONDS);
    }

    private TimelineOffer largeOffer() {
        var random = new SplittableRandom(4);
        List<Cue> cues = new ArrayList<>();
        for (int i = 0; i < 9_000; i++) {
            // Names that deflate badly.
            byte[] noise = new byte[96];
            random.nextBytes(noise);
            cues.add(new Cue(new ItemId("item-" + i), Bytes.of(noise).base64() + i, file, file.frames()));
        }
        return Content.offer(rig.content.timeline(Content.SCREEN, 2, List.of(new Block(0, Block.FOREVER, null, cues, null))));
    }
}
