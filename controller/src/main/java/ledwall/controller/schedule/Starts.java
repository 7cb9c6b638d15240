package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.Switch;
import org.jspecify.annotations.Nullable;

/**
 * Where the turns of blocks begin, as far as it is known before the switch is. A block that goes on as it was keeps its start: the one on air across the edit
 * (or at the stored switch, should that still be to come), and those to come that begin at the same instant as before. One that begins later than the same
 * block of another screen, or is uncovered by the edit, joins it in step, in the order in which that one turns. Pure; for one compilation.
 */
final class Starts {
    /** Far more than a decision of the switch waits for. */
    private static final long WAIT_NANOS = 3_600 * Frames.SECOND;

    private final GroupPlan.@Nullable Resolved resolved;
    private final long editNanos;
    private final long horizonNanos;
    /** In blocks that begin later the switch does not fall, unless the controller is away for long before it is decided. */
    private final long switchedNanos;

    Starts(Compiler.Input input, int frameRate) {
        var known = input.resolved();
        this.resolved = known == null || known.plan().frameRate() != frameRate ? null : known;
        this.editNanos = input.editNanos();
        this.horizonNanos = Lanes.horizonNanos(input);
        this.switchedNanos = switched(known, editNanos) + WAIT_NANOS;
    }

    /** It follows a switch that is stored already, and comes when a cue ends, perhaps a long one. */
    private static long switched(GroupPlan.@Nullable Resolved known, long editNanos) {
        if (known == null) {
            return editNanos;
        }
        long at = Math.max(editNanos, known.change().atNanos());
        for (Switch change : known.changes().values()) {
            at = Math.max(at, change.atNanos());
        }
        int frames = known.plan().blocks().stream().flatMap(span -> span.turns().stream()).mapToInt(GroupPlan.Turn::frames).max().orElse(0);
        return at + Frames.toNanos(frames, known.plan().frameRate());
    }

    List<GroupPlan.Wall> of(List<GroupPlan.Wall> walls) {
        var known = resolved;
        var out = new ArrayList<GroupPlan.Wall>();
        for (GroupPlan.Wall wall : walls) {
            out.add(known == null ? wall : wall.playing(kept(wall, known)));
        }
        return inStep(out);
    }

    private List<GroupPlan.Span> kept(GroupPlan.Wall wall, GroupPlan.Resolved known) {
        Switch change = known.of(wall.screen());
        var was = known.plan().wall(wall.screen());
        if (was.isPresent()) {
            return kept(wall.lane(), was.get().lane(), change);
        }
        // A screen that has come to the group joins the first of those that play the same.
        List<GroupPlan.Span> lane = wall.lane();
        for (GroupPlan.Wall other : known.plan().walls().reversed()) {
            lane = kept(lane, other.lane(), known.of(other.screen()));
        }
        return lane;
    }

    private List<GroupPlan.Span> kept(List<GroupPlan.Span> lane, List<GroupPlan.Span> before, Switch change) {
        long pivot = Math.max(editNanos, change.atNanos());
        var byBegin = new HashMap<Long, GroupPlan.Span>();
        GroupPlan.Span onAir = null;
        for (GroupPlan.Span old : before) {
            byBegin.put(old.fromNanos(), old);
            onAir = old.covers(pivot) ? old : onAir;
        }
        var out = new ArrayList<GroupPlan.Span>();
        for (GroupPlan.Span span : lane) {
            GroupPlan.Span old = byBegin.get(span.fromNanos());
            GroupPlan.Span kept = old == null ? span : again(old, span, change);
            // A block on air may have begun at a cut, with another item than one that begins now would.
            var same = onAir != null && span.covers(pivot) ? onAir.circle(span) : Optional.<GroupPlan.Span>empty();
            if (onAir != null && same.isPresent()) {
                kept = same.get().withStart(onAir.startUnder(change));
            }
            out.add(kept);
        }
        return out;
    }

