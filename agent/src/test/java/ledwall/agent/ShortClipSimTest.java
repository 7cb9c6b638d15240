package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import ledwall.agent.cache.MadeClip;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.message.AsRunBatch;
import ledwall.protocol.timeline.MediaRef;

/** A clip of which the last two seconds lack, from the controller to the glass and back as proof of play. */
class ShortClipSimTest {
    private static final long SECOND = 1_000_000_000L;
    /** A player is steered, and a frame lasts 40 ms. */
    private static final long TOLERANCE_NANOS = 100_000_000L;

    private final AgentRig rig = new AgentRig(1);
    private final MediaRef cut = rig.content.file(MadeClip.of(200), 250);
    private final MediaRef good = rig.content.file(100_000, 6);

    @Test
    void aClipThatEndsEarlyBeginsAgainAndWhatFollowsComesAtItsTime() {
        rig.onAir(1, cut, good);
        rig.pass(40);
        assertTrue(rig.problem("clipShort"), rig::status);
        long from = rig.world.nowNanos();
        rig.pass(66);
        List<Truth.Run> runs = rig.screen.truth().runs(from, rig.world.nowNanos());
        int goods = 0;
        for (int i = 1; i + 2 < runs.size(); i++) {
            if (shows(runs.get(i), good)) {
                goods++;
                assertLasts(6, runs.get(i));
                assertTrue(shows(runs.get(i + 1), cut) && shows(runs.get(i + 2), cut), runs::toString);
                assertLasts(8, runs.get(i + 1));
                if (i + 3 < runs.size()) {
                    assertLasts(2, runs.get(i + 2));
                    assertTrue(shows(runs.get(i + 3), good), "what follows, 10 s after the clip began: " + runs);
                }
            }
        }
        assertTrue(goods >= 3, runs::toString);
        assertEquals(0, rig.screen.truth().longestDark(from, rig.world.nowNanos()));
    }

    @Test
    void itsAsRunIsOneShowingOfTheWholeCue() {
        rig.onAir(1, cut, good);
        rig.pass(100);
        List<AsRunRecord> records = rig.controller.heard(AsRunBatch.class).stream().flatMap(batch -> batch.records().stream()).distinct().toList();
        assertFalse(named(records, AsRunRecord.Outcome.MISSED).findAny().isPresent(), records::toString);
        assertTrue(named(records, AsRunRecord.Outcome.SHOWN).count() >= 4, "as often as it was due, not as often as it began: " + records);
        assertTrue(named(records, AsRunRecord.Outcome.SHOWN).count() <= 7, records::toString);
    }

    private Stream<AsRunRecord> named(List<AsRunRecord> records, AsRunRecord.Outcome outcome) {
        return records.stream().filter(record -> record.outcome() == outcome && record.media().equals(cut.hash()));
    }

    private static boolean shows(Truth.Run run, MediaRef file) {
        return String.valueOf(run.path()).endsWith(file.hash().value());
    }

    private static void assertLasts(int seconds, Truth.Run run) {
        assertEquals(seconds * SECOND, run.untilNanos() - run.fromNanos(), TOLERANCE_NANOS, run::toString);
    }
}
