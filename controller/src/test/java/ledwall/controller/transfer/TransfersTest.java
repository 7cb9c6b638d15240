package ledwall.controller.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.media.Fit;
import ledwall.controller.media.MediaPaths;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.screen.Enrolments;
import ledwall.controller.screen.Screens;
import ledwall.controller.session.ControllerRig;
import ledwall.controller.session.SimPeer;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.GoodbyeReason;
import ledwall.protocol.message.MediaChunk;
import ledwall.protocol.message.MediaCredit;
import ledwall.protocol.message.MediaUnavailable;
import ledwall.protocol.message.MediaWanted;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.TimelineCodec;
import org.junit.jupiter.api.Test;

/** Files to the screens: what they were offered and nothing else, as much as they allow, and everybody in turn. */
final class TransfersTest {
    private final ControllerRig rig = new ControllerRig();
    private final Enrolments.Enrolled north = rig.screen("North");

    /** A peer that has been offered a clip of so many seconds at 20,000 bytes each. */
    private SimPeer offered(Enrolments.Enrolled as, int seconds) {
        var peer = rig.welcome(as);
        byte[] file = FakeMediaTools.video("clip", Duration.ofSeconds(seconds));
        rig.node.work().submit("test", "upload", () -> {
            try (var upload = rig.controller.media().ingest().begin("clip", OptionalLong.empty())) {
                upload.write(file);
                var media = upload.finish();
                var loop = rig.controller.groupStore().byId(Screens.DEFAULT_GROUP).orElseThrow().loop();
                var list = rig.controller.playlists().byId(loop);
                return rig.controller.playlists().save(loop, list.revision(), "Loop", List.of(new Playlists.Draft(null, media.id(), null, Fit.CONTAIN)));
            }
        }, rig.node.loop(), done -> {});
        rig.until(() -> peer.all(TimelineOffer.class).stream().anyMatch(offer -> !TimelineCodec.decode(offer.envelope().payload()).blocks().isEmpty()));
        return peer;
    }

    private static MediaRef clip(SimPeer peer) {
        return TimelineCodec.decode(peer.all(TimelineOffer.class).getLast().envelope().payload()).blocks().getFirst().cues().getFirst().media();
    }

    private static long bytes(SimPeer peer) {
        return peer.all(MediaChunk.class).stream().mapToLong(chunk -> chunk.bytes().length()).sum();
    }

    @Test
    void fileComesWholeInChunksThatFollowEachOther() {
        var peer = offered(north, 30);
        MediaRef clip = clip(peer);
        peer.send(new MediaCredit(10_000_000));
        peer.send(new MediaWanted(clip.hash(), 0));
        rig.until(() -> bytes(peer) == clip.bytes());
        var whole = new ByteArrayOutputStream();
        for (MediaChunk chunk : peer.all(MediaChunk.class)) {
            assertEquals(whole.size(), chunk.offset());
            assertEquals(clip.bytes(), chunk.total());
            assertTrue(chunk.bytes().length() <= 65_536);
            whole.writeBytes(chunk.bytes().array());
        }
        assertEquals(clip.hash().value(), Bytes.of(whole.toByteArray()).sha256());
    }

    @Test
    void brokenTransferGoesOnFromItsOffset() {
        var peer = offered(north, 30);
        MediaRef clip = clip(peer);
        peer.send(new MediaCredit(10_000_000));
        peer.send(new MediaWanted(clip.hash(), 400_000));
        rig.until(() -> bytes(peer) == clip.bytes() - 400_000);
        assertEquals(400_000, peer.all(MediaChunk.class).getFirst().offset());
    }

    @Test
    void noMoreIsSentThanTheAgentAllows() {
        var peer = offered(north, 30);
        peer.send(new MediaWanted(clip(peer).hash(), 0));
        rig.run(Duration.ofSeconds(1));
        assertEquals(0, bytes(peer));
        peer.send(new MediaCredit(100_000));
        rig.run(Duration.ofSeconds(1));
        assertEquals(100_000, bytes(peer));
        peer.send(new MediaCredit(50_000));
        rig.run(Duration.ofSeconds(1));
        assertEquals(150_000, bytes(peer));
    }

