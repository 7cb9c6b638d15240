package ledwall.controller.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Snapshot;
import ledwall.protocol.message.SnapshotFailed;
import ledwall.protocol.message.SnapshotRequest;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimWorld;
import org.junit.jupiter.api.Test;

/** Pictures of the glass: asked for only when somebody looks, and once for all who do. */
final class SnapshotsTest {
    private static final ScreenId NORTH = new ScreenId("screen-north");

    private final SimWorld world = new SimWorld(3);
    private final Node node = world.node("controller");
    private final Snapshots snapshots = new Snapshots(node.clock(), node.loop());
    private final List<ToAgent> asked = new ArrayList<>();

    SnapshotsTest() {
        snapshots.connected(NORTH, asked::add);
    }

    private CompletableFuture<SnapshotPicture> look(int maxWidth) {
        var picture = snapshots.snapshot(NORTH, maxWidth);
        world.run(Duration.ofMillis(10));
        return picture;
    }

    private void answer() {
        var request = (SnapshotRequest) asked.getLast();
        snapshots.received(NORTH, new Snapshot(request.id(), 1_000, null, 320, 180, Bytes.of(new byte[] {1})));
    }

    private static String refusal(CompletableFuture<SnapshotPicture> failed) {
        var cause = assertThrows(CompletionException.class, failed::join).getCause();
        return assertInstanceOf(SnapshotUnavailable.class, cause).code();
    }

    @Test
    void manyWhoLookCostOnePicture() {
        var looks = List.of(look(320), look(320), look(200));
        assertEquals(1, asked.size());
        answer();
        looks.forEach(look -> assertSame(looks.getFirst().join(), look.join()));
    }

    @Test
    void freshPictureServesAgainAndAnOldOneDoesNot() {
        var first = look(320);
        answer();
        world.run(Duration.ofMillis(1_300));
        assertSame(first.join(), look(320).join());
        world.run(Duration.ofMillis(300));
        var later = look(320);
        assertFalse(later.isDone());
        answer();
        assertNotSame(first.join(), later.join());
    }

    @Test
    void widerPictureThanTheLastIsAskedForAnew() {
        look(320);
        answer();
        look(640);
        assertEquals(640, ((SnapshotRequest) asked.getLast()).maxWidth());
    }

    @Test
    void silentAgentIsGivenUp() {
        var look = look(320);
        world.run(Duration.ofMillis(4_900));
        snapshots.step();
        assertFalse(look.isDone());
        world.run(Duration.ofMillis(200));
        snapshots.step();
        assertEquals("snapshotTimeout", refusal(look));
        // Its late answer disturbs nobody.
        answer();
        look(320);
        assertEquals(2, asked.size());
    }

    @Test
    void agentThatCannotSaysWhy() {
        var look = look(320);
        snapshots.failed(NORTH, new SnapshotFailed(((SnapshotRequest) asked.getLast()).id(), "noDisplay", "The display is gone."));
        assertEquals("noDisplay", refusal(look));
    }

    @Test
    void aScreenThatNobodyLooksAtIsAskedOnceAMinuteAndItsLastPictureOutlivesItsLine() {
        assertEquals("noPicture", refusal(kept()));
        for (int second = 1; second <= 185; second++) {
            world.run(Duration.ofSeconds(1));
            snapshots.step();
            if (asked.size() > 0) {
                answer();
            }
        }
        assertEquals(3, asked.size());
        assertEquals(320, ((SnapshotRequest) asked.getLast()).maxWidth());
        snapshots.disconnected(NORTH);
        assertEquals(320, kept().join().width());
    }

    @Test
    void aScreenThatIsLookedAtIsNotAskedBesides() {
        for (int second = 1; second <= 120; second++) {
            if (second % 2 == 0) {
                look(640);
                answer();
            }
            world.run(Duration.ofSeconds(1));
            snapshots.step();
        }
        assertTrue(asked.stream().allMatch(request -> ((SnapshotRequest) request).maxWidth() == 640));
    }

    private CompletableFuture<SnapshotPicture> kept() {
        var picture = snapshots.kept(NORTH);
        world.run(Duration.ofMillis(10));
        return picture;
    }

    @Test
    void nobodySeesTheGlassOfAScreenThatIsOffline() {
        var look = look(320);
        snapshots.disconnected(NORTH);
        assertEquals("screenOffline", refusal(look));
        assertEquals("screenOffline", refusal(look(320)));
        assertTrue(asked.size() == 1);
    }
}
