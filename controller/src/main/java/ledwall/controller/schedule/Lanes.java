package ledwall.controller.schedule;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Timeline;
import org.jspecify.annotations.Nullable;

/** What each screen of a group plays from the edit on, without starts: rules x calendars x zones through the one {@link Resolver}. For one compilation. */
final class Lanes {
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final Compiler.Input input;
    private final Turns turns;
    private final Occurrences occurrences;
    private final long horizonNanos;
    private final Map<RuleId, Rule> rules = new HashMap<>();
    private final Map<Asked, Boolean> counting = new HashMap<>();
    private long anewNanos = Block.FOREVER;
    /** Cues of lists that only cuts before the horizon made, of all lanes. */
    private long nearCues;
    /** Cues in blocks of the present lane that a validity cut off, so far. */
    private long cutCues;
    /** Whether what is still to come of it is left to a later compilation. */
    private boolean full;

    /** Screens of one zone under the same rules play the same. */
    private record Lane(ZoneId zone, List<RuleId> rules) {}

    /** By other clocks a rule may run at other times, and have something to say in one zone only. */
    private record Asked(RuleId rule, ZoneId zone) {}

    Lanes(Compiler.Input input, Turns turns) {
        this.input = input;
        this.turns = turns;
        this.horizonNanos = horizonNanos(input);
        this.occurrences = new Occurrences(input.calendars(), input.editNanos(), horizonNanos);
        input.rules().forEach(rule -> rules.put(rule.id(), rule));
        turns.showable().turns(input.group().loop(), input.editNanos(), Block.FOREVER).stream().findFirst().ifPresent(this::anewBy);
    }

    /** The end of the day (UTC) before which every window is known. */
    static long horizonNanos(Compiler.Input input) {
        return Math.ceilDiv(input.editNanos() + input.horizon().toNanos(), DAY_NANOS) * DAY_NANOS;
    }

    Map<ScreenId, List<GroupPlan.Span>> all() {
        var known = new HashMap<Lane, List<GroupPlan.Span>>();
        var out = new TreeMap<ScreenId, List<GroupPlan.Span>>();
        for (Screen screen : input.screens()) {
            List<Rule> its = its(screen).stream().filter(rule -> rule.release() == null).toList();
            var lane = new Lane(screen.zone(), its.stream().map(Rule::id).toList());
            var spans = known.get(lane);
            if (spans == null) {
                spans = spans(its, screen.zone());
                known.put(lane, spans);
            }
            out.put(screen.id(), spans);
        }
        return out;
    }

    private List<Rule> its(Screen screen) {
        return input.rules().stream().filter(rule -> rule.targets().holds(screen) && counts(rule, screen.zone())).toList();
    }

    /** What lies above the lanes: the time that the resolver, asked with all rules, gives to releases. */
    Map<ScreenId, List<GroupPlan.Released>> releases() {
        var known = new HashMap<Lane, List<GroupPlan.Released>>();
        var out = new TreeMap<ScreenId, List<GroupPlan.Released>>();
        for (Screen screen : input.screens()) {
            List<Rule> its = its(screen).stream().filter(rule -> rule.release() == null || !turns.rendered().lacks(rule.playlist(), screen)).toList();
            if (its.stream().anyMatch(rule -> rule.release() != null)) {
                var lane = new Lane(screen.zone(), its.stream().map(Rule::id).toList());
                var released = known.get(lane);
                if (released == null) {
                    released = released(its, screen.zone());
                    known.put(lane, released);
                }
                out.put(screen.id(), released.stream().map(each -> begun(screen.id(), each)).toList());
            }
        }
        return out;
    }

    private List<GroupPlan.Released> released(List<Rule> its, ZoneId zone) {
        List<Occurrence> wanted = occurrences.of(its.stream().map(Rule::claim).toList(), zone);
        long end = wanted.stream().mapToLong(Occurrence::untilNanos).reduce(horizonNanos, Math::max);
        var out = new ArrayList<GroupPlan.Released>();
        for (Segment segment : turns.showable().resolve(wanted, QuietHours.NONE, input.editNanos(), end).segments()) {
            var owner = segment.owner() instanceof Occurrence occurrence ? occurrence : null;
            var rule = owner == null ? null : rules.get(owner.claim().rule());
            var mark = rule == null ? null : rule.release();
            if (owner == null || rule == null || mark == null) {
                continue;
            }
            if (out.size() == Timeline.MAX_RELEASES) {
                turns.omissions().add(new Omission("releasesCut", "More releases are scheduled than a timeline holds: those from " + Instants.instant(segment.fromNanos())
                        + " on are on no wall yet.", "They come in as earlier ones are over. Cancel releases that are no longer wanted."));
                break;
            }
            List<GroupPlan.Turn> items = turns.at(rule.playlist(), segment.fromNanos());
            if (!items.isEmpty()) {
                // One that is running began when it began, not with the edit.
                long from = segment.fromNanos() == input.editNanos() ? owner.fromNanos() : segment.fromNanos();
                var start = new Block.Start(owner.fromNanos(), 0);
                out.add(new GroupPlan.Released(mark, new GroupPlan.Span(from, segment.untilNanos(), rule.id(), items, start)));
            }
        }
        return out;
    }

    /** What had the screen before a release that is running is over and not asked any more: the revision before knows since when the release has it. */
    private GroupPlan.Released begun(ScreenId screen, GroupPlan.Released now) {
        var before = input.resolved();
        if (before == null || !now.span().covers(input.editNanos())) {
            return now;
        }
        return before.plan().wall(screen).stream().flatMap(wall -> wall.releases().stream())
                .filter(old -> old.mark().equals(now.mark()) && old.span().covers(input.editNanos())).findFirst()
                .map(old -> now.from(old.span().fromNanos())).orElse(now);
    }

