package ledwall.controller.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.media.Media;
import ledwall.controller.media.Rendition;
import ledwall.controller.media.RenditionKey;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenGroup;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.Phase;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.ReleaseBlock;
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
 * <li>An edit waits a while for what it shows to be rendered, so that it comes as a whole; releases and quiet hours, which lie above the lanes, do not wait with
 * it. What is not rendered after that is left out on all walls of the group alike, so that they stay in step; see {@link Rendered}.
 * <li>Quiet hours lie above all of it and change nothing of it: beneath them the turns go on, so that a screen comes back in step.
 * <li>A screen follows the rules that name it or its group, by the clock of its own zone; screens of one group may therefore play different things.
 * <li>Rules of releases are no part of a lane: what they cover turns on as if they were not. What the resolver gives to them lies above it, with the start that the
 * release has.
 * <li>A block that goes on as it was keeps its stored start, so no edit elsewhere makes it jump. A block that returns after another one joins the screens of
 * the group that already play it; where there is none, it begins again with its first item.
 * </ul>
 */
public final class Compiler {
    /** A timeline travels in one frame of at most 1 MiB, deflated; its head and signatures need some of it. */
    static final int MAX_SENT_BYTES = Phase.WELCOMED.maxFrameBytes() - 16_384;
    /** What an agent inflates at most, less the head. */
    static final int MAX_PAYLOAD_BYTES = Phase.WELCOMED.maxInflatedBytes() - 16_384;

    /** {@code {"item":"a","name":"a","media":0,"frames":1},} is the shortest cue. */
    static final int MIN_CUE_BYTES = 44;

    private final Input input;
    /** Whether timelines are wanted, or the plan is enough. */
    private final boolean sending;
    private final Turns turns;

    private Compiler(Input input, boolean sending) {
        this.input = input;
        this.sending = sending;
        this.turns = new Turns(input);
    }

    /**
     * Everything that a compilation depends on.
     *
     * @param version what the revision will be numbered, should there be one
     * @param screens those of the group, all of one frame rate
     * @param rules those of the group and of its screens; whatever is over is ignored
     * @param calendars at least those that the conditions of the rules and the quiet hours name
     * @param quiet the quiet hours of screens that have any
     * @param playlists at least the group's loop and those of its rules
     * @param media at least what these playlists show
     * @param awaited of a rendition that lacks: whether it is so likely to come soon that an edit that shows it comes as a whole, once it is there
     * @param slate the key of a screen's slate
     * @param recipe the way of rendering now in use
     * @param resolved the newest revision whose switch is stored; it hands down the start facts. Null before the first
     * @param newest the newest revision of all, decided or not; null before the first
     * @param keepers screens that may go on with the timeline they have, should it say what the new one would
     * @param editNanos now, on the timeline clock
     * @param horizon how far ahead rules are looked at, at least: to the end of a day, so that an edit does not change what it does not touch
     */
    public record Input(ScreenGroup group, long version, List<Screen> screens, List<Rule> rules, Map<CalendarId, Calendar> calendars,
                        Map<ScreenId, List<QuietTime>> quiet, Map<PlaylistId, Playlist> playlists, Map<MediaId, Media> media,
                        Function<RenditionKey, Optional<Rendition>> renditions, Predicate<RenditionKey> awaited, Function<Screen, RenditionKey> slate, int recipe,
                        GroupPlan.@Nullable Resolved resolved, @Nullable GroupPlan newest, Set<ScreenId> keepers, long editNanos,
                        Duration horizon) {
        public Input {
            screens = screens.stream().sorted(Comparator.comparing(Screen::id)).toList();
            rules = List.copyOf(rules);
            quiet = Map.copyOf(quiet);
            keepers = Set.copyOf(keepers);
            if (screens.stream().mapToInt(Screen::frameRate).distinct().count() > 1) {
                throw new IllegalArgumentException("group " + group.id() + " has screens of several frame rates");
            }
        }

        /** A later compilation of the same, upon another revision and for all screens. */
        Input again(long nanos, Duration ahead, GroupPlan.@Nullable Resolved upon, Function<RenditionKey, Optional<Rendition>> found) {
            return new Input(group, version, screens, rules, calendars, quiet, playlists, media, found, key -> false, slate, recipe, upon, null, Set.of(), nanos, ahead);
        }
    }

