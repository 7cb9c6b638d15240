package ledwall.controller.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import ledwall.controller.media.Media;
import ledwall.controller.media.Rendition;
import ledwall.controller.media.RenditionKey;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenGroup;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.Phase;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;
import ledwall.protocol.trust.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * Rules, playlists and screens in, one plan and one timeline per screen out. Pure: the same input always gives the same bytes.
 *
 * <p>Choices that no type shows:
 * <ul>
 * <li>Windows hold their exact instants; whatever cue runs at a window's end is cut there, in the middle of a frame if need be. Only cues last whole frames.
 * <li>A length is rounded up to whole frames at the group's rate. All screens of a group have one rate ({@code Screens} sees to it), so their cues begin at
 * the same instants for ever.
 * <li>A rule whose playlist is empty shows the slate. A rule whose items all had to be left out, or none of which is valid, does not count for so long: what it
 * would have covered shows instead.
 * <li>A block is cut wherever the validity of one of its items begins or ends, the default loop's last one too, however far ahead: what has expired is in no block,
 * so it is not shown by a screen that never hears from a controller again. Whatever cue runs at a cut is cut there. The turn that follows begins at the first
 * place of the list whose item begins or ends at the cut: with that item if it begins, with the next valid one of the list if it has ended. Weights are counted
 * anew from a cut on.
 * <li>A block that goes on as it was keeps its stored start, so no edit elsewhere makes it jump. A block that returns after another one begins again with its
 * first item.
 * </ul>
 */
public final class Compiler {
    /** A timeline travels in one frame of at most 1 MiB, deflated; its head and signatures need some of it. */
    static final int MAX_SENT_BYTES = Phase.WELCOMED.maxFrameBytes() - 16_384;
    /** What an agent inflates at most, less the head. */
    private static final int MAX_PAYLOAD_BYTES = Phase.WELCOMED.maxInflatedBytes() - 16_384;

    /** {@code {"item":"a","name":"a","media":0,"frames":1},} is the shortest cue. */
    private static final int MIN_CUE_BYTES = 44;

    private final Input input;
    private final Turns turns;
    /** Cues in blocks that a validity cut off, so far. */
    private long cutCues;
    /** Whether what is still to come is left to a later compilation. */
    private boolean full;

    private Compiler(Input input) {
        this.input = input;
        this.turns = new Turns(input);
    }

    /**
     * Everything that a compilation depends on.
     *
     * @param version what the revision will be numbered, should there be one
     * @param screens those of the group, all of one frame rate
     * @param rules those of the group; whatever is over is ignored
     * @param playlists at least the group's loop and those of its rules
     * @param media at least what these playlists show
     * @param slate the key of a screen's slate
     * @param recipe the way of rendering now in use
     * @param resolved the newest revision whose switch is stored; it hands down the start facts. Null before the first
     * @param newest the newest revision of all, decided or not; null before the first
     * @param editNanos now, on the timeline clock
     * @param horizon how far ahead rules are looked at
     */
    public record Input(ScreenGroup group, long version, List<Screen> screens, List<Rule> rules, Map<PlaylistId, Playlist> playlists, Map<MediaId, Media> media,
                        Function<RenditionKey, Optional<Rendition>> renditions, Function<Screen, RenditionKey> slate, int recipe,
                        GroupPlan.@Nullable Resolved resolved, @Nullable GroupPlan newest, long editNanos, Duration horizon) {
        public Input {
            screens = screens.stream().sorted(Comparator.comparing(Screen::id)).toList();
            rules = List.copyOf(rules);
            if (screens.stream().mapToInt(Screen::frameRate).distinct().count() > 1) {
                throw new IllegalArgumentException("group " + group.id() + " has screens of several frame rates");
            }
        }
    }

    public static Compilation compile(Input input) {
        return input.screens().isEmpty() ? new Compilation.Idle() : new Compiler(input).compile();
    }

    private Compilation compile() {
        List<GroupPlan.Span> spans = spans();
        Compilation all = compile(spans);
        long horizon = input.editNanos() + input.horizon().toNanos();
        int near = (int) spans.stream().filter(span -> span.fromNanos() < horizon).count();
        // Validities that end far ahead can wait for a later compilation: until then such items are left out from there on.
        return all instanceof Compilation.TooLarge && near > 0 && near < spans.size() ? compile(first(near, spans)) : all;
    }

