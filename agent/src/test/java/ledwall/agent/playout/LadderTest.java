package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.SECOND;
import static ledwall.agent.playout.Samples.block;
import static ledwall.agent.playout.Samples.cue;
import static ledwall.agent.playout.Samples.entry;
import static ledwall.agent.playout.Samples.hash;
import static ledwall.agent.playout.Samples.loop;
import static ledwall.agent.playout.Samples.programme;
import static ledwall.agent.playout.Samples.timeline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.ReleaseBlock;
import ledwall.protocol.timeline.Timeline;
import org.junit.jupiter.api.Test;

class LadderTest {
    private static Ladder ladder(Programme programme, MediaHash... missing) {
        Set<MediaHash> gone = Set.of(missing);
        return new Ladder(programme, hash -> gone.contains(hash) ? Optional.empty() : Optional.of(Samples.path(hash)), null);
    }

    @Test
    void thePlannedCueStandsOnTop() {
        Scene scene = ladder(programme(loop(0, cue("a", 250)))).at(3 * SECOND);
        assertEquals(Rung.CUE, scene.rung());
        assertEquals(10 * SECOND, scene.untilNanos());
        assertFalse(scene.standIn());
    }

    /** Nothing of the release is here, nor what is due beneath it: what stands in for that stands in for the release. */
    @Test
    void whereAReleaseCannotBeShownIsSeenWhatWouldBeWithoutIt() {
        var ref = new ReleaseRef(new ReleaseId("release-1"), 1);
        var release = new ReleaseBlock(ref, false, block(10 * SECOND, 40 * SECOND, new Block.Start(10 * SECOND, 0), cue("x", 250)));
        var ordinary = timeline(1, loop(0, cue("a", 250), cue("b", 250), cue("c", 250)));
        var with = programme(entry(0, 0, ordinary.withReleases(List.of(release))));
        for (long at = SECOND; at < 60 * SECOND; at += SECOND / 2) {
            Scene without = ladder(programme(entry(0, 0, ordinary)), hash("b")).at(at);
            assertEquals(without.clip(), ladder(with, hash("x"), hash("b")).at(at).clip(), "at " + at / SECOND);
        }
    }

    @Test
    void theSlateStandsInForAFileThatIsNotVerified() {
        Scene scene = ladder(programme(loop(0, cue("a", 250))), hash("a")).at(3 * SECOND);
        assertEquals(Rung.SLATE, scene.rung());
        assertEquals(10 * SECOND, scene.untilNanos());
        assertTrue(scene.standIn());
    }

    @Test
    void theSlateStandsInGapsAndStandsInForNothing() {
        Scene scene = ladder(programme(block(10 * SECOND, 20 * SECOND, null, cue("a", 250)))).at(0);
        assertEquals(Rung.SLATE, scene.rung());
        assertNull(scene.due());
        assertEquals(10 * SECOND, scene.untilNanos());
    }

    @Test
    void withoutASlateItIsBlack() {
        Scene scene = ladder(programme(loop(0, cue("a", 250))), hash("a"), Samples.SLATE.hash()).at(0);
        assertEquals(Rung.BLACK, scene.rung());
        assertNull(scene.clip());
    }

    @Test
    void beforeAnyProgrammeItIsBlackForEver() {
        Scene scene = ladder(Programme.EMPTY).at(0);
        assertEquals(Rung.BLACK, scene.rung());
        assertEquals(Block.FOREVER, scene.untilNanos());
    }

    @Test
    void theSlateOfTheTimelineInForceCountsOnceItIsHere() {
        Timeline old = timeline(1, loop(0, cue("a", 250)));
        MediaRef fresh = Samples.media("fresh slate", 125);
        var renewed = new Timeline(old.screen(), 2, old.width(), old.height(), 25, fresh, old.blocks());
        Programme both = programme(entry(0, 0, old), entry(50 * SECOND, 0, renewed));
        assertEquals(Samples.SLATE.hash(), ladder(both).slate(49 * SECOND).media());
        assertEquals(fresh.hash(), ladder(both, Samples.SLATE.hash()).slate(49 * SECOND).media());
        assertEquals(fresh.hash(), ladder(both).slate(50 * SECOND).media());
        assertEquals(Samples.SLATE.hash(), ladder(both, fresh.hash()).slate(50 * SECOND).media());
    }

    @Test
    void aCueThatASwitchLeavesAloneIsOneTurn() {
        Block same = loop(0, cue("a", 250), cue("b", 250));
        Scene scene = ladder(programme(entry(0, 0, timeline(1, same)), entry(13 * SECOND, 0, timeline(2, same)))).at(12 * SECOND);
        assertEquals(20 * SECOND, scene.untilNanos());
        assertEquals(1, scene.due().version());
    }

    @Test
    void aCueThatASwitchCutsEndsThere() {
        Programme cut = programme(entry(0, 0, timeline(1, loop(0, cue("a", 250)))),
                entry(13 * SECOND, 0, timeline(2, block(0, Block.FOREVER, null, cue("x", 50)))));
        assertEquals(13 * SECOND, ladder(cut).at(12 * SECOND).untilNanos());
    }
}
