package ledwall.controller.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import ledwall.protocol.id.ChannelId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the record of a release when all is over: every step, its instant, and why. */
final class StepsSimTest {
    private static final Duration AHEAD = Duration.ofSeconds(30);

    private EngineRig rig;
    private FakeSite site;

    @BeforeEach
    void begin() {
        rig = new EngineRig(11);
        site = rig.site("site", Duration.ofMillis(300));
        rig.world.run(Duration.ofSeconds(3));
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private List<HistoryEntry> of(Release release, @Nullable OutletId outlet) {
        return rig.history(release.id()).stream().filter(step -> outlet == null ? step.outlet() == null : outlet.equals(step.outlet())).toList();
    }

    private static List<String> names(List<HistoryEntry> steps) {
        return steps.stream().map(HistoryEntry::to).toList();
    }

    private static @Nullable Instant about(List<HistoryEntry> steps, String to) {
        return steps.stream().filter(step -> step.to().equals(to)).map(HistoryEntry::about).toList().getLast();
    }

    @Test
    void aReleaseThatGoesAndIsTakenBackTellsWhenEachOfThatWas() {
        Release draft = rig.releases.create(rig.content(Policy.HOLD), "operator");
        rig.releases.update(draft.id(), 1, draft.content(), "editor");
        Release release = rig.releases.schedule(draft.id(), null, rig.clock.instant().plus(AHEAD), null, "operator");
        rig.known.refresh();
        Instant at = release.booked().at();
        rig.runUntil(at.plusSeconds(8));
        rig.releases.withdraw(release.id(), "wrong date", "operator");
        rig.known.refresh();
        rig.world.run(Duration.ofSeconds(5));

        Release now = rig.stored(release.id());
        var whole = of(release, null);
        assertEquals(List.of("draft", "edited", "scheduled", "preparing", "armed", "decided go", "live", "withdrawn"), names(whole));
        assertEquals(at, about(whole, "scheduled"));
        assertEquals(now.decision().at(), about(whole, "decided go"));
        assertEquals(List.of("operator", "editor", "operator"), whole.stream().map(HistoryEntry::by).limit(3).toList());
        assertEquals("wrong date", whole.getLast().words());

        OutletId wall = new OutletId.Wall(rig.walls.getFirst().id);
        var ofWall = of(release, wall);
        assertEquals(List.of("scheduled", "called", "ready", "submitted", "confirmed", "withdrawal sent", "withdrawn", "withdrawal confirmed"), names(ofWall));
        assertEquals(now.outlet(wall).orElseThrow().times().calledAt(), about(ofWall, "called"));
        assertEquals(now.outlet(wall).orElseThrow().times().actualAt(), about(ofWall, "confirmed"));

        var ofSite = of(release, new OutletId.Online(new ChannelId("site")));
        assertTrue(names(ofSite).containsAll(List.of("scheduled", "ready", "submitting", "confirmed", "withdrawal confirmed")), ofSite::toString);
        assertTrue(ofSite.stream().anyMatch(step -> step.to().equals("confirmed") && step.words().startsWith("https://site.example/")), ofSite::toString);
        Instant last = Instant.MIN;
        for (HistoryEntry step : rig.history(release.id())) {
            assertTrue(!step.at().isBefore(last), "in order: " + step);
            last = step.at();
        }
    }

    @Test
    void aReleaseThatIsHeldAtThePointOfNoReturnTellsWhoLacked() {
        site.refusesDrafts = true;
        Release release = rig.scheduled(Policy.HOLD, AHEAD);
        rig.runUntil(release.booked().at().plusSeconds(8));
        var whole = of(release, null);
        assertEquals(List.of("decided hold", "draft"), names(whole).subList(whole.size() - 2, whole.size()));
        assertTrue(whole.get(whole.size() - 2).words().contains("site"), whole::toString);
        var failed = of(release, new OutletId.Online(new ChannelId("site"))).stream().filter(step -> step.to().equals("failed")).toList().getFirst();
        assertEquals(rig.stored(release.id()).outlets().getFirst().cause(), new Cause(String.valueOf(failed.code()), failed.words()));
    }
}