    private Compilation compile(List<GroupPlan.Span> spans) {
        var walls = new ArrayList<GroupPlan.Wall>();
        for (Screen screen : input.screens()) {
            var slate = input.slate().apply(screen);
            if (turns.rendition(slate).isEmpty()) {
                turns.missing().add(slate);
            }
            walls.add(new GroupPlan.Wall(screen.id(), screen.width(), screen.height(), slate));
        }
        if (!turns.missing().isEmpty()) {
            return new Compilation.Waiting(List.copyOf(turns.missing()), List.copyOf(turns.omissions()));
        }
        int frameRate = input.screens().getFirst().frameRate();
        var plan = new GroupPlan(input.group().id(), input.version(), frameRate, input.recipe(), walls, withStarts(spans, frameRate));
        var newest = input.newest();
        if (newest != null && newest.showsAs(plan, input.editNanos())) {
            return new Compilation.Unchanged(List.copyOf(turns.omissions()));
        }
        long cues = plan.blocks().stream().map(GroupPlan.Span::turns).distinct().mapToLong(List::size).sum();
        if (cues > MAX_PAYLOAD_BYTES / MIN_CUE_BYTES) {
            return new Compilation.TooLarge(input.screens().getFirst().id(), Math.toIntExact(Math.min(Integer.MAX_VALUE, cues * MIN_CUE_BYTES)),
                    MAX_SENT_BYTES);
        }
        var timelines = new ArrayList<Timeline>();
        for (Screen screen : input.screens()) {
            var timeline = timeline(screen, plan);
            int bytes = sentBytes(timeline);
            if (bytes > MAX_SENT_BYTES) {
                return new Compilation.TooLarge(screen.id(), bytes, MAX_SENT_BYTES);
            }
            timelines.add(timeline);
        }
        return new Compilation.Compiled(plan, List.copyOf(timelines), List.copyOf(turns.omissions()));
    }

    private List<GroupPlan.Span> spans() {
        long horizon = input.editNanos() + input.horizon().toNanos();
        var rules = new ArrayList<Rule>();
        for (Rule rule : input.rules()) {
            boolean near = Instants.nanos(rule.until()) > input.editNanos() && Instants.nanos(rule.from()) < horizon;
            if (near && turns.counts(rule)) {
                rules.add(rule);
            }
        }
        var spans = new ArrayList<GroupPlan.Span>();
        for (Windows.Window window : windows(rules)) {
            cut(window, horizon, spans);
            full |= spans.size() > Timeline.MAX_BLOCKS;
            if (full) {
                return first(Math.min(spans.size(), Timeline.MAX_BLOCKS - 1), spans);
            }
        }
        return spans;
    }

    /** Who has the group when; a rule only while its playlist has something valid to show. */
    private List<Windows.Window> windows(List<Rule> rules) {
        var edges = new TreeSet<Long>();
        rules.forEach(rule -> edges.addAll(turns.edges(rule.playlist(), input.editNanos(), Instants.nanos(rule.until()))));
        edges.removeIf(edge -> rules.stream().allMatch(rule -> turns.shows(rule.playlist(), edge - 1) == turns.shows(rule.playlist(), edge)));
        var out = new ArrayList<Windows.Window>();
        long from = input.editNanos();
        edges.add(Block.FOREVER);
        for (long until : edges) {
            long since = from;
            var shown = rules.stream().filter(rule -> turns.shows(rule.playlist(), since)).toList();
            for (Windows.Window window : Windows.resolve(shown, from, Block.FOREVER)) {
                if (window.fromNanos() < until) {
                    Windows.append(out, window.fromNanos(), Math.min(until, window.untilNanos()), window.rule());
                }
            }
            from = until;
        }
        return out;
    }