    /** A block that begins at the same instant as before. One that joins others then has no first item of its own. */
    private static GroupPlan.Span again(GroupPlan.Span old, GroupPlan.Span span, Switch change) {
        var start = old.startUnder(change);
        if (old.playsAs(span)) {
            return span.withStart(start);
        }
        return start.anchorNanos() == old.fromNanos() ? span : old.circle(span).map(same -> same.withStart(start)).orElse(span);
    }

    private record Place(int wall, int index, GroupPlan.Span span) {}

    /** In order of their begins, so that whoever joins can be joined. One of which only the switch will say where it begins cannot be joined yet. */
    private List<GroupPlan.Wall> inStep(List<GroupPlan.Wall> walls) {
        if (walls.stream().map(GroupPlan.Wall::lane).distinct().count() < 2) {
            return walls;
        }
        List<List<GroupPlan.Span>> lanes = walls.stream().map(wall -> (List<GroupPlan.Span>) new ArrayList<>(wall.lane())).toList();
        var places = new ArrayList<Place>();
        for (int wall = 0; wall < lanes.size(); wall++) {
            for (int i = 0; i < lanes.get(wall).size(); i++) {
                places.add(new Place(wall, i, lanes.get(wall).get(i)));
            }
        }
        places.sort(Comparator.comparingLong((Place place) -> place.span().fromNanos()).thenComparing(place -> place.span().start() == null)
                .thenComparingInt(Place::wall));
        // By what turns: of each wall the last block that has begun. A hash of lists of turns is slow, so that rules tell apart first.
        Map<Object, List<Place>> open = new HashMap<>();
        for (Place place : places) {
            var span = place.span();
            List<Place> same = open.computeIfAbsent(span.rule() == null ? "" : span.rule(), any -> new ArrayList<>());
            same.removeIf(each -> each.span().untilNanos() <= span.fromNanos());
            var joined = span;
            // A block that the edit uncovers on one wall, and that goes on on others. Where no start is stored of any, the switch says it of all.
            boolean uncovered = span.fromNanos() <= editNanos && span.start() == null;
            // Beyond the horizon nobody knows whether the others still play it then: a later compilation does.
            if (uncovered || (span.fromNanos() > editNanos && span.fromNanos() < horizonNanos)) {
                for (Place each : same) {
                    var other = lanes.get(each.wall()).get(each.index());
                    // The same block: the loop, or what is left of the same window. By other clocks a window begins anew.
                    boolean joins = span.rule() == null || other.untilNanos() == span.untilNanos();
                    boolean begun = other.fromNanos() < span.fromNanos() && (other.start() != null || other.fromNanos() > switchedNanos);
                    if (!joins || !(uncovered ? other.start() != null : begun)) {
                        continue;
                    }
                    // After a cut the other may turn in another order of the same circle.
                    var circle = other.circle(span);
                    if (circle.isPresent()) {
                        joined = circle.get().withStart(begun(lanes, other));
                        break;
                    }
                }
            }
            lanes.get(place.wall()).set(place.index(), joined);
            same.add(new Place(place.wall(), place.index(), joined));
        }
        var out = new ArrayList<GroupPlan.Wall>();
        for (int i = 0; i < walls.size(); i++) {
            var wall = walls.get(i);
            out.add(wall.playing(lanes.get(i)));
        }
        return out;
    }

    /** Where a block begins that is to be joined. If nothing says so yet, it is said of all that begin with it, so that they stay together. */
    private static Block.Start begun(List<List<GroupPlan.Span>> lanes, GroupPlan.Span joined) {
        var known = joined.start();
        if (known != null) {
            return known;
        }
        var start = new Block.Start(joined.fromNanos(), 0);
        for (List<GroupPlan.Span> lane : lanes) {
            lane.replaceAll(span -> span.start() == null && span.fromNanos() == joined.fromNanos() && span.playsAs(joined) ? span.withStart(start) : span);
        }
        return start;
    }
}
