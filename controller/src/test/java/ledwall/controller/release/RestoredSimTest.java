package ledwall.controller.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import ledwall.controller.storage.DatabaseBackup;
import ledwall.protocol.id.ChannelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Releases of a controller that comes back from a backup: what was decided before it was made is not carried out by itself. */
final class RestoredSimTest {
    private static final Duration AHEAD = Duration.ofSeconds(60);

    private final EngineRig rig = new EngineRig(31);
    private final FakeSite site = rig.site("partner", Duration.ofMillis(200));

    @AfterEach
    void end() {
        rig.close();
    }

    private Release stored(Release release) {
        return rig.stored(release.id());
    }

    private Outlet partner(Release release) {
        return stored(release).outlet(new OutletId.Online(new ChannelId("partner"))).orElseThrow();
    }

    private void comesBackFromABackup() {
        rig.kill();
        DatabaseBackup.restored(rig.database, rig.timeline());
        rig.restart();
    }

    @Test
    void anOldGoIsNotCarriedOutAnewUntilSomebodySaysSo() {
        Release release = rig.scheduled(Policy.HOLD, AHEAD);
        Instant at = release.booked().at();
        rig.runUntil(at.minusMillis(1_800));
        assertEquals(Decision.Verdict.GO, stored(release).decision().verdict());
        comesBackFromABackup();
        rig.runUntil(at.plusSeconds(60));
        assertEquals(0, site.publishCalls);
        assertEquals(OutletState.FAILED, partner(release).state());
        assertEquals(Codes.RESTORED, partner(release).cause().code());
        // Somebody looked, and says that it was not published: it is asked first all the same.
        rig.releases.retry(release.id(), partner(release).id(), "operator");
        rig.world.run(Duration.ofSeconds(20));
        assertEquals(1, site.visible());
        assertEquals(OutletState.CONFIRMED, partner(release).state());
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void whatWasScheduledWaitsForPeople(Policy policy) {
        Release release = rig.scheduled(policy, AHEAD);
        Instant at = release.booked().at();
        rig.runUntil(at.minusSeconds(20));
        comesBackFromABackup();
        rig.known.refresh();
        rig.runUntil(at.plusSeconds(20));
        assertEquals(ReleaseState.Code.DRAFT, stored(release).state().code());
        assertTrue(stored(release).state().why().contains("restored from a backup"), stored(release).state().why());
        assertEquals(0, site.publishCalls);
        assertTrue(rig.walls.stream().allMatch(wall -> wall.shown.isEmpty()), "also a wall that would show it by itself was told");
    }

    @Test
    void aGoThatWallsHeardAfterTheBackupOpensNothingThatIsScheduledAfterTheRestore() {
        Release draft = rig.releases.create(rig.content(Policy.HOLD), "operator");
        comesBackFromABackup();
        Release release = rig.releases.schedule(draft.id(), null, rig.clock.instant().plus(AHEAD), null, "operator");
        assertTrue(release.revision() > 1_000_000, "no wall heard a go for revision " + release.revision());
    }
}