    public static Compilation compile(Input input) {
        return input.screens().isEmpty() ? new Compilation.Idle() : new Compiler(input, true).compile();
    }

    /** The same without timelines: what nobody is sent need not be written out to be weighed. */
    static Compilation plan(Input input) {
        return input.screens().isEmpty() ? new Compilation.Idle() : new Compiler(input, false).compile();
    }

    private Compilation compile() {
        var lanes = new Lanes(input, turns);
        Map<ScreenId, List<GroupPlan.Span>> wanted = lanes.all();
        Map<ScreenId, List<GroupPlan.Released>> releases = lanes.releases();
        Rendered rendered = turns.rendered();
        boolean slates = input.screens().stream().filter(screen -> !rendered.has(input.slate().apply(screen))).count() == 0;
        if (!slates || rendered.waits() || empties()) {
            Map<ScreenId, List<GroupPlan.Span>> before = slates ? before() : null;
            var waiting = new Compilation.Waiting(missing(), List.copyOf(turns.omissions()), lanes.anewNanos());
            return before != null && compile(before, releases, lanes, true) instanceof Compilation.Compiled compiled ? compiled : waiting;
        }
        Compilation all = compile(wanted, releases, lanes, false);
        // Validities that end far ahead can wait for a later compilation: until then such items are left out from there on.
        return all instanceof Compilation.TooLarge && lanes.reachFar() ? compile(lanes.near(), releases, lanes, false) : all;
    }

    private List<RenditionKey> missing() {
        return List.copyOf(turns.rendered().missing());
    }

    /** Whether a list that walls show now, or the loop, would hold nothing until something is rendered. */
    private boolean empties() {
        var lists = new HashSet<PlaylistId>(Set.of(input.group().loop()));
        var resolved = input.resolved();
        if (resolved != null) {
            Map<RuleId, PlaylistId> played = new HashMap<>();
            input.rules().forEach(rule -> played.put(rule.id(), rule.playlist()));
            resolved.plan().blocks().stream().filter(span -> span.covers(input.editNanos()) && span.rule() != null && played.containsKey(span.rule()))
                    .forEach(span -> lists.add(Objects.requireNonNull(played.get(span.rule()))));
        }
        lists.removeIf(list -> !turns.rendered().lacks(list) || turns.showable().shows(list, input.editNanos()));
        var whole = new Showable(input.rules(), new Material(input.playlists(), input.media()), input.editNanos());
        return lists.stream().anyMatch(list -> whole.shows(list, input.editNanos()));
    }

    /** What the lanes are by the newest revision, so that what lies above them does not wait for what is ordinary; null where not all walls have it. */
    private @Nullable Map<ScreenId, List<GroupPlan.Span>> before() {
        var resolved = input.resolved();
        var newest = input.newest() != null || resolved == null ? input.newest() : resolved.plan();
        if (newest == null || newest.frameRate() != input.screens().getFirst().frameRate() || newest.recipe() != input.recipe()) {
            return null;
        }
        var out = new TreeMap<ScreenId, List<GroupPlan.Span>>();
        for (Screen screen : input.screens()) {
            var wall = newest.wall(screen.id()).filter(known -> known.width() == screen.width() && known.height() == screen.height());
            List<GroupPlan.Span> lane = wall.map(known -> known.since(input.editNanos())).orElse(List.of());
            // A rendition may be gone since.
            if (wall.isEmpty() || !lane.stream().map(GroupPlan.Span::turns).distinct().flatMap(List::stream).allMatch(turn -> turns.rendered().has(turns.key(screen, turn)))) {
                return null;
            }
            out.put(screen.id(), lane);
        }
        return out;
    }

