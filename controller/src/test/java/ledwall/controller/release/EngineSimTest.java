package ledwall.controller.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ledwall.controller.change.Change;
import ledwall.controller.release.FakeSite.Mishap;
import ledwall.controller.schedule.Targets;
import ledwall.protocol.id.ChannelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a release does as people and sites and walls see it: three walls, a quick site and a slow one. */
final class EngineSimTest {
    private static final Duration AHEAD = Duration.ofSeconds(30);

    private EngineRig rig;
    private FakeSite quick;
    private FakeSite slow;
    private Release release;
    private Instant at;

    private void begin(long seed, Policy policy) {
        arrange(seed);
        schedule(policy);
    }

    private void arrange(long seed) {
        rig = new EngineRig(seed);
        quick = rig.site("quick", Duration.ofMillis(200));
        slow = rig.site("slow", Duration.ofSeconds(3));
        rig.world.run(Duration.ofSeconds(3));
    }

    private void schedule(Policy policy) {
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

    private ReleaseView view() {
        return rig.conductor.view(release.id()).orElseThrow();
    }

    private List<String> problems() {
        return view().problems().stream().map(ReleaseProblem::code).toList();
    }

    private Instant decideAt() {
        return at.minus(slow.median().dividedBy(2)).minusSeconds(2);
    }

    @Test
    void allGoLiveTogetherAndEachWithItsProof() {
        begin(1, Policy.HOLD);
        rig.runUntil(decideAt().minusSeconds(6));
        assertEquals(new ReleaseState.Armed(), now().state());
        assertEquals(decideAt(), view().decideAt());
        assertEquals(5, view().ready());
        assertEquals(0, quick.healthAsked);
        rig.runUntil(at.plusSeconds(8));
        assertEquals(new ReleaseState.Live(), now().state());
        assertEquals(1, slow.healthAsked, "asked once, shortly before the point of no return");
        for (Outlet outlet : now().outlets()) {
            assertEquals(OutletState.CONFIRMED, outlet.state(), outlet.name());
            Duration skew = outlet.skew(at).orElseThrow();
            assertTrue(skew.abs().compareTo(Duration.ofSeconds(1)) < 0, outlet.name() + " was seen " + skew + " after the instant");
            assertTrue(outlet.evidence().exact());
        }
        assertTrue(site(slow).times().calledAt().isBefore(at.minusSeconds(1)), "called early, by its median");
        assertEquals("https://slow.example/" + EngineRig.key(now(), new ChannelId("slow")), site(slow).evidence().url());
        assertFalse(rig.conductor.view(release.id()).isPresent(), "nothing is left to be done");
    }

    @Test
    void whoIsRefusedBeforeThePointOfNoReturnKeepsAllFromGoingUnderHold() {
        for (long seed = 1; seed <= 100; seed++) {
            arrange(seed);
            boolean wall = seed % 3 == 0;
            if (wall) {
                rig.walls.get((int) seed % 2).percent = 90;
            } else if (seed % 3 == 1) {
                slow.refusesDrafts = true;
            } else {
                quick.well = false;
            }
            schedule(Policy.HOLD);
            rig.runUntil(at.plusSeconds(10));
            assertEquals(ReleaseState.Code.DRAFT, now().state().code());
            assertEquals(0, quick.publishCalls + slow.publishCalls);
            assertTrue(rig.walls.stream().allMatch(each -> each.shown.isEmpty()));
            assertEquals(Decision.Verdict.HOLD, now().decision().verdict());
            assertNull(now().booking());
            assertTrue(now().state().why().contains(wall ? "90 %" : seed % 3 == 1 ? "3 MiB" : "the site is down"), now().state().why());
            rig.close();
        }
    }

    @Test
    void aHeldReleaseGoesWithTheDraftsThatItHadOnceItsReasonIsMended() {
        arrange(2);
        rig.walls.getFirst().percent = 50;
        schedule(Policy.HOLD);
        rig.runUntil(at.plusSeconds(1));
        assertEquals(ReleaseState.Code.DRAFT, now().state().code());
        assertEquals(1, quick.left().size());
        rig.walls.getFirst().percent = 100;
        long before = now().revision();
        release = rig.releases.schedule(release.id(), before, rig.clock.instant().plus(AHEAD), null, "operator");
        rig.known.refresh();
        assertEquals(before + 1, release.revision());
        rig.runUntil(release.booked().at().plusSeconds(8));
        assertEquals(new ReleaseState.Live(), now().state());
        assertEquals(1, quick.visible());
    }

    @Test
    void anAbortedReleaseLeavesNothingBehind() {
        arrange(3);
        slow.refusesDrafts = true;
        schedule(Policy.ABORT);
        rig.runUntil(at.plusSeconds(5));
        assertEquals(ReleaseState.Code.FAILED, now().state().code());
        assertTrue(quick.left().isEmpty(), "drafts are thrown away");
        assertEquals(OutletState.WITHDRAWN, site(quick).state());
        assertTrue(rig.walls.stream().allMatch(each -> each.shown.isEmpty()));
    }

    @Test
    void withoutWhoeverIsNotReadyTheOthersGo() {
        arrange(4);
        slow.refusesDrafts = true;
        rig.walls.get(1).percent = 10;
        schedule(Policy.GO_WITHOUT);
        rig.runUntil(at.plusSeconds(9));
        assertEquals(ReleaseState.Code.PARTLY_LIVE, now().state().code());
        assertEquals(1, quick.visible());
        assertEquals(0, slow.publishCalls);
        assertEquals(List.of(OutletState.CONFIRMED, OutletState.FAILED, OutletState.CONFIRMED), List.of(wall(0).state(), wall(1).state(), wall(2).state()));
        assertEquals("coverTooLarge", site(slow).cause().code(), "what refused it first is told");
        assertTrue(problems().contains(Codes.PARTLY_LIVE));
    }

    @Test
    void aWallCutOffBetweenPointOfNoReturnAndInstantIsNamedSoon() {
        begin(5, Policy.HOLD);
        FakeWall lost = rig.walls.getFirst();
        lost.percent = 100;
        rig.runUntil(decideAt().plusMillis(1));
        lost.cut = true;
        rig.runUntil(at.plusSeconds(8));
        assertEquals(ReleaseState.Code.PARTLY_LIVE, now().state().code());
        assertEquals(Codes.WALL_SILENT, wall(0).cause().code());
        assertTrue(lost.shown.isEmpty(), "without its token it gives way to the ordinary programme");
        assertTrue(problems().contains(Codes.PARTLY_LIVE));
        assertTrue(rig.board.screen(lost.id).orElseThrow().problems().stream().anyMatch(problem -> problem.code().equals("releaseNotShown")));
        // It comes back and shows it late: the truth is set right, with its skew.
        lost.cut = false;
        lost.lose();
        lost.connect(rig.known);
        rig.world.run(Duration.ofSeconds(5));
        assertEquals(new ReleaseState.Live(), now().state());
        assertTrue(wall(0).skew(at).orElseThrow().compareTo(Duration.ofSeconds(7)) > 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {40, -40, 2, -2, 86_400, -86_400})
    void aStepOfTheWallClockInTheLastMinuteMovesNothingAndIsTold(long seconds) {
        begin(9, Policy.HOLD);
        rig.runUntil(at.minusSeconds(20));
        rig.world.clock(EngineRig.CONTROLLER).step(Duration.ofSeconds(seconds));
        rig.world.run(Duration.ofSeconds(3));
        assertTrue(problems().contains(Codes.CLOCK_STEPPED));
        rig.runUntil(at.plusSeconds(9));
        assertEquals(new ReleaseState.Live(), now().state());
        assertTrue(now().outlets().stream().allMatch(outlet -> outlet.skew(at).orElseThrow().abs().compareTo(Duration.ofSeconds(1)) < 0));
    }

    @Test
    void whatIsWrongIsNotOlderThanTheRelease() {
        arrange(14);
        rig.walls.getFirst().percent = 50;
        schedule(Policy.HOLD);
        rig.world.run(Duration.ofSeconds(12));
        ReleaseProblem problem = view().problems().stream().filter(each -> each.code().equals(Codes.NOT_READY)).findFirst().orElseThrow();
        assertFalse(problem.since().isBefore(now().createdAt()), "since " + problem.since() + ", made at " + now().createdAt());
    }

    /** Hours later by itself is not the same moment: it fails now, and a person may try it again. */
    @Test
    void aSiteThatTakesNoMoreCallsTodayHasFailedAndIsNotPublishedTomorrow() {
        begin(16, Policy.HOLD);
        quick.limitedFor = Duration.ofHours(9);
        quick.always = Mishap.RATE_LIMITED;
        rig.runUntil(at.plusSeconds(8));
        assertEquals(OutletState.FAILED, site(quick).state());
        assertEquals(Codes.CHANNEL_GAVE_UP, site(quick).cause().code());
        assertTrue(problems().contains(Codes.PARTLY_LIVE));
    }

    @Test
    void aSiteThatPutsItOffIsAnAlarmAlreadyWhileItWaits() {
        begin(17, Policy.HOLD);
        quick.limitedFor = Duration.ofMinutes(1);
        quick.always = Mishap.RATE_LIMITED;
        rig.runUntil(at.plusSeconds(8));
        assertEquals(OutletState.READY, site(quick).state());
        assertTrue(problems().contains(Codes.PARTLY_LIVE));
        quick.always = null;
        rig.runUntil(at.plusSeconds(70));
        assertEquals(new ReleaseState.Live(), now().state());
    }

    @Test
    void whatASiteSaysByItselfIsHeardAtOnce() {
        begin(15, Policy.HOLD);
        quick.slowToShow = true;
        quick.patience = Duration.ofSeconds(30);
        rig.runUntil(at.plusSeconds(5));
        assertEquals(OutletState.SUBMITTED, site(quick).state());
        rig.changes.post(new Change(Change.Kind.CHANNEL, quick.name));
        rig.world.run(Duration.ofMillis(500));
        assertEquals(OutletState.CONFIRMED, site(quick).state());
    }

    @Test
    void whatWasBeingPreparedBeforeAnEditIsThrownAwayAndNeverPublished() {
        arrange(17);
        for (int millis = 50; millis < 4_000; millis += 450) {
            Content first = rig.content(Policy.HOLD);
            release = rig.releases.create(new Content(first.name(), first.items(), first.texts(), Targets.NOBODY, first.length(), first.channels(), first.policy(), "",
                ""), "operator");
            release = rig.releases.schedule(release.id(), null, rig.clock.instant().plus(AHEAD), null, "operator");
            rig.world.run(Duration.ofMillis(millis));
            rig.releases.hold(release.id(), "", "operator");
            Content old = now().content();
            Content other = new Content("Another", old.items(), old.texts(), old.targets(), old.length(), old.channels(), old.policy(), "", "");
            Release edited = rig.releases.update(release.id(), now().revision(), other, "operator");
            release = rig.releases.schedule(release.id(), edited.revision(), rig.clock.instant().plus(AHEAD), null, "operator");
            at = release.booked().at();
            rig.runUntil(at.plusSeconds(12));
            assertEquals(new ReleaseState.Live(), now().state());
            for (FakeSite site : List.of(quick, slow)) {
                String key = release.id() + "." + release.revision() + "." + site.name;
                assertEquals(1, site.visible(key), "edited after " + millis + " ms: " + site.left());
                assertTrue(site.left().values().stream().allMatch(visible -> visible == 1), "edited after " + millis + " ms: " + site.left());
            }
        }
    }

    /** It is asked how it is for the second release while the first is due: that one is not late for it. */
    @Test
    void aSiteThatIsSlowToSayHowItIsMakesNoOtherReleaseLate() {
        arrange(18);
        rig.sites.all.remove("slow");
        schedule(Policy.HOLD);
        Content content = rig.content(Policy.GO_WITHOUT);
        Release next = rig.releases.create(new Content(content.name(), content.items(), content.texts(), Targets.NOBODY, content.length(), content.channels(),
            content.policy(), "", ""), "operator");
        rig.releases.schedule(next.id(), null, at.plusSeconds(5), null, "operator");
        rig.runUntil(at.minusSeconds(3));
        quick.healthTakes = Duration.ofSeconds(12);
        rig.runUntil(at.plusSeconds(8));
        assertTrue(site(quick).skew(at).orElseThrow().abs().toMillis() < 1_000, "seen " + site(quick).skew(at).orElseThrow() + " from the instant");
    }

    @Test
    void severalReleasesAtOneInstantOnOneChannelDoNotWaitForEachOtherBehindIt() {
        arrange(16);
        slow.effectAt = 1;
        rig.sites.all.remove("quick");
        var all = new ArrayList<Release>();
        Instant then = rig.clock.instant().plus(AHEAD);
        for (int i = 0; i < 3; i++) {
            Content content = rig.content(Policy.HOLD);
            Release draft = rig.releases.create(new Content(content.name(), content.items(), content.texts(), Targets.NOBODY, content.length(), content.channels(),
                content.policy(), "", ""), "operator");
            all.add(rig.releases.schedule(draft.id(), null, then, null, "operator"));
        }
        rig.runUntil(then.plusSeconds(20));
        for (Release each : all) {
            Outlet outlet = rig.stored(each.id()).outlets().getFirst();
            assertEquals(OutletState.CONFIRMED, outlet.state());
            // Each call takes about 3 s: together they would be 6 s behind, with each at its own lead alone.
            assertTrue(outlet.skew(then).orElseThrow().abs().toMillis() < 4_500, "seen " + outlet.skew(then).orElseThrow() + " from the instant");
        }
        assertEquals(3, slow.publishCalls, "nobody had to try again");
    }

    @Test
    void aChannelThatVanishesIsNamedBeforeAndAfterThePointOfNoReturn() {
        begin(10, Policy.HOLD);
        rig.runUntil(decideAt().minusSeconds(8));
        rig.sites.all.remove("quick");
        rig.runUntil(at.plusSeconds(1));
        assertEquals(ReleaseState.Code.DRAFT, now().state().code());
        assertTrue(now().state().why().contains("removed"), now().state().why());
        rig.close();
        begin(11, Policy.HOLD);
        rig.runUntil(decideAt().plusMillis(300));
        rig.sites.all.remove("quick");
        rig.runUntil(at.plusSeconds(8));
        assertEquals(ReleaseState.Code.PARTLY_LIVE, now().state().code());
        assertEquals(Codes.CHANNEL_GONE, site(quick).cause().code());
    }

    @Test
    void aSiteThatRefusesLaterIsNotLiveAndSaysWhy() {
        begin(12, Policy.HOLD);
        quick.mishaps = List.of(Mishap.REFUSED_LATER, Mishap.REFUSED_LATER, Mishap.REFUSED_LATER, Mishap.REFUSED_LATER, Mishap.REFUSED_LATER,
            Mishap.REFUSED_LATER, Mishap.REFUSED_LATER, Mishap.REFUSED_LATER, Mishap.REFUSED_LATER, Mishap.REFUSED_LATER, Mishap.REFUSED_LATER);
        rig.runUntil(at.plusSeconds(9));
        assertEquals(1, quick.publishCalls);
        assertEquals(ReleaseState.Code.PARTLY_LIVE, now().state().code());
        assertEquals("reviewRefused", site(quick).cause().code());
        // Somebody mended it there and tries again: it is asked what became of the first call, before another one.
        quick.mishaps = List.of();
        rig.releases.retry(release.id(), site(quick).id(), "operator");
        rig.world.run(Duration.ofSeconds(3));
        assertEquals(1, quick.publishCalls);
        assertEquals("reviewRefused", site(quick).cause().code());
    }
}