    @Test
    void fileThatWasNotOfferedIsRefusedThoughItIsThere() {
        var peer = offered(north, 6);
        var other = rig.controller.mediaStore().all().getFirst().hash();
        for (MediaHash hash : List.of(other, new MediaHash("f".repeat(64)))) {
            peer.send(new MediaCredit(1_000_000));
            peer.send(new MediaWanted(hash, 0));
        }
        rig.until(() -> peer.all(MediaUnavailable.class).size() == 2);
        peer.all(MediaUnavailable.class).forEach(refusal -> assertEquals("notPlanned", refusal.code()));
        assertEquals(0, bytes(peer));
    }

    @Test
    void fileThatIsGoneIsToldByReason() throws Exception {
        var peer = offered(north, 6);
        rig.node.disk().delete(MediaPaths.rendition(clip(peer).hash()));
        peer.send(new MediaCredit(1_000_000));
        peer.send(new MediaWanted(clip(peer).hash(), 0));
        rig.until(() -> !peer.all(MediaUnavailable.class).isEmpty());
        assertEquals("notFound", peer.all(MediaUnavailable.class).getFirst().code());
    }

    @Test
    void offsetOutsideTheFileIsRefused() {
        var peer = offered(north, 6);
        for (long offset : List.of(clip(peer).bytes(), Long.MAX_VALUE, -1L)) {
            peer.send(new MediaCredit(1_000_000));
            peer.send(new MediaWanted(clip(peer).hash(), offset));
            rig.run(Duration.ofSeconds(1));
        }
        assertEquals(List.of("readFailed", "readFailed", "readFailed"), peer.all(MediaUnavailable.class).stream().map(MediaUnavailable::code).toList());
    }

    @Test
    void lineThatStandsStillKeepsLittleInMemoryAndStopsNobodyElse() {
        var south = rig.screen("South");
        var stuck = offered(north, 60);
        var other = rig.welcome(south);
        rig.until(() -> !other.all(TimelineOffer.class).isEmpty());
        MediaRef clip = clip(stuck);
        rig.world.network().clog("controller", ControllerRig.host(1));
        stuck.send(new MediaCredit(10_000_000));
        stuck.send(new MediaWanted(clip.hash(), 0));
        rig.run(Duration.ofSeconds(1));
        other.send(new MediaCredit(10_000_000));
        other.send(new MediaWanted(clip(other).hash(), 0));
        rig.until(() -> bytes(other) == clip(other).bytes());
        assertEquals(0, bytes(stuck));
        rig.world.marks().assertHit("network.unwritable.controller");
        assertEquals(0, rig.controller.transfers().readsUnderWay());
        rig.world.network().healAll();
        rig.until(() -> bytes(stuck) == clip.bytes());
    }

    @Test
    void whoeverReadsNothingIsLeftAndWhoeverReadsSlowlyIsNot() {
        var slow = offered(north, 60);
        var stuck = rig.welcome(rig.screen("South"));
        rig.until(() -> !stuck.all(TimelineOffer.class).isEmpty());
        rig.world.network().rate("controller", ControllerRig.host(1), 4_200);
        rig.world.network().clog("controller", ControllerRig.host(2));
        for (SimPeer peer : List.of(slow, stuck)) {
            peer.send(new MediaCredit(10_000_000));
            peer.send(new MediaWanted(clip(peer).hash(), 0));
        }
        rig.run(Duration.ofSeconds(90));
        assertEquals(1L, rig.controller.agents().goodbyes().get(GoodbyeReason.DEADLINE));
        assertFalse(slow.isClosed());
    }

    @Test
    void screensAreServedInTurn() {
        var south = rig.screen("South");
        var first = offered(north, 60);
        var second = rig.welcome(south);
        rig.until(() -> !second.all(TimelineOffer.class).isEmpty());
        for (SimPeer peer : List.of(first, second)) {
            peer.send(new MediaCredit(10_000_000));
            peer.send(new MediaWanted(clip(peer).hash(), 0));
        }
        rig.until(() -> bytes(first) >= 600_000);
        assertTrue(bytes(second) >= 300_000, "the second got " + bytes(second));
    }
}
