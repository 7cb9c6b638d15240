package ledwall.controller;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import ledwall.agent.Truth;
import ledwall.controller.schedule.Preview;
import ledwall.controller.schedule.Rule;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Timeline;
import org.jspecify.annotations.Nullable;

/** What a preview said of one wall, to be held against its glass. */
final class Promise {
    private static final long MILLI = 1_000_000L;
    /** Around the end of a cue: the step budget, and a list that is cued while the old picture stands. The reported bound of the wall's clock comes on top. */
    static final long EDGE_NANOS = 160 * MILLI;

    final SimWall wall;
    final long fromNanos;
    final List<Piece> pieces;

    /** In the place of a file, where the glass is black. */
    static final String DARK = "-";

    /** {@code [fromNanos, untilNanos)} of the timeline clock: a cue, or the slate where {@code item} is null; {@code file} is what then is on the glass. */
    record Piece(long fromNanos, long untilNanos, String file, String name, @Nullable ItemId item, @Nullable RuleId rule, boolean cut) {}

    /** A stretch of true time in which the wall need not show what is due. */
    record Excuse(long fromNanos, long untilNanos) {}

    private Promise(SimWall wall, long fromNanos, List<Piece> pieces) {
        this.wall = wall;
        this.fromNanos = fromNanos;
        this.pieces = List.copyOf(pieces);
    }

    /** By the very calls of {@code GET preview}. */
    static Promise of(SimFleet fleet, SimWall wall, Instant from, Instant until) {
        Map<RuleId, Rule> known = new HashMap<>();
        fleet.controller().ruleStore().all().forEach(rule -> known.put(rule.id(), rule));
        Programme stored = fleet.controller().rolloutStore().programme(wall.screen().id(), Instants.nanos(from), Instants.nanos(until));
        var pieces = new ArrayList<Piece>();
        Instant at = from;
        while (at != null) {
            var page = Preview.of(stored, known, at, until);
            page.entries().forEach(entry -> pieces.add(piece(stored, entry)));
            at = page.next();
        }
        return new Promise(wall, Instants.nanos(from), pieces);
    }

    /** What the glass of the same wall showed in a twin of this world: the file alone is known of it. */
    static Promise shown(SimWall wall, SimWall twin, long sinceTrueNanos, long untilTrueNanos, LongUnaryOperator timelineAt) {
        var pieces = new ArrayList<Piece>();
        for (Truth.Run run : twin.truth().runs(sinceTrueNanos, untilTrueNanos)) {
            String path = run.path();
            String file = path == null ? DARK : path.substring(path.lastIndexOf('/') + 1);
            pieces.add(new Piece(timelineAt.applyAsLong(run.fromNanos()), timelineAt.applyAsLong(run.untilNanos()), file, file, null, null, false));
        }
        return new Promise(wall, timelineAt.applyAsLong(sinceTrueNanos), pieces);
    }

    private static Piece piece(Programme stored, Preview.Entry entry) {
        long from = Instants.nanos(entry.from());
        if (entry.why().equals(Preview.QUIET)) {
            return new Piece(from, Instants.nanos(entry.until()), DARK, Preview.QUIET, null, null, true);
        }
        var due = stored.due(from);
        String file = due.map(showing -> showing.cue().media().hash().value())
                .orElseGet(() -> stored.inForce(from).map(Programme.Entry::timeline).map(Timeline::slate).map(slate -> slate.hash().value()).orElse(DARK));
        boolean cut = due.filter(showing -> showing.endNanos() == showing.block().untilNanos()).isPresent();
        return new Piece(from, Instants.nanos(entry.until()), file, entry.name() == null ? "slate" : entry.name(), entry.item(), entry.rule(), cut);
    }

