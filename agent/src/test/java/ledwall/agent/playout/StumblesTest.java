package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.SECOND;
import static ledwall.agent.playout.Samples.cue;
import static ledwall.agent.playout.Samples.hash;
import static ledwall.agent.playout.Samples.loop;
import static ledwall.agent.playout.Samples.programme;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StumblesTest {
    /** a until 10 s, b until 20 s, c until 30 s; d is half a second. */
    private final Reel reel = made("one");
    private final Stumbles stumbles = new Stumbles();

    private static Reel made(String id) {
        var ladder = new Ladder(programme(loop(0, cue("a", 250), cue("b", 250), cue("c", 250), cue("d", 12))), hash -> Optional.of(Samples.path(hash)), null);
        Reel reel = ListBuilder.build(id, ladder, 0, 60 * SECOND, true);
        assertNotNull(reel);
        return reel;
    }

    @Test
    void aFileOfWhichNoFrameComesBeforeTheNextOneIsTheCulprit() {
        stumbles.stumbled(reel, 9_800_000_000L);
        assertEquals(Optional.empty(), stumbles.seen(reel, 9_960_000_000L), "that is the end of the one before");
        assertEquals(Optional.of(hash("b")), stumbles.seen(reel, 20 * SECOND));
        assertEquals(Optional.empty(), stumbles.seen(reel, 21 * SECOND));
    }

    @Test
    void aFileWhoseFramesComeAfterAllIsNone() {
        stumbles.stumbled(reel, 9_800_000_000L);
        assertEquals(Optional.empty(), stumbles.seen(reel, 10 * SECOND));
        assertEquals(Optional.empty(), stumbles.seen(reel, 20 * SECOND));
        assertEquals(Optional.empty(), stumbles.dark());
    }

    @Test
    void aPlayerThatStandsStillOverItIsProofToo() {
        stumbles.stumbled(reel, 12 * SECOND);
        assertEquals(Optional.of(hash("b")), stumbles.dark());
        assertEquals(Optional.empty(), stumbles.dark());
    }

    @Test
    void whatGoesByTooFastToBeToldAndWhatAnotherListShowsProveNothing() {
        stumbles.stumbled(reel, 29_700_000_000L);
        assertEquals(Optional.empty(), stumbles.seen(reel, 30_600_000_000L));
        stumbles.stumbled(reel, 9_800_000_000L);
        assertEquals(Optional.empty(), stumbles.seen(made("two"), 25 * SECOND));
    }

    @Test
    void whatFailsAgainAndAgainIsDoubtedForLonger() {
        var suspects = new Suspects();
        long at = 0;
        for (int minutes : new int[] {10, 20, 40, 80, 160, 320, 320}) {
            suspects.stumbled(reel, 12 * SECOND);
            suspects.dark(at);
            assertEquals(Set.of(hash("b")), suspects.unplayable());
            assertFalse(suspects.expire(at + minutes * 60 * SECOND - 1));
            assertTrue(suspects.expire(at + minutes * 60 * SECOND));
            at += minutes * 60 * SECOND;
        }
        suspects.forget(hash("b"));
        suspects.stumbled(reel, 12 * SECOND);
        suspects.dark(at);
        assertTrue(suspects.expire(at + 600 * SECOND), "another copy is judged anew");
    }
}
