package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Kind;
import ledwall.protocol.message.AsRunBatch;
import ledwall.protocol.message.MediaDone;
import ledwall.protocol.timeline.MediaRef;

/** The screen PC's disk fills up while a file is on its way, by whatever else writes there: it is said, the wall plays on, and nothing is lost. */
class FullDiskSimTest {
    private static final int LARGE_BYTES = 12_000_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aDiskThatFillsUpInTheMidstOfAFileIsNamedAndTheFileGoesOnWhenThereIsRoom(long seed) {
        var rig = new AgentRig(seed);
        MediaRef small = rig.content.file(200_000, 10);
        rig.onAir(1, small);
        rig.until(() -> !rig.screen.truth().isDark(), 10);
        rig.pass(15);
        long playingSince = rig.world.nowNanos();
        rig.world.network().rate(AgentRig.CONTROLLER, AgentRig.AGENT, 1_000_000);
        MediaRef large = rig.content.file(LARGE_BYTES, 60);
        rig.controller.offer(Content.offer(rig.content.loop(2, small, large)), null);
        rig.until(() -> rig.controller.sent() > LARGE_BYTES / 3, 30);
        rig.disk().capacity(rig.disk().used());
        rig.until(() -> rig.problem("diskFull"), 10);
        // Each further try ends the same way.
        rig.pass(300);
        assertTrue(rig.problem("diskFull"));
        assertTrue(rig.controller.asked.get(large.hash()).size() < 15, "it asks " + rig.controller.asked.get(large.hash()).size() + " times");
        rig.disk().capacity(16L << 30);
        rig.until(() -> rig.controller.ready(2), 120);
        rig.until(() -> !rig.problem("diskFull"), 10);
        List<Long> asked = rig.controller.asked.get(large.hash());
        assertTrue(asked.getLast() > LARGE_BYTES / 4, "what was here before is not fetched again: " + asked);
        assertTrue(rig.controller.heard(MediaDone.class).stream().allMatch(MediaDone::verified));
        rig.pass(60);
        assertEquals(1, rig.controller.sessions);
        for (var run : rig.screen.truth().runs(playingSince, rig.world.nowNanos())) {
            assertTrue(String.valueOf(run.path()).endsWith(small.hash().value()), () -> "something else was on the glass: " + run);
        }
        assertNoneMissingOrTwice(rig);
    }

    /** Records that the full disk did not take were held in memory, and follow in order. */
    private static void assertNoneMissingOrTwice(AgentRig rig) {
        var records = new ArrayList<AsRunRecord>();
        for (AsRunBatch batch : rig.controller.heard(AsRunBatch.class)) {
            batch.records().stream().filter(record -> records.isEmpty() || record.sequence() > records.getLast().sequence()).forEach(records::add);
        }
        for (int i = 1; i < records.size(); i++) {
            assertEquals(records.get(i - 1).sequence() + 1, records.get(i).sequence());
        }
        assertFalse(records.stream().filter(record -> record.kind() == Kind.START).toList().isEmpty());
    }
}