    /**
     * Where the glass shows something else than was promised, one line each.
     *
     * @param untilTrueNanos whatever comes later is not compared: somebody has edited it
     * @param timelineAt the timeline instant at a true one
     * @param boundAt the bound that the wall reports of its clock at a true instant
     */
    List<String> differences(long sinceTrueNanos, long untilTrueNanos, LongUnaryOperator timelineAt, LongUnaryOperator boundAt, List<Excuse> excuses) {
        var out = new ArrayList<String>();
        int piece = 0;
        for (Truth.Run run : wall.truth().runs(sinceTrueNanos, untilTrueNanos)) {
            long slack = EDGE_NANOS + boundAt.applyAsLong(run.fromNanos());
            long from = timelineAt.applyAsLong(run.fromNanos());
            long until = timelineAt.applyAsLong(run.untilNanos());
            while (piece < pieces.size() && pieces.get(piece).untilNanos() <= from) {
                piece++;
            }
            for (int i = piece; i < pieces.size() && pieces.get(i).fromNanos() < until; i++) {
                Piece due = pieces.get(i);
                // Of what is due, and of what is shown, the time that lies within both by more than an edge.
                long begin = Math.max(due.fromNanos() + slack, from);
                long end = Math.min(due.untilNanos() - slack, until);
                if (begin < end && !shows(run, due) && !excused(excuses, run, begin - from, end - from)) {
                    out.add(wall.host + " (" + wall.screen().zone() + ") from " + Instants.instant(begin) + " to " + Instants.instant(end) + ": promised was "
                            + due.name() + " of " + (due.rule() == null ? "the default loop" : "rule " + due.rule()) + " [" + Instants.instant(due.fromNanos())
                            + ", " + Instants.instant(due.untilNanos()) + "), on the glass is " + nameOf(run.path()));
                }
            }
        }
        return out;
    }

    private static boolean shows(Truth.Run run, Piece due) {
        String path = run.path();
        return path == null ? due.file().equals(DARK) : path.endsWith(due.file());
    }

    private static boolean excused(List<Excuse> excuses, Truth.Run run, long fromOffset, long untilOffset) {
        return excuses.stream().anyMatch(each -> each.fromNanos() <= run.fromNanos() + fromOffset && run.fromNanos() + untilOffset <= each.untilNanos());
    }

    private String nameOf(@Nullable String path) {
        return path == null ? "nothing" : pieces.stream().filter(piece -> path.endsWith(piece.file())).findFirst().map(Piece::name)
                .orElse(path.substring(path.lastIndexOf('/') + 1));
    }

    /** Where two previews of the same wall differ, one line each. */
    static List<String> differences(Promise before, Promise after, long untilNanos) {
        var out = new ArrayList<String>();
        List<Piece> ones = merged(before, after.fromNanos, untilNanos);
        List<Piece> others = merged(after, after.fromNanos, untilNanos);
        for (int i = 0; i < Math.max(ones.size(), others.size()); i++) {
            Piece one = i < ones.size() ? ones.get(i) : null;
            Piece other = i < others.size() ? others.get(i) : null;
            if (!Objects.equals(one, other)) {
                out.add(after.wall.host + ": the preview said " + one + ", now it says " + other);
                break;
            }
        }
        return out;
    }

    /** Within a range; who made a stretch into two entries, such as a revision that changes nothing here, does not matter. */
    private static List<Piece> merged(Promise promise, long fromNanos, long untilNanos) {
        var out = new ArrayList<Piece>();
        for (Piece each : promise.pieces) {
            long from = Math.max(fromNanos, each.fromNanos());
            long until = Math.min(untilNanos, each.untilNanos());
            if (from < until) {
                Piece last = out.isEmpty() ? null : out.getLast();
                boolean same = last != null && last.file().equals(each.file()) && Objects.equals(last.item(), each.item()) && Objects.equals(last.rule(), each.rule());
                if (last != null && same) {
                    out.removeLast();
                }
                out.add(new Piece(last != null && same ? last.fromNanos() : from, until, each.file(), each.name(), each.item(), each.rule(), false));
            }
        }
        return out;
    }
}
