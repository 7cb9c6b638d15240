package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.release.Content;
import ledwall.controller.release.Outlet;
import ledwall.controller.release.OutletId;
import ledwall.controller.release.OutletState;
import ledwall.controller.release.Policy;
import ledwall.controller.release.Release;
import ledwall.controller.release.ReleaseState;
import ledwall.controller.release.ReleaseText;
import ledwall.controller.release.ReleaseView;
import ledwall.controller.release.SimSites;
import ledwall.controller.release.Withdrawal;
import ledwall.controller.schedule.Targets;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.timeline.Instants;
import org.junit.jupiter.api.Test;

/** One release in the whole house: three walls with their agents and players, and two sites, by one decision and with proof for each. */
final class ReleaseFleetSimTest {
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final Duration NOTICE = Duration.ofSeconds(75);

    private final SimFleet fleet = new SimFleet(41);
    private final SimSites sites = new SimSites(fleet.world, fleet.database, () -> Instants.instant(fleet.timelineAt(fleet.world.nowNanos())));
    private ControllerReleases engine;
    private Release release;
    private Instant at = Instant.EPOCH;

    ReleaseFleetSimTest() {
        for (String name : List.of("one", "two", "news")) {
            fleet.upload(name, FakeMediaTools.video(name, Duration.ofSeconds(name.equals("one") ? 6 : 8)));
            fleet.world.run(Duration.ofSeconds(1));
        }
        fleet.operator("fills the loop", () -> fleet.controller().playlists().save(fleet.loop(), fleet.loopNow().revision(), "Loop",
            fleet.controller().mediaStore().all().stream().filter(media -> !media.name().equals("news"))
                .map(media -> new Playlists.Draft(null, media.id(), null, Fit.CONTAIN)).toList()));
        sites.add("feed", Duration.ofMillis(40));
        sites.add("partner", Duration.ofMillis(1_200));
        engine = sites.engage(fleet.node(), fleet.controller());
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(60));
    }

    private void schedule(Policy policy) {
        var news = fleet.controller().mediaStore().all().stream().filter(media -> media.name().equals("news")).findFirst().orElseThrow();
        var content = new Content("Opening", List.of(new Content.Item(news.id(), Fit.CONTAIN, null)), Map.of("zh", new ReleaseText("开幕", "", "今天开幕。")),
            Targets.of(Screens.DEFAULT_GROUP), LENGTH, List.of(part("feed"), part("partner")), policy, "", "");
        at = now().plus(NOTICE).truncatedTo(ChronoUnit.SECONDS);
        release = engine.releases().schedule(engine.releases().create(content, "operator").id(), null, at, null, "operator");
    }

    private static Content.ChannelPart part(String name) {
        return new Content.ChannelPart(new ChannelId(name), Map.of(), null);
    }

    private Instant now() {
        return Instants.instant(fleet.timelineAt(fleet.world.nowNanos()));
    }

    private void runTo(Instant instant) {
        fleet.world.run(Duration.between(now(), instant));
    }

    private Release stored() {
        return engine.releases().byId(release.id());
    }

    private Outlet outlet(SimWall wall) {
        return stored().outlet(new OutletId.Wall(wall.screen().id())).orElseThrow();
    }

    /** What a wall showed, second by second from the instant on: r, o, or d for dark. */
    private String seen(SimWall wall, int fromSecond, int untilSecond) {
        long zero = Instants.nanos(at) - fleet.timelineAt(fleet.world.nowNanos()) + fleet.world.nowNanos();
        var out = new StringBuilder();
        IntStream.range(fromSecond, untilSecond).forEach(second -> {
            String name = fleet.nameOf(wall.truth().pathAt(zero + second * 1_000_000_000L + 500_000_000L));
            out.append(name.equals("news") ? 'r' : name.equals("dark") ? 'd' : 'o');
        });
        return out.toString();
    }

    @Test
    void wallsAndSitesShowItAtOneInstantEachWithProof() {
        schedule(Policy.HOLD);
        runTo(at.minusSeconds(10));
        assertEquals(new ReleaseState.Armed(), stored().state());
        runTo(at.plusSeconds(9));
        assertEquals(new ReleaseState.Live(), stored().state());
        for (Outlet outlet : stored().outlets()) {
            assertEquals(OutletState.CONFIRMED, outlet.state());
            assertTrue(outlet.evidence().exact(), outlet.name() + " is proved by its own record");
            Duration skew = outlet.skew(at).orElseThrow();
            assertTrue(skew.abs().toMillis() < (outlet.isWall() ? 100 : 500), outlet.name() + " was seen " + skew.toMillis() + " ms after the instant");
        }
        for (String site : List.of("feed", "partner")) {
            Instant truth = sites.since(site, stored()).orElseThrow();
            Instant told = stored().outlet(new OutletId.Online(new ChannelId(site))).orElseThrow().times().actualAt();
            assertTrue(Duration.between(truth, told).abs().toMillis() < 300, site + ": " + truth + " was told as " + told);
        }
        runTo(at.plusSeconds(40));
        for (SimWall wall : fleet.walls) {
            assertEquals("o".repeat(3) + "r".repeat(30) + "o".repeat(3), seen(wall, -3, 33), wall.host);
        }
    }

    @Test
    void whatCannotBeRenderedForTheLoopKeepsNoReleaseOffTheWalls() {
        fleet.upload("odd", FakeMediaTools.videoWithout(Fit.COVER, Duration.ofSeconds(5)));
        fleet.world.run(Duration.ofSeconds(1));
        fleet.operator("adds to the loop what cannot be made", () -> {
            var loop = fleet.loopNow();
            var drafts = new ArrayList<>(loop.items().stream().map(item -> new Playlists.Draft(item.id(), item.content(), item.terms())).toList());
            var odd = fleet.controller().mediaStore().all().stream().filter(media -> media.name().equals("odd")).findFirst().orElseThrow();
            drafts.add(new Playlists.Draft(null, odd.id(), null, Fit.COVER));
            return fleet.controller().playlists().save(fleet.loop(), loop.revision(), "Loop", drafts);
        });
        fleet.world.run(Duration.ofSeconds(5));
        schedule(Policy.HOLD);
        runTo(at.plusSeconds(9));
        assertEquals(new ReleaseState.Live(), stored().state(), () -> stored().outlets().toString());
        for (SimWall wall : fleet.walls) {
            assertEquals("o".repeat(60) + "r".repeat(8), seen(wall, -60, 8), "nothing else is seen of it on " + wall.host);
            assertTrue(fleet.controller().board().screen(wall.screen().id()).orElseThrow().problems().stream()
                .anyMatch(problem -> problem.code().equals("notRenderableAhead") && problem.cause().contains("odd")), "and it is told");
        }
    }

    @Test
    void aLinkCutBetweenThePointOfNoReturnAndTheInstantIsToldAndItsWallIsWithdrawnWhenItIsBack() {
        schedule(Policy.HOLD);
        SimWall lost = fleet.walls.get(1);
        // The partner is called 600 ms early, so the point of no return lies 2.6 s before the instant.
        runTo(at.minusMillis(2_700));
        assertTrue(stored().isUndecided());
        fleet.world.runUntil(() -> !stored().isUndecided(), Duration.ofMillis(500));
        fleet.world.network().partition(SimFleet.CONTROLLER, lost.host);
        runTo(at.plusSeconds(10));
        assertEquals(ReleaseState.Code.PARTLY_LIVE, stored().state().code());
        assertEquals(OutletState.FAILED, outlet(lost).state());
        assertTrue(List.of("wallOffline", "wallSilent").contains(outlet(lost).cause().code()), outlet(lost).cause().toString());
        assertFalse(seen(lost, 0, 9).contains("r"), "without its token the ordinary programme goes on");
        engine.releases().withdraw(release.id(), "wrong", "operator");
        fleet.world.run(Duration.ofSeconds(3));
        ReleaseView view = engine.conductor().view(release.id()).orElseThrow();
        assertEquals(Withdrawal.State.NOT_REACHED, view.live(outlet(lost)).withdrawal().state());
        assertEquals(OutletState.WITHDRAWN, outlet(fleet.walls.get(0)).state());
        assertEquals(0, sites.visible("feed") + sites.visible("partner"));
        assertFalse(seen(fleet.walls.get(0), 12, 13).contains("r"), "it left the glass at once");
        fleet.world.network().healAll();
        fleet.world.runUntil(() -> outlet(lost).state() == OutletState.WITHDRAWN, Duration.ofSeconds(60));
    }

    @Test
    void aGoThatIsStoredIsCarriedOutByTheNextController() {
        schedule(Policy.HOLD);
        runTo(at.minusMillis(2_700));
        fleet.world.runUntil(() -> !stored().isUndecided(), Duration.ofMillis(500));
        fleet.killController();
        runTo(at.plusSeconds(2));
        fleet.startController(false);
        engine = sites.engage(fleet.node(), fleet.controller());
        runTo(at.plusSeconds(25));
        assertEquals(new ReleaseState.Live(), stored().state(), () -> stored().outlets().toString());
        assertEquals(2, sites.visible("feed") + sites.visible("partner"));
        for (SimWall wall : fleet.walls) {
            assertTrue(seen(wall, 0, 24).contains("r"), wall.host + " heard of it in time, or shows it from its next cue on");
        }
    }

    @Test
    void theNextControllerTakesUpAScheduledReleaseAsItStands() {
        schedule(Policy.HOLD);
        runTo(at.minusSeconds(60));
        var before = engine.releases().history(release.id());
        var walls = stored().outlets();
        fleet.killController();
        fleet.startController(false);
        engine = sites.engage(fleet.node(), fleet.controller());
        fleet.world.run(Duration.ofSeconds(1));
        var after = engine.releases().history(release.id());
        assertEquals(List.of(), after.subList(before.size(), after.size()).stream().filter(step -> step.outlet() instanceof OutletId.Wall).toList());
        assertEquals(walls.size(), stored().outlets().size());
    }

    @Test
    void oneThatIsRefusedBeforeThePointOfNoReturnKeepsAllFromGoing() {
        sites.refuses("partner");
        schedule(Policy.HOLD);
        runTo(at.plusSeconds(10));
        assertEquals(ReleaseState.Code.DRAFT, stored().state().code());
        assertEquals(0, sites.called("feed") + sites.called("partner"));
        for (SimWall wall : fleet.walls) {
            assertEquals("o".repeat(10), seen(wall, 0, 10), wall.host);
        }
    }

    @Test
    void whatNeedsNoTokenIsNotSeenAfterItWasCancelledInTheLastSeconds() {
        schedule(Policy.GO_WITHOUT);
        runTo(at.minusSeconds(5));
        engine.releases().cancel(release.id(), "", "operator");
        runTo(at.plusSeconds(12));
        for (SimWall wall : fleet.walls) {
            assertEquals("o".repeat(12), seen(wall, 0, 12), wall.host);
        }
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
    }
}
