package ledwall.controller.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaStore;
import ledwall.controller.release.channel.Post;
import ledwall.controller.schedule.Targets;
import ledwall.controller.storage.SqlMediaStore;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files of a release: those that it still needs are not taken from it, and nothing goes in parts. */
final class ReleaseMediaSimTest {
    private static final Duration AHEAD = Duration.ofSeconds(60);
    private static final MediaId POSTER = new MediaId("media-poster");

    private final EngineRig rig = new EngineRig(51);
    private final FakeSite site = rig.site("partner", Duration.ofMillis(200));
    private final MediaStore media = new SqlMediaStore(rig.database);

    @AfterEach
    void end() {
        rig.close();
    }

    private MediaStore.Deletion deleted(MediaId id) {
        return media.delete(id, rig.timeline());
    }

    @Test
    void whatOnlyChannelsGetIsKeptUntilTheReleaseWentToo() {
        media.insert(new Media(POSTER, "Poster", new MediaHash("cd".repeat(32)), 1_000, Media.Kind.STILL, 640, 360, null, rig.timeline(), null));
        var part = new Content.ChannelPart(new ChannelId("partner"), Map.of(), POSTER);
        var content = new Content("Opening", List.of(new Content.Item(EngineRig.FILM, Fit.CONTAIN, null)), Map.of("zh", new ReleaseText("开幕", "", "")), Targets.NOBODY,
            Duration.ofSeconds(40), List.of(part), Policy.HOLD, "", "");
        Release draft = rig.releases.create(content, "operator");
        rig.releases.schedule(draft.id(), null, rig.timeline().plus(AHEAD), null, "operator");
        var inUse = new MediaStore.Deletion.InUse(List.of(), List.of(), List.of("Opening"));
        assertEquals(inUse, deleted(POSTER));
        assertEquals(inUse, deleted(EngineRig.FILM));
        rig.releases.cancel(draft.id(), "", "operator");
        assertInstanceOf(MediaStore.Deletion.Done.class, deleted(POSTER));
    }

    @Test
    void aReleaseThatIsLongOverHoldsNoMediaBackAndCanStillBeWithdrawn() {
        Release release = rig.scheduled(Policy.HOLD, AHEAD);
        rig.runUntil(release.booked().until().plusSeconds(10));
        assertEquals(new ReleaseState.Live(), rig.stored(release.id()).state());
        assertInstanceOf(MediaStore.Deletion.InUse.class, deleted(EngineRig.FILM), "walls may still prove what they showed");
        assertInstanceOf(MediaStore.Deletion.Done.class, media.delete(EngineRig.FILM, release.booked().until().plus(Duration.ofHours(25))));
        rig.releases.withdraw(release.id(), "wrong", "operator");
        rig.world.run(Duration.ofSeconds(10));
        assertEquals(0, site.visible());
    }

    @Test
    void aPostWhoseFilesAreGoneIsNotPublishedInParts() {
        Release release = rig.scheduled(Policy.HOLD, AHEAD);
        Instant at = release.booked().at();
        rig.runUntil(at.minusSeconds(2));
        rig.files = made -> new Posts.Made.NotYet(new Post("", Map.of(), List.of()), "1 file is still being made for it.");
        rig.runUntil(at.plusSeconds(8));
        assertEquals(0, site.visible());
        assertEquals(ReleaseState.Code.PARTLY_LIVE, rig.stored(release.id()).state().code());
        rig.files = made -> made;
        rig.runUntil(at.plusSeconds(20));
        assertEquals(new ReleaseState.Live(), rig.stored(release.id()).state());
        assertEquals(1, site.visible());
    }
}