    /** A window's blocks: one, unless the validity of an item begins or ends in it. */
    private void cut(Windows.Window window, long horizon, List<GroupPlan.Span> spans) {
        var rule = window.rule();
        var playlist = rule == null ? input.group().loop() : rule.playlist();
        long from = window.fromNanos();
        List<GroupPlan.Turn> valid = turns.at(playlist, from);
        List<GroupPlan.Turn> items = valid;
        for (long edge : turns.edges(playlist, from, window.untilNanos())) {
            List<GroupPlan.Turn> next = turns.at(playlist, edge);
            if (!next.equals(valid)) {
                add(spans, from, edge, rule, items);
                from = edge;
                valid = next;
                items = turns.from(playlist, edge);
                cutCues += items.size();
            }
            // More could be of no use, and would take memory without bound.
            full |= spans.size() > Timeline.MAX_BLOCKS || (cutCues > MAX_PAYLOAD_BYTES / MIN_CUE_BYTES && edge >= horizon);
            if (full) {
                return;
            }
        }
        add(spans, from, window.untilNanos(), rule, items);
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
        turns.omissions().removeIf(omission -> omission.code().equals("scheduleCut"));
        turns.omissions().add(new Omission("scheduleCut", "The schedule changes more often than a timeline holds; it is followed until "
                + Instants.instant(end) + " for now.", "Nothing needs to be done, unless there are more rules or validities than meant."));
        return kept;
    }

    /**
     * Hands down the start of each block that goes on as it was: the one on air across the edit (or at the stored switch, should that still be to come), and
     * those to come that begin at the same instant as before.
     */
    private List<GroupPlan.Span> withStarts(List<GroupPlan.Span> spans, int frameRate) {
        var resolved = input.resolved();
        if (resolved == null || resolved.plan().frameRate() != frameRate) {
            return spans;
        }
        long pivot = Math.max(input.editNanos(), resolved.change().atNanos());
        var out = new ArrayList<GroupPlan.Span>();
        for (GroupPlan.Span span : spans) {
            GroupPlan.Span kept = span;
            for (GroupPlan.Span old : resolved.plan().blocks()) {
                // A block on air may have begun at a cut, with another item than one that begins now would.
                var same = old.covers(pivot) && span.covers(pivot) ? old.circle(span)
                        : old.fromNanos() == span.fromNanos() && old.playsAs(span) ? Optional.of(span) : Optional.<GroupPlan.Span>empty();
                if (same.isPresent()) {
                    kept = same.get().withStart(old.startUnder(resolved.change()));
                }
            }
            out.add(kept);
        }
        return out;
    }

    /** What the timeline's frame takes on the wire; most are small, so that only large ones are deflated to find out. */
    private static int sentBytes(Timeline timeline) {
        Bytes payload = TimelineCodec.encode(timeline);
        if (payload.length() <= MAX_SENT_BYTES || payload.length() > MAX_PAYLOAD_BYTES) {
            return payload.length();
        }
        var offer = new TimelineOffer(timeline.version(), new TimelineHash(payload.sha256()), new Envelope(payload, List.of()));
        return MessageCodec.encode(offer).length;
    }

    private Timeline timeline(Screen screen, GroupPlan plan) {
        var lists = new LinkedHashMap<List<GroupPlan.Turn>, List<Cue>>();
        var blocks = new ArrayList<Block>();
        for (GroupPlan.Span span : plan.blocks()) {
            var cues = lists.computeIfAbsent(span.turns(), items -> cues(screen, items));
            var rule = span.rule();
            blocks.add(new Block(span.fromNanos(), span.untilNanos(), rule == null ? null : rule.value(), cues, span.start()));
        }
        return new Timeline(screen.id(), plan.version(), screen.width(), screen.height(), screen.frameRate(), media(input.slate().apply(screen)), blocks);
    }

    private List<Cue> cues(Screen screen, List<GroupPlan.Turn> items) {
        return items.stream().map(turn -> new Cue(turn.item(), turn.name(), media(turns.key(screen, turn)), turn.frames())).toList();
    }

    private MediaRef media(RenditionKey key) {
        var rendition = turns.rendition(key).orElseThrow(() -> new IllegalStateException("compiled without rendition " + key));
        return new MediaRef(rendition.hash(), rendition.bytes(), rendition.frames());
    }
}
