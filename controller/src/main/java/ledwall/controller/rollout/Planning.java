package ledwall.controller.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ledwall.controller.calendar.CalendarStore;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaStore;
import ledwall.controller.media.RenditionKey;
import ledwall.controller.media.Renditions;
import ledwall.controller.media.Shape;
import ledwall.controller.media.Slates;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.PlaylistStore;
import ledwall.controller.schedule.Compilation;
import ledwall.controller.schedule.Compiler;
import ledwall.controller.schedule.GroupPlan;
import ledwall.controller.schedule.Lack;
import ledwall.controller.schedule.Lacks;
import ledwall.controller.schedule.Material;
import ledwall.controller.schedule.QuietHours;
import ledwall.controller.schedule.QuietStore;
import ledwall.controller.schedule.QuietTime;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleStore;
import ledwall.controller.schedule.Showable;
import ledwall.controller.schedule.Unreadables;
import ledwall.controller.screen.GroupStore;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenGroup;
import ledwall.controller.screen.ScreenStore;
import ledwall.controller.screen.SlateChoice;
import ledwall.controller.screen.SlateChoices;
import ledwall.controller.screen.SlateOwner;
import ledwall.controller.screen.SlateStore;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;
import ledwall.protocol.trust.Envelope;
import org.jspecify.annotations.Nullable;

/** Loads all that a group's timelines depend on and compiles it. Blocking, holds no state; called inside {@code Work}. */
public final class Planning {
    /** How far ahead rules are compiled. The planner does so daily, so that a screen always has a week on its disk. */
    static final Duration HORIZON = Duration.ofDays(8);

    private final GroupStore groups;
    private final ScreenStore screens;
    private final RuleStore rules;
    private final CalendarStore calendars;
    private final QuietStore quiet;
    private final SlateStore slates;
    private final PlaylistStore playlists;
    private final MediaStore media;
    private final Renditions renditions;
    private final RolloutStore rollouts;
    private final TimelineClock clock;

    public Planning(GroupStore groups, ScreenStore screens, RuleStore rules, CalendarStore calendars, QuietStore quiet, SlateStore slates,
                    PlaylistStore playlists, MediaStore media, Renditions renditions, RolloutStore rollouts, TimelineClock clock) {
        this.groups = groups;
        this.screens = screens;
        this.rules = rules;
        this.calendars = calendars;
        this.quiet = quiet;
        this.slates = slates;
        this.playlists = playlists;
        this.media = media;
        this.renditions = renditions;
        this.rollouts = rollouts;
        this.clock = clock;
    }

    /**
     * What to compile, as the control loop knew it.
     *
     * @param decided the newest whose switch is stored, in force or still to come
     * @param inForce the one that is on air
     * @param applyNow playlists whose edit shall cut
     * @param cuts how many other changes shall cut
     * @param awaits whether a rendition that lacks is waited for, so that an edit comes as a whole
     */
    record Order(GroupId group, Optional<CompiledRevision> decided, Optional<CompiledRevision> newest, Optional<CompiledRevision> inForce,
                 List<PlaylistId> applyNow, int cuts, Predicate<RenditionKey> awaits) {}

    /** Ids of playlists and media looked at, and hashes of the masters whose renditions lack: what may alter the outcome. */
    record Used(Set<String> playlists, Set<String> media, Set<String> missing) {}

    /**
     * What came of it.
     *
     * @param loopEmpty whether the default loop holds nothing that can be shown
     * @param names what the masters that lack renditions are called
     * @param lacks what screens are going to lack, of each screen
     * @param slateFailures why screens have the built-in slate and not the one that was chosen
     * @param revision where it was compiled
     * @param severalLanes whether the walls of what is newest now play different things
     */
    record Outcome(Compilation compilation, List<ScreenId> screens, List<Shape> shapes, Used used, boolean loopEmpty, Map<MediaHash, String> names,
                   boolean applyNow, Map<ScreenId, List<Lack>> lacks, Map<ScreenId, String> slateFailures, @Nullable CompiledRevision revision, boolean severalLanes) {}

    List<GroupId> groups() {
        return groups.all().stream().map(ScreenGroup::id).sorted().toList();
    }

