package ledwall.controller.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.ReleaseBlock;
import ledwall.protocol.timeline.Tokens;
import ledwall.protocol.timeline.Verdict;
import org.jspecify.annotations.Nullable;

/** What a screen will show and why, read from its stored timelines by the same code that the agent plays by. Pure. */
public final class Preview {
    /** More entries than this come in several pages. */
    public static final int PAGE = 1_000;
    /** Why nothing is lit in quiet hours: a word of its own, so that a page can draw them otherwise than the slate. */
    public static final String QUIET = "quiet";

    private Preview() {}

    /**
     * A programme as people expect it: read with what the screen has heard of releases, and with the go for those that are still to come and of which nothing was
     * decided.
     */
    public static Programme expecting(Programme programme, Tokens heard, long nowNanos) {
        var begun = new TreeSet<ReleaseRef>();
        Tokens expected = heard;
        for (Programme.Entry entry : programme.entries()) {
            for (ReleaseBlock each : entry.timeline().releases()) {
                boolean decided = heard.of(each.release().release()).filter(known -> known.withdrawn() || known.revision() == each.release().revision()).isPresent();
                if (each.block().fromNanos() <= nowNanos) {
                    begun.add(each.release());
                } else if (!decided && !begun.contains(each.release())) {
                    expected = expected.hear(each.release(), Verdict.GO, nowNanos);
                }
            }
        }
        return programme.with(expected);
    }

    /** One stretch {@code [from, until)}. Where nothing is scheduled the slate shows, in quiet hours nothing: no item, no name. {@code rule} is null for the default loop. */
    public record Entry(Instant from, Instant until, @Nullable ItemId item, @Nullable String name, @Nullable RuleId rule, String why) {}

    /** @param next where the next page begins; null when this was the last */
    public record Page(List<Entry> entries, @Nullable Instant next) {}

    /**
     * @param programme the screen's stored timelines with their stored switches, oldest first
     * @param rules those of its group, by id, also the ones that are over; a rule deleted since is named by its id
     */
    public static Page of(Programme programme, Map<RuleId, Rule> rules, Instant from, Instant until) {
        var entries = new ArrayList<Entry>();
        long at = Instants.nanos(from);
        long end = Instants.nanos(until);
        while (at < end) {
            if (entries.size() == PAGE) {
                return new Page(List.copyOf(entries), Instants.instant(at));
            }
            long next = programme.nextChange(at);
            long stop = next == Block.FOREVER ? end : Math.min(end, next);
            entries.add(entry(programme, rules, at, stop));
            at = stop;
        }
        return new Page(List.copyOf(entries), null);
    }

    /**
     * A stretch in which one window, or the default loop, has the screen, however often its items turn in it. {@code items} is 0 where the slate shows.
     *
     * @param turnNanos how long one turn of the items lasts
     * @param cutAfterNanos how far into a turn the window's end cuts them; null where it ends with a turn, or is not told here
     */
    public record Stretch(Instant from, Instant until, @Nullable RuleId rule, String why, int items, long turnNanos, @Nullable Long cutAfterNanos) {}

    /** What {@link #of} tells item by item, told window by window: a day is a few lines, not thousands. */
    public static List<Stretch> stretches(Programme programme, Map<RuleId, Rule> rules, Instant from, Instant until) {
        var out = new ArrayList<Stretch>();
        long at = Instants.nanos(from);
        long end = Instants.nanos(until);
        while (at < end) {
            long now = at;
            long next = programme.entries().stream().mapToLong(entry -> entry.change().atNanos()).filter(change -> change > now).min().orElse(Block.FOREVER);
            var showing = programme.due(at);
            long edge = Math.min(programme.nextQuiet(at), programme.nextRelease(at));
            next = Math.min(next, showing.isPresent() ? Math.min(showing.get().block().untilNanos(), edge) : programme.nextChange(at));
            long stop = Math.min(end, next);
            Entry entry = entry(programme, rules, at, stop);
            int items = showing.map(each -> each.block().cues().size()).orElse(0);
            long turn = showing.map(each -> Frames.toNanos(each.block().turnFrames(), rate(programme, now))).orElse(0L);
            Long cutAfter = stop == next ? cutAfter(programme, stop) : null;
            Stretch last = out.isEmpty() ? null : out.getLast();
            // An edit that left this window as it was is no news.
            if (last != null && Objects.equals(last.rule(), entry.rule()) && last.why().equals(entry.why()) && last.items() == items
                    && last.turnNanos() == turn) {
                out.removeLast();
                out.add(new Stretch(last.from(), entry.until(), entry.rule(), entry.why(), items, turn, cutAfter));
            } else {
                out.add(new Stretch(entry.from(), entry.until(), entry.rule(), entry.why(), items, turn, cutAfter));
            }
            at = stop;
        }
        return List.copyOf(out);
    }

    /** How far the turn on air just before an instant has come there, if what follows is another window. */
    private static @Nullable Long cutAfter(Programme programme, long stop) {
        var ending = programme.due(stop - 1);
        var entry = programme.inForce(stop - 1);
        if (ending.isEmpty() || entry.isEmpty() || ending.get().block().untilNanos() != stop) {
            return null;
        }
        Block block = ending.get().block();
        var next = programme.due(stop);
        if (next.isPresent() && Objects.equals(next.get().block().rule(), block.rule())) {
            return null;
        }
        int rate = entry.get().timeline().frameRate();
        long since = stop - Programme.start(block, entry.get().change()).anchorNanos();
        long turns = Frames.at(since, rate) / block.turnFrames();
        long into = since - Frames.toNanos(turns * block.turnFrames(), rate);
        return into == 0 ? null : (Long) into;
    }

    private static int rate(Programme programme, long at) {
        return programme.inForce(at).orElseThrow().timeline().frameRate();
    }

    private static Entry entry(Programme programme, Map<RuleId, Rule> rules, long at, long stop) {
        var showing = programme.due(at);
        if (programme.quiet(at).isPresent()) {
            return new Entry(Instants.instant(at), Instants.instant(stop), null, null, null, QUIET);
        }
        if (showing.isEmpty()) {
            String why = programme.inForce(at).isEmpty() ? "No timeline is in force yet: the slate" : "Nothing is scheduled: the slate";
            return new Entry(Instants.instant(at), Instants.instant(stop), null, null, null, why);
        }
        var cue = showing.get().cue();
        String named = showing.get().block().rule();
        RuleId id = named == null ? null : new RuleId(named);
        return new Entry(Instants.instant(at), Instants.instant(stop), cue.item(), cue.name(), id, why(id, id == null ? null : rules.get(id)));
    }

    private static String why(@Nullable RuleId id, @Nullable Rule rule) {
        if (id == null) {
            return "Default loop";
        }
        return rule == null ? "Rule " + id + " (deleted since)" : "Rule \"" + rule.name() + "\", priority " + rule.priority();
    }
}
