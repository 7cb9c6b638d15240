package ledwall.controller.release;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import ledwall.controller.calendar.When;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.schedule.Rule;
import ledwall.controller.storage.SqlPlaylistStore;
import ledwall.controller.storage.SqlRuleStore;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The controller's side of the fake walls: what each is to be told lives as long as the database, what each said as long as the process. Rules reach a wall with
 * its heartbeats.
 */
final class KnownWalls implements WallLines, FakeWall.Link {
    private final EngineRig rig;
    private final TreeMap<ScreenId, TreeMap<ReleaseId, Order>> orders = new TreeMap<>();
    private final TreeMap<ScreenId, TreeMap<ReleaseId, FakeWall.Kept>> kept = new TreeMap<>();
    private final TreeMap<ScreenId, Heard> heard = new TreeMap<>();
    private @Nullable Changes changes;
    private FakeWall.@Nullable Plan newest;

    private record Order(ReleaseRef release, Verdict verdict) {}

    private record Heard(Instant at, boolean locked, @Nullable ReleaseRef of, @Nullable Media media, Seen seen) {}

    KnownWalls(EngineRig rig) {
        this.rig = rig;
    }

    void began(Changes its) {
        changes = its;
        heard.clear();
        refresh();
        its.subscribe(change -> {
            if (change.kind() == Change.Kind.RULE) {
                refresh();
            }
        });
    }

    void died() {
        heard.clear();
        rig.walls.forEach(FakeWall::lose);
    }

    /** What the schedule says now; a planner would have told the walls. */
    void refresh() {
        Optional<Rule> rule = new SqlRuleStore(rig.database).all().stream().filter(each -> each.release() != null).findFirst();
        newest = rule.map(each -> {
            var when = (When.Once) each.when();
            var items = new SqlPlaylistStore(rig.database).byId(each.playlist()).orElseThrow().items().stream().map(item -> item.id()).toList();
            return new FakeWall.Plan(Objects.requireNonNull(each.release()), when.from(), when.until(), items);
        }).orElse(null);
    }

    @Override
    public Report report(ScreenId screen, ReleaseRef release) {
        FakeWall wall = wall(screen);
        Heard last = heard.get(screen);
        FakeWall.Kept holds = kept.getOrDefault(screen, new TreeMap<>()).get(release.release());
        Instant go = holds != null && holds.verdict() == Verdict.GO && holds.revision() == release.revision() ? holds.heardAt() : null;
        Instant gone = holds != null && holds.verdict() == Verdict.WITHDRAWN ? holds.heardAt() : null;
        Media media = last != null && release.equals(last.of()) ? last.media() : null;
        return new Report(wall.connected(), last == null ? null : last.at(), last != null && last.locked(), false, media, go, gone,
            last == null ? null : last.seen());
    }

    @Override
    public void order(ReleaseRef release, List<ScreenId> screens, Verdict verdict) {
        rig.tokensOnlyOfWhatIsStored(release, verdict);
        for (ScreenId screen : screens) {
            Map<ReleaseId, Order> all = orders.computeIfAbsent(screen, first -> new TreeMap<>());
            Order before = all.get(release.release());
            if (before == null || before.verdict() == Verdict.GO) {
                all.put(release.release(), new Order(release, verdict));
            }
            FakeWall wall = wall(screen);
            if (wall.connected()) {
                wall.told(release, verdict);
            }
        }
    }

    private FakeWall wall(ScreenId screen) {
        return rig.walls.stream().filter(each -> each.id.equals(screen)).findFirst().orElseThrow();
    }

    @Override
    public void connected(FakeWall wall) {
        orders.getOrDefault(wall.id, new TreeMap<>()).values().forEach(order -> wall.told(order.release(), order.verdict()));
    }

    @Override
    public void lost(FakeWall wall) {
        // What it said last stays: that is the time of the last contact.
    }

    @Override
    public void heartbeat(FakeWall wall, boolean locked, @Nullable ReleaseRef of, @Nullable Media media, Seen seen) {
        heard.put(wall.id, new Heard(rig.timeline(), locked, of, media, seen));
    }

    @Override
    public void keeps(FakeWall wall, ReleaseId release, FakeWall.Kept what) {
        kept.computeIfAbsent(wall.id, first -> new TreeMap<>()).put(release, what);
    }

    @Override
    public void shows(FakeWall wall, ReleaseRef release, ItemId item, Instant since) {
        rig.records.add(wall.id, item, since, since);
        rig.tell(new Change(Change.Kind.AS_RUN, wall.id.value()), changes);
    }

    @Override
    public FakeWall.@Nullable Plan newest(FakeWall wall) {
        return newest;
    }
}
