package ledwall.agent.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import ledwall.agent.health.Problems;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.sim.SimWorld;
import org.junit.jupiter.api.Test;

/** A file whose hash is right and whose frames are fewer than its timeline says. */
class MeasuresTest {
    private static final MediaRef SLATE = new MediaRef(new MediaHash("5a".repeat(32)), 1_000, 125);

    private final SimWorld world = new SimWorld(1);
    private final Node node = world.node("screen");
    private final Problems problems = new Problems(node.clock()::nanos);
    private final List<MediaHash> told = new ArrayList<>();

    /** Boxes alone: what a player would decode is not looked at. */
    private MediaRef kept(byte[] file, int said) throws IOException {
        var hash = new MediaHash(Bytes.of(file).sha256());
        node.disk().append("cache/" + hash.value(), file);
        return new MediaRef(hash, file.length, said);
    }

    private static Programme programme(MediaRef media) {
        var cue = new Cue(new ItemId("item-1"), "Fair", media, 250);
        var block = new Block(0, Block.FOREVER, null, List.of(cue), null);
        return new Programme(List.of(new Programme.Entry(new Timeline(new ScreenId("screen-1"), 1, 640, 360, 25, SLATE, List.of(block)), new Switch(0, 0))));
    }

    @Test
    void aClipThatEndsEarlyIsToldAndPlayedAsLongAsItIs() throws IOException {
        MediaRef media = kept(MadeClip.of(200), 250);
        Programme said = programme(media);
        var measures = new Measures(node, problems, () -> said, told::add);
        assertSame(said, measures.programme());
        measures.verified(media.hash());
        world.run(Duration.ofSeconds(1));
        assertEquals(List.of(media.hash()), told);
        Cue cue = measures.programme().due(0).orElseThrow().cue();
        assertEquals("200 of 250", cue.media().frames() + " of " + cue.frames(), "the cue keeps its length, so that nothing that follows moves");
        assertEquals("clipShort", problems.list().getFirst().code());
        assertTrue(problems.list().getFirst().detail().contains("\"Fair\" holds 200 frames of the 250"), problems.list().toString());
        measures.retain(Set.of());
        assertEquals(List.of(), problems.list());
    }

    @Test
    void ofClipsThatAreWholeAndOfOtherFilesTheTimelineIsBelieved() throws IOException {
        for (byte[] file : List.of(MadeClip.of(250), MadeClip.of(300), "no clip".getBytes(StandardCharsets.US_ASCII))) {
            MediaRef media = kept(file, 250);
            Programme said = programme(media);
            var measures = new Measures(node, problems, () -> said, told::add);
            measures.verified(media.hash());
            world.run(Duration.ofSeconds(1));
            assertSame(said, measures.programme());
        }
        assertEquals(List.of(), told);
        assertEquals(List.of(), problems.list());
    }
}