    Outcome compile(Order order) {
        Optional<ScreenGroup> found = groups.byId(order.group());
        if (found.isEmpty()) {
            return new Outcome(new Compilation.Gone(), List.of(), List.of(), new Used(Set.of(), Set.of(), Set.of()), false, Map.of(),
                    false, Map.of(), Map.of(), null, false);
        }
        ScreenGroup group = found.get();
        long now = clock.now();
        List<Screen> its = screens.all().stream().filter(screen -> screen.group().equals(group.id())).toList();
        List<Rule> ruled = rules.ofGroup(group.id(), Instants.instant(now));
        Material material = material(group, ruled);
        Map<PlaylistId, Playlist> lists = material.playlists();
        Map<MediaId, Media> shown = material.media();
        long version = 1 + rollouts.newestVersion(group.id(), its.stream().map(Screen::id).toList());
        boolean applyNow = order.cuts() > 0 || order.applyNow().stream().anyMatch(lists::containsKey);
        // What is decided for later cannot be hurried: a revision of its own goes before it and follows what is on air, as if the other had never been.
        boolean overtaking = applyNow && order.newest().filter(revision -> SwitchDecision.canBeOvertaken(revision.revision().change(), now)).isPresent();
        Optional<CompiledRevision> base = overtaking ? order.inForce() : order.decided();
        GroupPlan.@Nullable Resolved resolved = base.map(Planning::resolved).orElse(null);
        // Whoever was away is not reached by what was made before: another group may have told it something newer since.
        boolean reachesAll = order.newest().filter(known -> known.screens().containsAll(its.stream().map(Screen::id).toList())).isPresent();
        @Nullable GroupPlan newest = overtaking || !reachesAll ? null : order.newest().map(CompiledRevision::plan).orElse(null);
        Compiler.Input input = input(group, version, its, ruled, material, resolved, newest, keepers(order, base, now),
                key -> order.awaits().test(key) && renditions.failure(key).isEmpty(), now);
        Compilation compiledNow = Compiler.compile(input);
        // What waits is built upon what is on air; what is decided for later would be lost by that.
        Compilation compilation = overtaking && compiledNow instanceof Compilation.Compiled early && early.waits()
                ? new Compilation.Waiting(early.missing(), early.omissions(), early.anewNanos()) : compiledNow;
        List<RenditionKey> missing = compilation.missing();
        var lacking = Lacks.of(new Lacks.Input(group, its, ruled, input.calendars(), material,
                screen -> quiet(input, screen, now), renditions::find, renditions::failure,
                Renditions.RECIPE, now, Watch.LOOK_AHEAD));
        var lacks = Unreadables.with(lacking, its, ruled, input.quiet(), now, now + Watch.LOOK_AHEAD.toNanos());
        CompiledRevision revision = compilation instanceof Compilation.Compiled compiled ? revision(compiled, base, now, applyNow && !compiled.waits()) : null;
        Used used = used(lists, shown, missing);
        Map<ScreenId, String> slateFailures = slateFailures(its, used.missing());
        return new Outcome(compilation, its.stream().map(Screen::id).sorted().toList(), its.stream().map(Planning::shape).distinct().toList(),
                used, !new Showable(ruled, material, now).holds(group.loop(), now), names(missing, shown), applyNow, lacks, slateFailures, revision,
                Optional.ofNullable(revision).or(order::newest).filter(each -> each.plan().lanes().size() > 1).isPresent());
    }

    private static QuietHours quiet(Compiler.Input input, Screen screen, long now) {
        return QuietTime.hours(input.quiet().getOrDefault(screen.id(), List.of()), input.calendars(), screen, now, now + Watch.LOOK_AHEAD.toNanos());
    }

    /** What a compilation of the screen's group would depend on now, upon a revision; empty where the group is gone. */
    Optional<Compiler.Input> upcoming(Screen screen, Optional<CompiledRevision> base) {
        return groups.byId(screen.group()).map(group -> {
            long now = clock.now();
            List<Screen> its = screens.all().stream().filter(each -> each.group().equals(group.id())).toList();
            List<Rule> ruled = rules.ofGroup(group.id(), Instants.instant(now));
            return input(group, 1 + base.map(each -> each.revision().version()).orElse(0L), its, ruled, material(group, ruled),
                    base.map(Planning::resolved).orElse(null), null, Set.of(), key -> false, now);
        });
    }

    private Material material(ScreenGroup group, List<Rule> ruled) {
        return Material.load(Stream.concat(Stream.of(group.loop()), ruled.stream().map(Rule::playlist)).toList(), playlists, media, renditions::failure);
    }

    private Compiler.Input input(ScreenGroup group, long version, List<Screen> its, List<Rule> ruled, Material material, GroupPlan.@Nullable Resolved resolved,
                                 @Nullable GroupPlan newest, Set<ScreenId> keepers, Predicate<RenditionKey> awaited, long now) {
        return new Compiler.Input(group, version, its, ruled, calendars.byId(), quiet.all(), material.playlists(), material.media(), renditions::find, awaited,
                slateKeys(its), Renditions.RECIPE, resolved, newest, keepers, now, HORIZON);
    }

