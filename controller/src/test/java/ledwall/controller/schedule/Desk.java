package ledwall.controller.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.calendar.When;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.media.Rendition;
import ledwall.controller.media.RenditionKey;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.playlist.Terms;
import ledwall.controller.playlist.Validity;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenGroup;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Showing;
import ledwall.protocol.timeline.Switch;

/**
 * A group's schedule on the operator's desk, and a small stand-in for the rollout: it decides switches by the house's words (the first end of a cue on air at
 * least two seconds away, then the next item of the new order) and keeps each screen's programme.
 */
final class Desk {
    static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    static final PlaylistId LOOP = new PlaylistId("loop");

    final ScreenGroup group = new ScreenGroup(new GroupId("hall"), "Hall", LOOP);
    final List<Screen> screens = new ArrayList<>();
    final Map<PlaylistId, Playlist> playlists = new TreeMap<>();
    final Map<RuleId, Rule> rules = new TreeMap<>();
    final Map<CalendarId, Calendar> calendars = new TreeMap<>();
    final Map<ScreenId, List<QuietTime>> quiet = new TreeMap<>();
    /** Screens that may go on with what they have. */
    Set<ScreenId> keepers = Set.of();
    final Map<MediaId, Media> media = new HashMap<>();
    /** Renditions that are not made yet. */
    final Set<RenditionKey> lacking = new HashSet<>();
    /** Those of them that will be there soon. */
    final Set<RenditionKey> awaited = new HashSet<>();
    Duration horizon = Duration.ofDays(30);
    int recipe = 1;
    Instant now = START;
    GroupPlan.Resolved resolved;
    GroupPlan newest;
    Map<ScreenId, Programme> programmes = new TreeMap<>();
    private final Map<MediaHash, Media> masters = new HashMap<>();
    private final int frameRate;
    private long version;

    Desk(int frameRate, int walls) {
        this.frameRate = frameRate;
        for (int i = 1; i <= walls; i++) {
            screens.add(new Screen(new ScreenId("wall-" + i), "Wall " + i, group.id(), 640 + 2 * i, 360, frameRate, ZoneId.of("Asia/Shanghai")));
        }
        playlist(LOOP.value());
    }

    Media video(String name, Duration length) {
        return media(name, Media.Kind.VIDEO, length);
    }

    Media still(String name) {
        return media(name, Media.Kind.STILL, null);
    }

    private Media media(String name, Media.Kind kind, Duration length) {
        var made = new Media(new MediaId("media-" + name), "བོད་ཡིག 藏文 \"" + name + "\"", hash("master " + name), 1_000, kind, 1920, 1080, length, START, null);
        media.put(made.id(), made);
        masters.put(made.hash(), made);
        return made;
    }

    void failed(Media one, String why) {
        media.put(one.id(), new Media(one.id(), one.name(), one.hash(), one.bytes(), one.kind(), one.width(), one.height(), one.length(), one.uploadedAt(),
                why));
    }

    PlaylistItem item(String id, Media of, Duration length) {
        return new PlaylistItem(new ItemId(id), of.id(), length, Fit.CONTAIN);
    }

    /** A video item called like its id. */
    PlaylistItem item(String id, double seconds) {
        return item(id, video(id, Duration.ofNanos(Math.round(seconds * 1e9))), null);
    }

    PlaylistId playlist(String id, PlaylistItem... items) {
        var name = new PlaylistId(id);
        playlists.put(name, new Playlist(name, id, 1, List.of(items)));
        return name;
    }

    /** The item with a weight, valid from so many seconds after the start until so many; null is open. */
    static PlaylistItem on(PlaylistItem item, int every, Integer from, Integer until) {
        return new PlaylistItem(item.id(), item.content(), new Terms(List.of(), new Validity(from == null ? null : START.plusSeconds(from),
                until == null ? null : START.plusSeconds(until)), every));
    }

    static PlaylistItem nested(String id, PlaylistId list) {
        return new PlaylistItem(new ItemId(id), new Content.Nested(list), Terms.PLAIN);
    }

    Rule rule(String id, PlaylistId playlist, Duration from, Duration until, int priority) {
        var rule = new Rule(new RuleId(id), id, Targets.of(group.id()), playlist, RuleClass.NORMAL, priority,
                new When.Once(START.plus(from), START.plus(until)), 1);
        rules.put(rule.id(), rule);
        return rule;
    }

