package ledwall.controller.release.walls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.ReleaseOrder;
import ledwall.protocol.message.ReleaseProgress;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Tokens;
import ledwall.protocol.timeline.Verdict;
import org.jspecify.annotations.Nullable;

/** One screen: its orders, its session and its last words. On the control loop. */
final class Wall {
    private final TreeMap<ReleaseId, EnumMap<Verdict, WallOrder>> orders = new TreeMap<>();
    @Nullable Consumer<ToAgent> line;
    private @Nullable Instant heartbeatAt;
    /** Of the last session. */
    private @Nullable Heartbeat heartbeat;
    /** Made when it is asked for: a start takes up thousands of orders, one by one. */
    private @Nullable Tokens tokens;
    private int dropped;

    void connected(Consumer<ToAgent> out) {
        line = out;
        heartbeat = null;
    }

    void heard(Heartbeat said, Instant at) {
        heartbeat = said;
        heartbeatAt = at;
    }

    @Nullable WallOrder order(ReleaseId release, Verdict verdict) {
        var its = orders.get(release);
        return its == null ? null : its.get(verdict);
    }

    void put(WallOrder order) {
        orders.computeIfAbsent(order.ref().release(), any -> new EnumMap<>(Verdict.class)).put(order.verdict(), order);
        tokens = null;
    }

    /** The verdict that counts on each release, without what is long past: a screen that keeps it needs it no more, one that does not has no use for it. */
    List<ReleaseOrder.Order> list(Instant longPast) {
        var out = new ArrayList<WallOrder>();
        var owing = new ArrayList<WallOrder>();
        orders.values().forEach(its -> {
            WallOrder withdrawn = its.get(Verdict.WITHDRAWN);
            WallOrder counts = withdrawn == null ? its.get(Verdict.GO) : withdrawn;
            boolean owed = withdrawn != null && withdrawn.keptAt() == null;
            if (counts != null && owed) {
                owing.add(counts);
            } else if (counts != null && counts.orderedAt().isAfter(longPast)) {
                out.add(counts);
            }
        });
        dropped = Math.max(0, owing.size() + out.size() - ReleaseOrder.MAX_ORDERS);
        // Where there are too many the newest count, but what must not be seen any more goes before all that may be.
        Comparator<WallOrder> newest = Comparator.comparing(WallOrder::orderedAt).reversed();
        return Stream.concat(owing.stream().sorted(newest), out.stream().sorted(newest)).limit(ReleaseOrder.MAX_ORDERS)
                .map(order -> new ReleaseOrder.Order(order.ref(), order.verdict())).sorted(Comparator.comparing(order -> order.ref().release())).toList();
    }

    /** How many orders the last list left out, because one message holds no more. */
    int dropped() {
        return dropped;
    }

    /** What it is known to have heard. */
    Tokens tokens() {
        Tokens known = tokens;
        if (known == null) {
            known = heard();
            tokens = known;
        }
        return known;
    }

    private Tokens heard() {
        var heard = new TreeMap<ReleaseId, Tokens.Heard>();
        orders.forEach((release, its) -> {
            WallOrder go = its.get(Verdict.GO);
            WallOrder withdrawn = its.get(Verdict.WITHDRAWN);
            long goNanos = nanos(go);
            long withdrawnNanos = nanos(withdrawn);
            if (goNanos != Block.FOREVER || withdrawnNanos != Block.FOREVER) {
                ReleaseRef ref = go != null && goNanos != Block.FOREVER ? go.ref() : (withdrawn == null ? its.values().iterator().next() : withdrawn).ref();
                heard.put(release, new Tokens.Heard(ref.revision(), goNanos, withdrawnNanos));
            }
        });
        return new Tokens(heard);
    }

    private static long nanos(@Nullable WallOrder order) {
        Long nanos = order == null ? null : order.heardNanos();
        return nanos == null ? Block.FOREVER : nanos;
    }

    WallReport report(ReleaseRef ref) {
        Heartbeat said = heartbeat;
        ReleaseProgress progress = said == null ? null : said.releases().stream().filter(each -> each.ref().equals(ref)).findFirst().orElse(null);
        return new WallReport(progress != null && progress.due(), line != null, heartbeatAt, said != null && said.clockLocked(), progress == null ? 0 : progress.haveBytes(),
                progress == null ? 0 : progress.needBytes(), kept(ref.release()), said == null ? null : said.state(), said == null ? null : said.item(),
                said == null ? "" : said.itemName());
    }

    private WallReport.@Nullable Kept kept(ReleaseId release) {
        WallOrder withdrawn = order(release, Verdict.WITHDRAWN);
        WallOrder counts = withdrawn != null && withdrawn.heardNanos() != null ? withdrawn : order(release, Verdict.GO);
        Long heard = counts == null ? null : counts.heardNanos();
        return counts == null || heard == null ? null : new WallReport.Kept(counts.ref().revision(), counts.verdict(), heard, counts.keptAt() != null);
    }
}