    private Compilation compile(Map<ScreenId, List<GroupPlan.Span>> spans, Map<ScreenId, List<GroupPlan.Released>> releases, Lanes lanes, boolean waits) {
        var walls = new ArrayList<GroupPlan.Wall>();
        var lids = new Lids(input, turns.omissions());
        for (Screen screen : input.screens()) {
            var slate = input.slate().apply(screen);
            walls.add(new GroupPlan.Wall(screen.id(), screen.width(), screen.height(), slate, Objects.requireNonNull(spans.get(screen.id())),
                    lids.of(screen), releases.getOrDefault(screen.id(), List.of())));
        }
        int frameRate = input.screens().getFirst().frameRate();
        var plan = new GroupPlan(input.group().id(), input.version(), frameRate, input.recipe(), new Starts(input, frameRate).of(walls));
        var newest = input.newest();
        if (newest != null && newest.showsAs(plan, input.editNanos()) && beginsAs(newest, plan)) {
            return new Compilation.Unchanged(missing(), List.copyOf(turns.omissions()), lanes.anewNanos());
        }
        long cues = plan.blocks().stream().map(GroupPlan.Span::turns).distinct().mapToLong(List::size).sum();
        if (cues > MAX_PAYLOAD_BYTES / MIN_CUE_BYTES) {
            return new Compilation.TooLarge(input.screens().getFirst().id(), Math.toIntExact(Math.min(Integer.MAX_VALUE, cues * MIN_CUE_BYTES)),
                    MAX_SENT_BYTES, missing());
        }
        var timelines = new ArrayList<Timeline>();
        for (Screen screen : input.screens()) {
            if (!sending || goesOn(screen, plan)) {
                continue;
            }
            var timeline = timeline(screen, plan);
            int bytes = sentBytes(timeline);
            if (bytes > MAX_SENT_BYTES) {
                return new Compilation.TooLarge(screen.id(), bytes, MAX_SENT_BYTES, missing());
            }
            timelines.add(timeline);
        }
        return new Compilation.Compiled(plan, List.copyOf(timelines), missing(), List.copyOf(turns.omissions()), lanes.anewNanos(), waits);
    }

    /** Of a newest plan whose switch is not stored yet nobody knows where its turns begin. */
    private boolean beginsAs(GroupPlan newest, GroupPlan plan) {
        var resolved = input.resolved();
        return resolved == null || resolved.plan().version() != newest.version() || resolved.beginsAs(plan, input.editNanos());
    }

    /** Whether the timeline that the screen has says what the new plan says: an edit that does not touch it sends it nothing. */
    private boolean goesOn(Screen screen, GroupPlan plan) {
        var resolved = input.resolved();
        if (resolved == null || !input.keepers().contains(screen.id()) || resolved.plan().frameRate() != plan.frameRate()
                || resolved.plan().recipe() != plan.recipe()) {
            return false;
        }
        var was = resolved.plan().wall(screen.id());
        return was.isPresent() && plan.wall(screen.id()).orElseThrow().repeats(was.get(), resolved.of(screen.id()), input.editNanos());
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
        GroupPlan.Wall wall = plan.wall(screen.id()).orElseThrow();
        for (GroupPlan.Span span : wall.lane()) {
            var cues = lists.computeIfAbsent(span.turns(), items -> cues(screen, items));
            var rule = span.rule();
            blocks.add(new Block(span.fromNanos(), span.untilNanos(), rule == null ? null : rule.value(), cues, span.start()));
        }
        var releases = new ArrayList<ReleaseBlock>();
        for (GroupPlan.Released each : wall.releases()) {
            var cues = lists.computeIfAbsent(each.span().turns(), items -> cues(screen, items));
            releases.add(each.block(cues));
        }
        return new Timeline(screen.id(), plan.version(), screen.width(), screen.height(), screen.frameRate(), media(input.slate().apply(screen)), blocks,
                wall.quiet(), releases);
    }

    private List<Cue> cues(Screen screen, List<GroupPlan.Turn> items) {
        return items.stream().map(turn -> new Cue(turn.item(), turn.name(), media(turns.key(screen, turn)), turn.frames())).toList();
    }

    private MediaRef media(RenditionKey key) {
        var rendition = turns.rendered().rendition(key).orElseThrow(() -> new IllegalStateException("compiled without rendition " + key));
        return new MediaRef(rendition.hash(), rendition.bytes(), rendition.frames());
    }
}