    Compilation compile() {
        return Compiler.compile(input());
    }

    Compiler.Input input() {
        return new Compiler.Input(group, version + 1, screens, List.copyOf(rules.values()), calendars, quiet, playlists, media,
                this::rendition, awaited::contains,
                screen -> new RenditionKey(hash("slate"), screen.width(), screen.height(), Fit.STRETCH, screen.frameRate(), recipe), recipe, resolved, newest,
                keepers, Instants.nanos(now), horizon);
    }

    /** Compiles, and if there is a new revision decides its switch and puts it on the walls. */
    Compilation edit() {
        return edit(false);
    }

    /** @param cut whether the switch cuts at once, in the middle of whatever is on air */
    Compilation edit(boolean cut) {
        var compilation = compile();
        if (compilation instanceof Compilation.Compiled compiled) {
            take(compiled, decide(compiled, cut));
        }
        return compilation;
    }

    void take(Compilation.Compiled compiled, Switch change) {
        version++;
        newest = compiled.plan();
        resolved = new GroupPlan.Resolved(newest, change);
        for (int i = 0; i < screens.size(); i++) {
            var entries = new ArrayList<>(programme(i).entries());
            entries.add(new Programme.Entry(compiled.timelines().get(i), change));
            programmes.put(screens.get(i).id(), new Programme(entries));
        }
    }

    private Switch decide(Compilation.Compiled compiled, boolean cut) {
        var programme = programme(0);
        // Not before a switch that is already stored.
        long known = programme.entries().isEmpty() ? 0 : programme.entries().getLast().change().atNanos();
        if (cut) {
            long at = Math.max(known, Instants.nanos(now) + Frames.SECOND * 2 / 5);
            return new Switch(at, programme.due(at).map(showing -> next(compiled, showing, at)).orElse(0));
        }
        long soonest = Math.max(known, Instants.nanos(now) + 2 * Frames.SECOND);
        var onAir = programme.due(soonest);
        if (onAir.isEmpty()) {
            return new Switch(soonest, 0);
        }
        var ending = onAir.get();
        if (ending.startNanos() == soonest) {
            ending = programme.due(soonest - 1).orElse(ending);
        }
        long at = ending.endNanos();
        return new Switch(at, next(compiled, ending, at));
    }

    /** The place of the item that follows the ending one in the new order; if the ending one is gone, of the first one after it that is still there. */
    private static int next(Compilation.Compiled compiled, Showing ending, long at) {
        var block = compiled.timelines().getFirst().blocks().stream().filter(b -> b.covers(at)).findFirst();
        if (block.isEmpty()) {
            return 0;
        }
        var order = block.get().cues().stream().map(cue -> cue.item()).toList();
        int place = order.indexOf(ending.cue().item());
        if (place >= 0) {
            return (place + 1) % order.size();
        }
        var old = ending.block().cues();
        for (int i = 1; i < old.size(); i++) {
            int found = order.indexOf(old.get((ending.index() + i) % old.size()).item());
            if (found >= 0) {
                return found;
            }
        }
        return 0;
    }

    Programme programme(int wall) {
        return programmes.getOrDefault(screens.get(wall).id(), Programme.EMPTY);
    }

    /** What is due on a wall so long after the start; {@code "-"} for the slate. */
    String due(int wall, Duration after) {
        return programme(wall).due(Instants.nanos(START.plus(after))).map(showing -> showing.cue().item().value()).orElse("-");
    }

    Optional<Rendition> rendition(RenditionKey key) {
        if (lacking.contains(key)) {
            return Optional.empty();
        }
        Media master = masters.get(key.master());
        Duration length = master == null || master.length() == null ? Duration.ofSeconds(5) : master.length();
        long frames = Frames.covering(length.toNanos(), key.frameRate());
        return Optional.of(new Rendition(key, hash(key.toString()), 1_000 + key.width(), Math.toIntExact(frames)));
    }

    RenditionKey key(Screen screen, Media of) {
        return new RenditionKey(of.hash(), screen.width(), screen.height(), Fit.CONTAIN, frameRate, recipe);
    }

    static MediaHash hash(String text) {
        return new MediaHash(Bytes.of(text.getBytes(StandardCharsets.UTF_8)).sha256());
    }
}
