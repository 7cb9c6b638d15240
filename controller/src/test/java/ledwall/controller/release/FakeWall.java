package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import ledwall.controller.release.WallLines.Media;
import ledwall.controller.release.WallLines.Seen;
import ledwall.controller.schedule.ReleaseMark;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.timeline.Verdict;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;

/**
 * A wall with its agent, as far as releases go: it learns of rules and tokens while it is connected, and shows by itself what it holds. It outlives every
 * controller; what it heard, it keeps.
 */
final class FakeWall {
    static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration GLASS = Duration.ofMillis(100);
    private static final Duration LINE = Duration.ofMillis(20);

    final ScreenId id;
    final String name;
    /** Of the media of a release; less than all of them while it fetches. */
    int percent = 100;
    boolean clockLocked = true;
    /** Whether the network is there. */
    boolean cut;
    /** What it holds: the release's window, as the newest programme has it. */
    @Nullable Plan plan;
    /** What it heard of each release: a go of a revision, or a withdrawal for good. */
    final TreeMap<ReleaseId, Kept> kept = new TreeMap<>();
    /** When it showed a release, by its name: truth for tests. */
    final TreeMap<ReleaseRef, List<Instant>> shown = new TreeMap<>();
    @Nullable ReleaseRef onAir;
    private final SimWorld world;
    private final Supplier<Instant> timeline;
    private final BooleanSupplier controllerUp;
    /** Records that no controller has taken yet. */
    private final List<Unsaid> unsaid = new ArrayList<>();
    private @Nullable Link link;
    private long links;

    private record Unsaid(ReleaseRef release, ItemId item, Instant since) {}

    record Plan(ReleaseMark mark, Instant at, Instant until, List<ItemId> items) {}

    record Kept(long revision, Verdict verdict, Instant heardAt) {}

    /** What the controller's side of a connection hears. */
    interface Link {
        void connected(FakeWall wall);

        void lost(FakeWall wall);

        void heartbeat(FakeWall wall, boolean locked, @Nullable ReleaseRef of, @Nullable Media media, Seen seen);

        void keeps(FakeWall wall, ReleaseId release, Kept what);

        void shows(FakeWall wall, ReleaseRef release, ItemId item, Instant since);

        @Nullable Plan newest(FakeWall wall);
    }

    FakeWall(SimWorld world, ScreenId id, String name, Supplier<Instant> timeline, BooleanSupplier controllerUp) {
        this.world = world;
        this.id = id;
        this.name = name;
        this.timeline = timeline;
        this.controllerUp = controllerUp;
        glass();
    }

    /** It found a controller. */
    void connect(Link side) {
        link = side;
        long mine = ++links;
        side.connected(this);
        beat(mine);
    }

    void lose() {
        Link was = link;
        link = null;
        links++;
        if (was != null && controllerUp.getAsBoolean()) {
            was.lost(this);
        }
    }

    boolean connected() {
        return link != null;
    }

    private void beat(long mine) {
        Link side = link;
        if (side == null || mine != links || !controllerUp.getAsBoolean()) {
            return;
        }
        if (!cut) {
            plan = side.newest(this);
            Plan has = plan;
            Instant now = timeline.get();
            ItemId item = onAir == null || has == null ? new ItemId("item-ordinary") : has.items().getFirst();
            var seen = new Seen(PlayState.PLAYING, item, onAir == null ? "ordinary" : "release", now, onAir == null ? now : shown.get(onAir).getFirst());
            side.heartbeat(this, clockLocked, has == null ? null : has.mark().release(), has == null ? null : new Media(percent, 100), seen);
        }
        world.after(HEARTBEAT, () -> beat(mine));
    }

    /** The controller says something; it gets there if the line holds. */
    void told(ReleaseRef release, Verdict verdict) {
        long mine = links;
        world.after(LINE, () -> {
            if (cut || mine != links) {
                return;
            }
            Kept known = kept.get(release.release());
            boolean news = known == null || (known.verdict() == Verdict.GO && (verdict == Verdict.WITHDRAWN || known.revision() != release.revision()));
            if (news) {
                kept.put(release.release(), new Kept(release.revision(), verdict, timeline.get()));
            }
            Link side = link;
            if (side != null && controllerUp.getAsBoolean()) {
                world.after(LINE, () -> {
                    if (!cut && mine == links && controllerUp.getAsBoolean()) {
                        side.keeps(this, release.release(), kept.get(release.release()));
                    }
                });
            }
        });
    }

    private void glass() {
        Instant now = timeline.get();
        Plan has = plan;
        ReleaseRef next = null;
        if (has != null && percent == 100 && !now.isBefore(has.at()) && now.isBefore(has.until()) && open(has)) {
            next = has.mark().release();
        }
        if (next != null && !next.equals(onAir)) {
            Instant since = now.isBefore(has.at().plus(GLASS)) ? has.at() : now;
            shown.computeIfAbsent(next, first -> new ArrayList<>()).add(since);
            unsaid.add(new Unsaid(next, has.items().getFirst(), since));
        }
        onAir = next;
        Link side = link;
        if (side != null && !cut && controllerUp.getAsBoolean()) {
            unsaid.forEach(each -> side.shows(this, each.release(), each.item(), each.since()));
            unsaid.clear();
        }
        world.after(GLASS, this::glass);
    }

    private boolean open(Plan has) {
        Kept heard = kept.get(has.mark().release().release());
        if (heard != null && heard.verdict() == Verdict.WITHDRAWN) {
            return false;
        }
        return !has.mark().needsToken() || (heard != null && heard.revision() == has.mark().release().revision());
    }
}
