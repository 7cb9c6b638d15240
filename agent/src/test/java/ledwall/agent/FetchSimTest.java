package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ledwall.protocol.message.MediaDone;
import ledwall.protocol.timeline.MediaRef;

/** Files on lines that break, crawl, or are wanted for something more urgent. */
class FetchSimTest {
    private static final long MEGABITS_20 = 2_500_000;
    private static final long MEBIBYTE = 1 << 20;

    private static AgentRig rig(long seed, long bytesPerSecond, int oneWayMillis) {
        var rig = new AgentRig(seed);
        rig.world.network().latency(AgentRig.CONTROLLER, AgentRig.AGENT, Duration.ofMillis(oneWayMillis), Duration.ofMillis(1));
        rig.world.network().rate(AgentRig.CONTROLLER, AgentRig.AGENT, bytesPerSecond);
        return rig;
    }

    private static long part(AgentRig rig, MediaRef file) {
        try {
            String path = "cache/" + file.hash() + ".part";
            return rig.disk().exists(path) ? rig.disk().size(path) : 0;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Cuts the line, kills the agent, or pulls its plug again and again: what was sent once and is asked for again is little each time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void aBrokenTransferSendsLessThanAMebibyteAgain(long seed) {
        var rig = rig(seed, MEGABITS_20, 40);
        MediaRef file = rig.content.file(12_000_000, 60);
        rig.controller.offer(Content.offer(rig.content.loop(1, file)), null);
        for (int n = 0; n < 6; n++) {
            rig.world.run(Duration.ofMillis(300 + rig.world.random().nextInt(1_500)));
            long sent = rig.controller.sent();
            int asked = rig.controller.asked.getOrDefault(file.hash(), List.of()).size();
            switch (rig.world.random().nextInt(3)) {
                case 0 -> rig.world.network().reset(AgentRig.AGENT, AgentRig.CONTROLLER);
                case 1 -> rig.restart(false);
                default -> {
                    rig.world.cutPower(AgentRig.AGENT);
                    rig.restart(true);
                }
            }
            if (rig.controller.ready(1)) {
                break;
            }
            rig.until(() -> rig.controller.asked.getOrDefault(file.hash(), List.of()).size() > asked || rig.controller.ready(1), 60);
            long from = rig.controller.asked.getOrDefault(file.hash(), List.of(sent)).getLast();
            assertTrue(sent - from <= MEBIBYTE, sent + " bytes had been sent, and it went on at " + from);
        }
        rig.until(() -> rig.controller.ready(1), 60);
        assertTrue(rig.controller.heard(MediaDone.class).stream().allMatch(MediaDone::verified), "no part was torn below where it went on");
    }

    /** A long chunk would pass for silence, and the link would be dialled anew for ever. */
    @ParameterizedTest
    @ValueSource(longs = {20_000, 8_000, 4_000, 2_000})
    void aLineOfAFewKilobytesASecondCarriesAFileInOneSession(long bytesPerSecond) {
        var rig = rig(1, bytesPerSecond, 40);
        MediaRef file = rig.content.file(100_000, 10);
        rig.controller.offer(Content.offer(rig.content.loop(1, file)), null);
        rig.until(() -> rig.controller.ready(1), (int) (300_000 / bytesPerSecond));
        assertEquals(1, rig.controller.sessions);
    }

    @Test
    void aFileThatIsDueSoonerGoesAheadOfOneOnItsWayWhichGoesOnLater() {
        var rig = rig(1, 500_000, 20);
        MediaRef large = rig.content.file(8_000_000, 60);
        MediaRef small = rig.content.file(300_000, 10);
        rig.controller.offer(Content.offer(rig.content.loop(1, large)), null);
        rig.until(() -> part(rig, large) > 2_000_000, 60);
        rig.controller.offer(Content.offer(rig.content.loop(2, small, large)), null);
        rig.until(() -> rig.onDisk(small.hash()), 4);
        assertFalse(rig.onDisk(large.hash()));
        rig.until(() -> rig.controller.ready(2), 60);
        List<Long> asked = rig.controller.asked.get(large.hash());
        assertEquals(2, asked.size());
        assertTrue(asked.getLast() > 2_000_000, "went on at " + asked);
    }

    @Test
    void aFileThatIsNearlyHereIsNotInterrupted() {
        var rig = rig(1, 500_000, 20);
        MediaRef large = rig.content.file(4_000_000, 60);
        MediaRef small = rig.content.file(300_000, 10);
        rig.controller.offer(Content.offer(rig.content.loop(1, large)), null);
        rig.until(() -> part(rig, large) > 3_500_000, 60);
        rig.controller.offer(Content.offer(rig.content.loop(2, small, large)), null);
        rig.until(() -> rig.controller.ready(2), 60);
        assertEquals(List.of(0L), rig.controller.asked.get(large.hash()));
    }

    @Test
    void aFileThatNothingNeedsAnyMoreIsLetGoOfAndItsPartDeleted() {
        var rig = rig(1, 500_000, 20);
        MediaRef large = rig.content.file(8_000_000, 60);
        MediaRef small = rig.content.file(300_000, 10);
        rig.controller.offer(Content.offer(rig.content.loop(1, large)), null);
        rig.until(() -> part(rig, large) > 1_000_000, 60);
        rig.controller.offer(Content.offer(rig.content.loop(2, small)), null);
        rig.until(() -> rig.controller.ready(2), 10);
        rig.pass(5);
        assertEquals(0, part(rig, large));
        assertEquals(1, rig.controller.asked.get(large.hash()).size());
    }

    /** Where the slate and what is due are both damaged the wall is dark until one of them is back: nothing else may keep the line. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatThePictureLacksIsAskedForAtOnceHoweverMuchElseIsOnItsWay(long seed) {
        var rig = rig(seed, 100_000, 20);
        MediaRef due = rig.content.file(100_000, 10);
        rig.onAir(1, due);
        MediaRef large = rig.content.file(12_000_000, 60);
        rig.controller.offer(Content.offer(rig.content.loop(2, large, due)), null);
        rig.until(() -> part(rig, large) > 300_000, 60);
        rig.pass((int) seed);
        rig.corrupt("cache/" + rig.content.slate.hash());
        rig.corrupt("cache/" + due.hash());
        for (MediaRef file : List.of(rig.content.slate, due)) {
            rig.until(() -> !rig.onDisk(file.hash()), 90);
            int before = rig.controller.asked.get(file.hash()).size();
            rig.world.runUntil(() -> rig.controller.asked.get(file.hash()).size() > before, Duration.ofMillis(500));
            rig.until(() -> rig.onDisk(file.hash()), 3);
        }
        assertFalse(rig.onDisk(large.hash()));
    }
}
