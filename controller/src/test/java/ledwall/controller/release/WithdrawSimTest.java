package ledwall.controller.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.schedule.Freeze;
import ledwall.controller.schedule.FrozenEdit;
import ledwall.controller.storage.SqlRuleStore;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.timeline.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taking a release back, before it is decided and after, and what cannot be done to one. The freeze window holds as it does in production. */
final class WithdrawSimTest {
    private static final Duration AHEAD = Duration.ofSeconds(75);

    private EngineRig rig;
    private FakeSite site;

    @BeforeEach
    void begin() {
        rig = new EngineRig(31, Freeze.STANDARD);
        site = rig.site("site", Duration.ofMillis(300));
        rig.world.run(Duration.ofSeconds(3));
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private static String refused(Supplier<?> deed) {
        return assertThrows(Refusal.class, deed::get).code();
    }

    @Test
    void withdrawingTakesItFromEverywhereAndSaysWhoWasNotReached() {
        Release release = rig.scheduled(Policy.HOLD, AHEAD);
        Instant at = release.booked().at();
        rig.runUntil(at.plusSeconds(8));
        assertEquals(1, site.visible());
        FakeWall lost = rig.walls.getLast();
        lost.cut = true;
        lost.lose();
        rig.world.run(Duration.ofSeconds(8));
        rig.releases.withdraw(release.id(), "wrong date", "operator");
        rig.known.refresh();
        rig.world.run(Duration.ofSeconds(3));
        Release now = rig.stored(release.id());
        assertEquals(new ReleaseState.Withdrawn("wrong date"), now.state());
        assertEquals(0, site.visible());
        assertEquals(OutletState.WITHDRAWN, now.outlet(new OutletId.Online(new ChannelId("site"))).orElseThrow().state());
        assertEquals(OutletState.WITHDRAWN, now.outlet(new OutletId.Wall(rig.walls.getFirst().id)).orElseThrow().state());
        ReleaseView view = rig.conductor.view(release.id()).orElseThrow();
        var left = view.live(now.outlet(new OutletId.Wall(lost.id)).orElseThrow());
        assertEquals(Withdrawal.State.NOT_REACHED, left.withdrawal().state());
        assertTrue(left.lastContactAt().isAfter(at), "with the time of the last contact");
        assertTrue(view.problems().stream().anyMatch(problem -> problem.code().equals(Codes.NOT_WITHDRAWN) && problem.cause().contains(lost.name)));
        // Days later it is back: it hears of it first of all.
        rig.world.run(Duration.ofMinutes(2));
        lost.cut = false;
        lost.connect(rig.known);
        rig.world.run(Duration.ofSeconds(2));
        assertEquals(Verdict.WITHDRAWN, lost.kept.get(release.booked().wallId()).verdict());
        assertEquals(OutletState.WITHDRAWN, rig.stored(release.id()).outlet(new OutletId.Wall(lost.id)).orElseThrow().state());
        assertEquals("releaseWithdrawn", refused(() -> rig.releases.withdraw(release.id(), "again", "operator")));
    }

    /** Nobody can tell it any more: a person who has seen that it is dark says so, and until then it counts as still able to show it. */
    @Test
    void aWallThatIsTakenOutOfServiceBeforeItHeardOfAWithdrawalIsConfirmedByAPerson() {
        Release release = rig.scheduled(Policy.HOLD, AHEAD);
        rig.runUntil(release.booked().at().plusSeconds(8));
        FakeWall lost = rig.walls.getLast();
        var wall = new OutletId.Wall(lost.id);
        lost.cut = true;
        lost.lose();
        rig.world.run(Duration.ofSeconds(8));
        rig.releases.withdraw(release.id(), "wrong date", "operator");
        rig.known.refresh();
        rig.world.run(Duration.ofSeconds(3));
        assertEquals("outletNotByHand", refused(() -> rig.releases.confirm(release.id(), wall, null, "operator")), "it may come back, and then hears of it");
        rig.retire(lost);
        rig.world.run(Duration.ofSeconds(10));
        Withdrawal waits = rig.stored(release.id()).outlet(wall).orElseThrow().withdrawal();
        assertEquals(Withdrawal.State.BY_HAND, waits.state());
        assertTrue(waits.words().contains("retired"), waits.words());
        var view = ReleaseView.of(rig.stored(release.id()), rig.clock.instant());
        assertTrue(view.problems().stream().anyMatch(problem -> problem.code().equals(Codes.NOT_WITHDRAWN) && problem.cause().contains(lost.name)));
        Outlet done = rig.releases.confirm(release.id(), wall, null, "Technician").outlet(wall).orElseThrow();
        assertEquals(Withdrawal.State.CONFIRMED, done.withdrawal().state());
        assertTrue(done.withdrawal().words().contains("Technician"), done.withdrawal().words());
        assertEquals(List.of(), ReleaseView.of(rig.stored(release.id()), rig.clock.instant()).problems());
    }

    @Test
    void whatIsWithdrawnWhileItIsBeingPublishedIsGoneInTheEnd() {
        for (int millis : List.of(-1_000, -400, -100, 0, 50, 200, 1_000)) {
            Release release = rig.scheduled(Policy.HOLD, AHEAD);
            rig.runUntil(release.booked().at().plusMillis(millis));
            rig.releases.withdraw(release.id(), "stop", "operator");
            rig.known.refresh();
            rig.world.run(Duration.ofSeconds(20));
            assertEquals(0, site.visible(), millis + " ms");
            assertTrue(rig.stored(release.id()).outlets().stream().allMatch(outlet -> outlet.state() == OutletState.WITHDRAWN), millis + " ms");
        }
    }

    @Test
    void whatNeedsNoTokenIsTakenBackFromWallsTooWhenItIsCancelledAndMayBeScheduledAgain() {
        Release first = rig.scheduled(Policy.GO_WITHOUT, AHEAD);
        rig.runUntil(first.booked().at().minusSeconds(5));
        rig.releases.cancel(first.id(), "", "operator");
        rig.runUntil(first.booked().at().plusSeconds(3));
        assertTrue(rig.walls.stream().allMatch(wall -> wall.shown.isEmpty()), "although their programme still holds it");
        assertEquals(0, site.publishCalls);
        Release again = rig.releases.schedule(first.id(), null, rig.clock.instant().plus(AHEAD), null, "operator");
        rig.known.refresh();
        rig.runUntil(again.booked().at().plusSeconds(8));
        assertEquals(new ReleaseState.Live(), rig.stored(first.id()).state());
    }

    @Test
    void anInstantThatIsPastOrTooNearOrFrozenIsRefusedByName() {
        Release draft = rig.releases.create(rig.content(Policy.HOLD), "operator");
        Instant now = rig.clock.instant();
        assertEquals("releaseInstantPast", refused(() -> rig.releases.schedule(draft.id(), null, now.minusSeconds(1), null, "operator")));
        assertEquals("releaseTooSoon", refused(() -> rig.releases.schedule(draft.id(), null, now.plusSeconds(5), null, "operator")));
        assertThrows(FrozenEdit.class, () -> rig.releases.schedule(draft.id(), null, now.plusSeconds(40), null, "operator"));
        assertEquals("releaseStale", refused(() -> rig.releases.schedule(draft.id(), 7L, now.plus(AHEAD), null, "operator")));
        assertEquals(ReleaseState.Code.DRAFT, rig.stored(draft.id()).state().code());
        assertTrue(new SqlRuleStore(rig.database).all().isEmpty(), "nothing of it is in the schedule");
    }

    @Test
    void cancellingIsFreeWithinTheFreezeWindowAndThrowsDraftsAway() {
        Release release = rig.scheduled(Policy.HOLD, AHEAD);
        rig.runUntil(release.booked().at().minusSeconds(10));
        assertEquals(1, site.left().size());
        rig.releases.cancel(release.id(), "not today", "operator");
        rig.world.run(Duration.ofSeconds(3));
        Release now = rig.stored(release.id());
        assertEquals(new ReleaseState.Draft("Cancelled by operator: not today"), now.state());
        assertTrue(site.left().isEmpty());
        assertTrue(new SqlRuleStore(rig.database).all().isEmpty());
        assertEquals("releaseNotScheduled", refused(() -> rig.releases.cancel(release.id(), "", "operator")));
        rig.releases.delete(release.id(), now.revision());
        assertEquals("releaseUnknown", refused(() -> rig.releases.byId(release.id())));
    }

    @Test
    void whatIsArmedIsNotEdited() {
        Release release = rig.scheduled(Policy.HOLD, AHEAD);
        rig.runUntil(release.booked().at().minusSeconds(20));
        assertEquals(new ReleaseState.Armed(), rig.stored(release.id()).state());
        assertEquals("releaseNotDraft", refused(() -> rig.releases.update(release.id(), release.revision(), rig.content(Policy.ABORT), "operator")));
        assertEquals("releaseNotOut", refused(() -> rig.releases.withdraw(release.id(), "", "operator")));
        assertEquals("outletNotFailed", refused(() -> rig.releases.retry(release.id(), new OutletId.Online(new ChannelId("site")), "operator")));
        rig.runUntil(release.booked().at().minusSeconds(1));
        assertEquals("releaseDecided", refused(() -> rig.releases.cancel(release.id(), "", "operator")));
        assertEquals("releaseDecided", refused(() -> rig.releases.hold(release.id(), "", "operator")));
    }

    @Test
    void whoIsNotReadyIsNamedAnHourAQuarterAndFiveMinutesAhead() {
        rig.walls.getFirst().percent = 61;
        Release release = rig.scheduled(Policy.HOLD, Duration.ofMinutes(62));
        Instant at = release.booked().at();
        rig.world.run(Duration.ofMinutes(1));
        assertEquals(List.of(), rig.conductor.view(release.id()).orElseThrow().problems());
        for (Duration ahead : ReleaseProblem.WARNINGS) {
            rig.runUntil(at.minus(ahead).plusSeconds(1));
            var problem = rig.conductor.view(release.id()).orElseThrow().problems().getFirst();
            assertEquals(Codes.NOT_READY, problem.code());
            assertEquals(at.minus(ahead), problem.since());
            assertTrue(problem.cause().contains("North: 61 %"), problem.cause());
            assertTrue(rig.board.screen(rig.walls.getFirst().id).orElseThrow().problems().stream().anyMatch(each -> each.code().equals("releaseNotReady")));
        }
        var worst = rig.conductor.view(release.id()).orElseThrow();
        assertEquals("North", worst.worst().orElseThrow().name());
        assertEquals(61, worst.live(worst.worst().orElseThrow()).percent());
    }
}