    /** What stands on each screen where nothing else can. One of which nothing can be made gives way to the picture that is always there. */
    private Function<Screen, RenditionKey> slateKeys(List<Screen> its) {
        var keys = new TreeMap<ScreenId, RenditionKey>();
        Map<SlateOwner, SlateChoice> chosen = slates.all();
        for (Screen screen : its) {
            chosenSlate(screen, chosen).filter(key -> slateFailure(key).isEmpty()).ifPresent(key -> keys.put(screen.id(), key));
        }
        return screen -> Optional.ofNullable(keys.get(screen.id())).orElseGet(() -> Slates.key(shape(screen)));
    }

    private Optional<RenditionKey> chosenSlate(Screen screen, Map<SlateOwner, SlateChoice> chosen) {
        return SlateChoices.effective(chosen, screen.id(), screen.group()) instanceof SlateChoice.OfMedia(var id, var fit)
                ? media.byId(id).map(found -> shape(screen).key(found.hash(), fit)) : Optional.empty();
    }

    private Optional<String> slateFailure(RenditionKey key) {
        return renditions.failure(key.master()).or(() -> renditions.failure(key));
    }

    /** Why screens have another slate than was chosen, for people. */
    private Map<ScreenId, String> slateFailures(List<Screen> its, Set<String> masters) {
        var out = new TreeMap<ScreenId, String>();
        Map<SlateOwner, SlateChoice> chosen = slates.all();
        for (Screen screen : its) {
            chosenSlate(screen, chosen).ifPresent(key -> slateFailure(key).ifPresent(words -> {
                out.put(screen.id(), words);
                // Should it be uploaded again, it is tried again.
                masters.add(key.master().value());
            }));
        }
        return out;
    }

    private static GroupPlan.@Nullable Resolved resolved(CompiledRevision decided) {
        var change = decided.revision().change();
        if (change == null) {
            return null;
        }
        var changes = new TreeMap<ScreenId, Switch>();
        decided.screens().forEach(screen -> decided.changeOf(screen).ifPresent(its -> changes.put(screen, its)));
        return new GroupPlan.Resolved(decided.plan(), change, changes);
    }

    /** Screens that were told nothing since the revision that the new one follows: they may go on with what they have. */
    private static Set<ScreenId> keepers(Order order, Optional<CompiledRevision> base, long now) {
        var out = new TreeSet<ScreenId>();
        base.ifPresent(followed -> order.newest().ifPresent(newest -> followed.screens().forEach(screen -> {
            // A switch that is still to come may lie behind the next one: a clock that was set back has none of its instants in order.
            boolean begun = followed.changeOf(screen).filter(change -> change.atNanos() <= now).isPresent();
            if (begun && newest.of(screen).map(StoredTimeline::version).equals(followed.of(screen).map(StoredTimeline::version))) {
                out.add(screen);
            }
        })));
        return out;
    }

    private static Shape shape(Screen screen) {
        return new Shape(screen.width(), screen.height(), screen.frameRate());
    }

    private static CompiledRevision revision(Compilation.Compiled compiled, Optional<CompiledRevision> base, long now, boolean applyNow) {
        var timelines = new TreeMap<ScreenId, StoredTimeline>();
        for (Timeline timeline : compiled.timelines()) {
            var payload = TimelineCodec.encode(timeline);
            timelines.put(timeline.screen(), new StoredTimeline(timeline.screen(), timeline.version(), new TimelineHash(payload.sha256()),
                    new Envelope(payload, List.of()), timeline));
        }
        GroupPlan plan = compiled.plan();
        var kept = new TreeMap<ScreenId, Held>();
        for (GroupPlan.Wall wall : plan.walls()) {
            ScreenId screen = wall.screen();
            if (!timelines.containsKey(screen)) {
                kept.put(screen, base.flatMap(followed -> followed.of(screen).flatMap(stored -> followed.changeOf(screen).map(its -> new Held(stored, its))))
                        .orElseThrow(() -> new IllegalStateException(screen + " has nothing to go on with")));
            }
        }
        return new CompiledRevision(new Revision(plan.group(), plan.version(), Instants.instant(now), applyNow, null), plan, timelines, kept, new TreeMap<>());
    }

    private static Used used(Map<PlaylistId, Playlist> lists, Map<MediaId, Media> shown, List<RenditionKey> missing) {
        var playlistIds = new TreeSet<String>();
        var mediaIds = new TreeSet<String>();
        var masters = new TreeSet<String>();
        lists.keySet().forEach(id -> playlistIds.add(id.value()));
        shown.keySet().forEach(id -> mediaIds.add(id.value()));
        missing.forEach(key -> masters.add(key.master().value()));
        return new Used(playlistIds, mediaIds, masters);
    }

    private static Map<MediaHash, String> names(List<RenditionKey> missing, Map<MediaId, Media> shown) {
        var names = new TreeMap<MediaHash, String>();
        missing.forEach(key -> names.put(key.master(), "slate"));
        shown.values().forEach(each -> names.computeIfPresent(each.hash(), (hash, slate) -> each.name()));
        return names;
    }
}
