package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/**
 * Who has the group when rules overlap. At every instant the rule first in {@link #ORDER} among those whose half-open window holds it; where there is none, the
 * default loop. Pure.
 */
final class Windows {
    /** The higher priority, then the later start, then the smaller id: total, so that no two controllers and no two runs differ. */
    static final Comparator<Rule> ORDER = Comparator.comparingInt(Rule::priority).reversed()
            .thenComparing(Rule::from, Comparator.reverseOrder()).thenComparing(Rule::id);

    private Windows() {}

    /** A stretch of time that one rule, or with {@code null} the default loop, has to itself. */
    record Window(long fromNanos, long untilNanos, @Nullable Rule rule) {}

    private record Edge(long atNanos, boolean begins, Rule rule) {}

    /**
     * From an instant to the end of time, without gaps, in order; neighbours have different owners. Rules that begin at or after {@code horizonNanos} are not
     * looked at.
     */
    static List<Window> resolve(List<Rule> rules, long fromNanos, long horizonNanos) {
        var out = new ArrayList<Window>();
        var open = new TreeSet<>(ORDER);
        long since = fromNanos;
        Rule owner = null;
        for (Edge edge : edges(rules, fromNanos, horizonNanos)) {
            if (edge.begins()) {
                open.add(edge.rule());
            } else {
                open.remove(edge.rule());
            }
            Rule next = open.isEmpty() ? null : open.first();
            if (Objects.equals(next, owner)) {
                continue;
            }
            // Several edges at one instant may change the owner back and forth; only what lasts becomes a window.
            since = append(out, since, edge.atNanos(), owner);
            owner = next;
        }
        append(out, since, Block.FOREVER, owner);
        return out;
    }

    private static List<Edge> edges(List<Rule> rules, long fromNanos, long horizonNanos) {
        var edges = new ArrayList<Edge>();
        for (Rule rule : rules) {
            long from = Math.max(fromNanos, Instants.nanos(rule.from()));
            long until = Instants.nanos(rule.until());
            if (from < until && from < horizonNanos) {
                edges.add(new Edge(from, true, rule));
                edges.add(new Edge(until, false, rule));
            }
        }
        edges.sort(Comparator.comparingLong(Edge::atNanos));
        return edges;
    }

    /** Adds a window, or makes the last one longer if it is the same owner's. */
    static long append(List<Window> out, long from, long until, @Nullable Rule owner) {
        if (from == until) {
            return until;
        }
        var last = out.isEmpty() ? null : out.getLast();
        if (last != null && Objects.equals(last.rule(), owner)) {
            out.set(out.size() - 1, new Window(last.fromNanos(), until, owner));
        } else {
            out.add(new Window(from, until, owner));
        }
        return until;
    }
}