    /** When time alone changes what is to be said of the group, or the lanes come to their end too soon; {@link Block#FOREVER} if never before the horizon moves. */
    long anewNanos() {
        return anewNanos;
    }

    private void anewBy(long nanos) {
        anewNanos = Math.min(anewNanos, nanos);
    }

    /** Whether the rule runs before the horizon and has something to say. */
    private boolean counts(Rule rule, ZoneId zone) {
        var until = occurrences.of(rule.claim(), zone).stream().mapToLong(Occurrence::untilNanos).max();
        return until.isPresent() && counting.computeIfAbsent(new Asked(rule.id(), zone), any -> {
            boolean counts = turns.counts(rule, until.getAsLong());
            if (counts) {
                anewBy(turns.showable().lastsUntil(rule.playlist()));
            }
            return counts;
        });
    }

    private List<GroupPlan.Span> spans(List<Rule> its, ZoneId zone) {
        List<Occurrence> wanted = occurrences.of(its.stream().map(Rule::claim).toList(), zone);
        // What begins before the horizon is told to its end: a long window is not another one each day.
        long end = wanted.stream().mapToLong(Occurrence::untilNanos).reduce(horizonNanos, Math::max);
        cutCues = 0;
        full = false;
        var spans = new ArrayList<GroupPlan.Span>();
        for (Segment segment : segments(wanted, end)) {
            cut(segment, spans);
            full |= spans.size() > Timeline.MAX_BLOCKS;
            if (full) {
                return spans.isEmpty() ? spans : first(Math.min(spans.size(), Timeline.MAX_BLOCKS - 1), spans);
            }
        }
        return spans;
    }

    /** Whose the time is, to the end of all time; a rule's only while its playlist has something valid to show. */
    private List<Segment> segments(List<Occurrence> wanted, long end) {
        var out = new ArrayList<>(turns.showable().resolve(wanted, QuietHours.NONE, input.editNanos(), end).segments());
        Resolver.append(out, end, Block.FOREVER, Owner.Nobody.DEFAULT_LOOP);
        return out;
    }

    /** A window's blocks: one, unless the validity of an item begins or ends in it. */
    private void cut(Segment window, List<GroupPlan.Span> spans) {
        var rule = window.owner() instanceof Occurrence owner ? rules.get(owner.claim().rule()) : null;
        var playlist = rule == null ? input.group().loop() : rule.playlist();
        long from = window.fromNanos();
        List<GroupPlan.Turn> valid = turns.at(playlist, from);
        List<GroupPlan.Turn> items = valid;
        for (long edge : turns.edges(playlist, from, window.untilNanos())) {
            long before = turns.cues();
            List<GroupPlan.Turn> next = turns.at(playlist, edge);
            if (!next.equals(valid)) {
                add(spans, from, edge, rule, items);
                from = edge;
                valid = next;
                items = turns.from(playlist, edge);
                cutCues += items.size();
            }
            nearCues += edge < horizonNanos ? turns.cues() - before : 0;
            // More could be of no use, and would take memory without bound.
            full |= spans.size() > Timeline.MAX_BLOCKS || hopeless() || (cutCues > Compiler.MAX_PAYLOAD_BYTES / Compiler.MIN_CUE_BYTES && edge >= horizonNanos);
            if (full) {
                return;
            }
        }
        add(spans, from, window.untilNanos(), rule, items);
    }

    /**
     * Whether no timeline can hold what comes before the horizon, so that looking further would only take memory. Lists of which one is told twice are rare:
     * some room is left for them.
     */
    private boolean hopeless() {
        return nearCues > 2L * Compiler.MAX_PAYLOAD_BYTES / Compiler.MIN_CUE_BYTES;
    }

    private static void add(List<GroupPlan.Span> spans, long from, long until, @Nullable Rule rule, List<GroupPlan.Turn> items) {
        if (!items.isEmpty()) {
            spans.add(new GroupPlan.Span(from, until, rule == null ? null : rule.id(), items, null));
        }
    }

    /** Keeps the nearest blocks; from there on what is in the default loop for good turns until a later compilation comes that far. */
    private List<GroupPlan.Span> first(int count, List<GroupPlan.Span> spans) {
        var kept = new ArrayList<>(spans.subList(0, count));
        long end = kept.getLast().untilNanos();
        add(kept, end, Block.FOREVER, null, turns.surely(input.group().loop(), end));
        // Halfway, so that what follows is on the walls' disks long before they need it.
        anewBy(input.editNanos() + (end - input.editNanos()) / 2);
        turns.omissions().removeIf(omission -> omission.code().equals("scheduleCut"));
        turns.omissions().add(new Omission("scheduleCut", "The schedule changes more often than a timeline holds; it is followed until "
                + Instants.instant(end) + " for now.", "Nothing needs to be done, unless there are more rules or validities than meant."));
        return kept;
    }

    /** Whether a lane has blocks that begin beyond the horizon, and others. */
    boolean reachFar() {
        return all().values().stream().anyMatch(spans -> near(spans) > 0 && near(spans) < spans.size());
    }

    /** The same up to the horizon. */
    Map<ScreenId, List<GroupPlan.Span>> near() {
        var out = new TreeMap<ScreenId, List<GroupPlan.Span>>();
        all().forEach((screen, spans) -> out.put(screen, near(spans) > 0 && near(spans) < spans.size() ? first(near(spans), spans) : spans));
        return out;
    }

    private int near(List<GroupPlan.Span> spans) {
        return (int) spans.stream().filter(span -> span.fromNanos() < horizonNanos).count();
    }
}
