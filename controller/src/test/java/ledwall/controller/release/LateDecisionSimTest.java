package ledwall.controller.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import ledwall.protocol.id.ChannelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a release whose controller or database was away at the point of no return: three walls, a quick site and a slow one. */
final class LateDecisionSimTest {
    private static final Duration AHEAD = Duration.ofSeconds(30);

    private EngineRig rig;
    private FakeSite quick;
    private FakeSite slow;
    private Release release;
    private Instant at;

    private void begin(long seed, Policy policy) {
        rig = new EngineRig(seed);
        quick = rig.site("quick", Duration.ofMillis(200));
        slow = rig.site("slow", Duration.ofSeconds(3));
        rig.world.run(Duration.ofSeconds(3));
        release = rig.scheduled(policy, AHEAD);
        at = release.booked().at();
    }

    @AfterEach
    void end() {
        if (rig != null) {
            rig.close();
        }
    }

    private Release now() {
        return rig.stored(release.id());
    }

    private Outlet site(FakeSite site) {
        return now().outlet(new OutletId.Online(new ChannelId(site.name))).orElseThrow();
    }

    private Outlet wall(int index) {
        return now().outlet(new OutletId.Wall(rig.walls.get(index).id)).orElseThrow();
    }

    private Instant decideAt() {
        return at.minus(slow.median().dividedBy(2)).minusSeconds(2);
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void aControllerThatWasAwayAtThePointOfNoReturnGoesByThePolicy(Policy policy) {
        begin(6, policy);
        rig.runUntil(decideAt().minusSeconds(1));
        rig.kill();
        rig.runUntil(decideAt().plusSeconds(2));
        rig.restart();
        rig.runUntil(at.plusSeconds(12));
        assertEquals(policy == Policy.GO_WITHOUT, now().decision().verdict() == Decision.Verdict.GO);
        assertTrue(now().decision().reasons().stream().anyMatch(reason -> reason.cause().code().equals(Codes.DECIDED_LATE)));
        assertEquals(switch (policy) {
            case HOLD -> ReleaseState.Code.DRAFT;
            case GO_WITHOUT -> ReleaseState.Code.LIVE;
            case ABORT -> ReleaseState.Code.FAILED;
        }, now().state().code());
        assertEquals(policy == Policy.GO_WITHOUT ? 1 : 0, quick.visible());
    }

    /** Back right at the point of no return, or a moment before it, it has heard of nobody yet: that says nothing of them. */
    @ParameterizedTest
    @ValueSource(ints = {-100, 100, 900})
    void aControllerThatIsJustBackAtThePointOfNoReturnListensBeforeItGoesWithout(int millis) {
        begin(6, Policy.GO_WITHOUT);
        rig.runUntil(decideAt().minusSeconds(3));
        rig.kill();
        rig.runUntil(decideAt().plusMillis(millis));
        rig.restart();
        rig.runUntil(at.plusSeconds(12));
        assertEquals(new ReleaseState.Live(), now().state());
        assertEquals(1, quick.visible());
    }

    @Test
    void nobodyWaitsAMinuteForAReleaseThatNobodyDecided() {
        begin(7, Policy.GO_WITHOUT);
        rig.walls.forEach(wall -> wall.percent = 50);
        rig.runUntil(decideAt().minusSeconds(1));
        rig.kill();
        rig.runUntil(at.plusSeconds(70));
        rig.restart();
        rig.world.run(Duration.ofSeconds(10));
        assertEquals(ReleaseState.Code.FAILED, now().state().code());
        assertEquals(0, quick.publishCalls);
        assertTrue(rig.walls.stream().allMatch(wall -> wall.kept.containsKey(release.booked().wallId())), "who would show it by itself is told");
    }

    /** They need no token, so they went without a controller; to take it from them in the midst of its window would be a wrong picture, and "failed" untrue. */
    @Test
    void wallsThatWentWithoutAControllerKeepTheirReleaseAndNothingIsPublishedLongAfter() {
        begin(7, Policy.GO_WITHOUT);
        rig.runUntil(decideAt().minusSeconds(1));
        rig.kill();
        rig.runUntil(at.plusSeconds(70));
        rig.restart();
        rig.world.run(Duration.ofSeconds(20));
        assertEquals(ReleaseState.Code.PARTLY_LIVE, now().state().code());
        assertEquals(0, quick.publishCalls);
        assertEquals(OutletState.FAILED, site(quick).state());
        for (int i = 0; i < rig.walls.size(); i++) {
            assertEquals(OutletState.CONFIRMED, wall(i).state());
        }
        assertTrue(now().decision().reasons().stream().anyMatch(reason -> reason.cause().code().equals(Codes.DECIDED_LATE)));
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void aDecisionThatTheDatabaseTakesOnlyAfterTheInstantIsNotTheOneMadeInTime(Policy policy) {
        begin(13, policy);
        rig.runUntil(decideAt().minusMillis(200));
        rig.databaseDown = true;
        rig.runUntil(at.plusSeconds(2));
        rig.databaseDown = false;
        rig.runUntil(at.plusSeconds(12));
        assertTrue(now().decision().reasons().stream().anyMatch(reason -> reason.cause().code().equals(Codes.DECIDED_LATE)), "it is told");
        assertEquals(policy == Policy.GO_WITHOUT ? 1 : 0, quick.visible());
        assertEquals(policy == Policy.GO_WITHOUT, rig.walls.stream().anyMatch(wall -> !wall.shown.isEmpty()));
    }

    @Test
    void aStoredGoIsCarriedOutAfterTheInstantToo() {
        begin(8, Policy.HOLD);
        rig.runUntil(decideAt().plusMillis(100));
        assertNotNull(now().decision());
        rig.kill();
        rig.runUntil(at.plusSeconds(20));
        rig.restart();
        rig.world.run(Duration.ofSeconds(15));
        assertEquals(new ReleaseState.Live(), now().state());
        assertEquals(1, slow.visible());
        assertTrue(rig.walls.stream().allMatch(wall -> wall.shown.size() == 1));
    }
}
