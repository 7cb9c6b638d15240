package ledwall.controller.rollout;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.health.Board;
import ledwall.controller.media.RenditionKey;
import ledwall.controller.media.Renditions;
import ledwall.controller.media.Slates;
import ledwall.controller.rollout.Planning.Outcome;
import ledwall.controller.schedule.Compilation;
import ledwall.controller.schedule.Omission;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Block;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles a group's schedule anew after whatever touches it, when time alone changes what is to be said of it, and once a day because windows come nearer.
 * One compilation of a group at a time; edits that come close together make one revision. {@link #applyNow} from any thread, the rest on the control loop.
 */
public final class Planner {
    /** Edits closer together than this are one: a page that saves a playlist and a rule makes one switch, not two. */
    static final long DEBOUNCE_NANOS = 50_000_000;
    /** One-off windows are looked at a week ahead, so a day late is early enough. */
    static final long ANEW_NANOS = 24 * 3_600_000_000_000L;
    /** Lists that begin and end to hold something many times a second must not keep the controller busy. */
    static final long SOONEST_ANEW_NANOS = 5_000_000_000L;
    /** A database that failed may be back soon. */
    static final long RETRY_NANOS = 5_000_000_000L;
    private static final Logger log = LoggerFactory.getLogger(Planner.class);

    private final Planning planning;
    private final Rollouts rollouts;
    private final Renditions renditions;
    private final Slates slates;
    private final Board board;
    private final Clock clock;
    private final TimelineClock timeline;
    private final Work work;
    private final Loop loop;
    private final Watch watch;
    private final TreeMap<GroupId, Desk> desks = new TreeMap<>();

    public Planner(Planning planning, Rollouts rollouts, Renditions renditions, Slates slates, Board board, Clock clock, TimelineClock timeline, Work work,
                   Loop loop, Changes changes) {
        this.planning = planning;
        this.rollouts = rollouts;
        this.renditions = renditions;
        this.slates = slates;
        this.board = board;
        this.clock = clock;
        this.timeline = timeline;
        this.work = work;
        this.loop = loop;
        this.watch = new Watch(board);
        changes.subscribe(this::changed);
    }

    /** Plans every group once. Blocking: before the loop runs. */
    public void start() {
        planning.groups().forEach(group -> desk(group).due(clock.nanos()));
    }

    /** The edit just saved takes over at once, not at the end of the cue on air. Call it right after the save of the playlist. */
    public void applyNow(PlaylistId playlist) {
        loop.post("apply now", () -> desks.values().forEach(desk -> {
            desk.applyNow.add(playlist);
            desk.due(clock.nanos() + DEBOUNCE_NANOS);
        }));
    }

    /** What was just changed in a group's schedule takes over at once, not at the end of the cue on air. Call it right after the change. */
    public void applyNow(GroupId group) {
        loop.post("apply now", () -> {
            Desk desk = desk(group);
            desk.cuts++;
            desk.due(clock.nanos() + DEBOUNCE_NANOS);
        });
    }

    private void changed(Change change) {
        long due = clock.nanos() + DEBOUNCE_NANOS;
        if (change.kind() == Change.Kind.GROUP && !change.id().isEmpty()) {
            desk(new GroupId(change.id()));
        }
        for (Desk desk : desks.values()) {
            if (desk.concerns(change)) {
                desk.due(due);
            }
        }
        if (change.kind() == Change.Kind.REVISION) {
            revised(new GroupId(change.id()), due);
        }
    }

    private void revised(GroupId group, long due) {
        Desk desk = desks.get(group);
        if (desk != null && desk.joinAfter > 0 && rollouts.newestDecided(group).filter(decided -> decided.revision().version() >= desk.joinAfter).isPresent()) {
            desk.joinAfter = 0;
            desk.due(due);
        }
    }

    /** Begins what is due. Call it a few times a second. */
    public void step() {
        long now = clock.nanos();
        watch.step(timeline.now());
        desks.forEach((group, desk) -> {
            if (!desk.running && (now - desk.dueNanos >= 0 || timeline.now() >= desk.anewNanos)) {
                begin(group, desk, now);
            }
        });
    }

    private void begin(GroupId group, Desk desk, long now) {
        desk.running = true;
        desk.dueNanos = now + ANEW_NANOS;
        desk.anewNanos = Block.FOREVER;
        var order = new Planning.Order(group, rollouts.newestDecided(group), rollouts.newest(group), rollouts.inForce(group),
                List.copyOf(desk.applyNow), desk.cuts, desk.awaits(now));
        work.submit("plan " + group, "compile " + group, () -> planning.compile(order), loop, new Work.Outcome<Outcome>() {
            @Override
            public void done(Outcome outcome) {
                desk.running = false;
                desk.used = outcome.used();
                desk.anewNanos = Math.max(outcome.compilation().anewNanos(), timeline.now() + SOONEST_ANEW_NANOS);
                watch.told(group, outcome.lacks(), timeline.now());
                finish(group, desk, order, outcome);
            }

            @Override
            public void failed(Exception cause) {
                desk.running = false;
                desk.due(clock.nanos() + RETRY_NANOS);
                board.raise(group, Board.SCHEDULE_STUCK, "The newest edit could not be made into a programme: " + cause.getMessage());
            }
        });
    }

    private void finish(GroupId group, Desk desk, Planning.Order order, Outcome outcome) {
        for (ScreenId screen : outcome.screens()) {
            if (outcome.loopEmpty()) {
                board.raise(screen, Board.LOOP_EMPTY, "The group's default loop holds nothing that can be shown: outside of windows the slate is.");
            } else {
                board.clear(screen, Board.LOOP_EMPTY);
            }
            String slate = outcome.slateFailures().get(screen);
            if (slate == null) {
                board.clear(screen, Board.SLATE_NOT_MADE);
            } else {
                board.raise(screen, Board.SLATE_NOT_MADE, "The slate that was chosen cannot be made for this screen: " + slate + " The built-in one stands in for it.");
            }
        }
        List<String> coming = lacking(group, desk, outcome);
        if (!(outcome.compilation() instanceof Compilation.Compiled)) {
            rollouts.preparing(group, coming);
        }
        switch (outcome.compilation()) {
            case Compilation.Gone() -> {
                desks.remove(group);
                rollouts.forget(group);
            }
            case Compilation.Idle() -> { }
            case Compilation.Waiting waiting -> omitted(outcome.screens(), waiting.omissions());
            case Compilation.Unchanged unchanged -> {
                order.newest().ifPresent(newest -> joinAfter(group, desk, outcome, newest));
                if (!unchanged.missing().isEmpty()) {
                    log.debug("[{}] what is to cut may be what is still being rendered", group);
                } else if (!outcome.applyNow() || rollouts.hurry(group)) {
                    desk.applied(order);
                } else {
                    desk.due(clock.nanos() + DEBOUNCE_NANOS);
                }
                omitted(outcome.screens(), unchanged.omissions());
            }
            case Compilation.TooLarge large -> {
                log.warn("[{}] the timeline of {} would have {} bytes, more than {}", group, large.screen(), large.bytes(), large.mostBytes());
                outcome.screens().forEach(screen -> board.raise(screen, Board.ITEMS_LEFT_OUT, "The schedule is too large: a timeline of " + large.bytes()
                        + " bytes does not fit into " + large.mostBytes() + ". The previous one goes on."));
            }
            case Compilation.Compiled compiled -> {
                omitted(outcome.screens(), compiled.omissions());
                adopt(group, desk, order, outcome, Objects.requireNonNull(outcome.revision(), "a compiled outcome has a revision"), compiled.waits(), coming);
            }
        }
    }

    private void joinAfter(GroupId group, Desk desk, Outcome outcome, CompiledRevision newest) {
        if (outcome.severalLanes() && newest.revision().change() == null) {
            desk.joinAfter = newest.revision().version();
            // It may have been decided meanwhile.
            revised(group, clock.nanos() + DEBOUNCE_NANOS);
        }
    }

    /**
     * What can still be made is asked for, and named while it is left out or waited for. What cannot be, and is on walls that would lose it, keeps the group at
     * its old revision, by name. A file of which nothing can be made plays nowhere; it is left out by the next compilation.
     */
    private List<String> lacking(GroupId group, Desk desk, Outcome outcome) {
        Compilation compilation = outcome.compilation();
        desk.lacks(compilation.missing(), clock.nanos());
        boolean waits = compilation instanceof Compilation.Waiting || (compilation instanceof Compilation.Compiled compiled && compiled.waits());
        Map<MediaHash, String> names = outcome.names();
        if (!compilation.missing().isEmpty()) {
            slates.want(outcome.shapes());
            renditions.want(compilation.missing(), Renditions.Priority.PROGRAMME);
        }
        var coming = new TreeSet<String>();
        var stuck = new TreeSet<String>();
        for (RenditionKey key : compilation.missing()) {
            String name = names.getOrDefault(key.master(), "slate");
            if (renditions.failure(key.master()).isPresent()) {
                desk.due(clock.nanos() + DEBOUNCE_NANOS);
                continue;
            }
            renditions.failure(key).or(() -> renditions.delay(key.master())).ifPresent(words -> stuck.add("\"" + name + "\" cannot be made for "
                    + key.width() + "x" + key.height() + " (" + key.fit().name().toLowerCase(Locale.ROOT) + "): " + words));
            if (renditions.failure(key).isEmpty()) {
                coming.add(name);
            }
        }
        if (!waits || stuck.isEmpty()) {
            board.clear(group, Board.SCHEDULE_STUCK);
        } else {
            board.raise(group, Board.SCHEDULE_STUCK, stuck.stream().limit(20).collect(Collectors.joining(" ")));
        }
        return List.copyOf(coming);
    }

    /**
     * @param waits whether what was to cut is not in it yet
     * @param coming what it is still without
     */
    private void adopt(GroupId group, Desk desk, Planning.Order order, Outcome outcome, CompiledRevision revision, boolean waits, List<String> coming) {
        @Nullable Long base = order.decided().map(decided -> decided.revision().version()).orElse(null);
        boolean begun = rollouts.adopt(revision, base, stored -> {
            if (stored) {
                rollouts.preparing(group, coming);
                if (!waits) {
                    desk.applied(order);
                }
                joinAfter(group, desk, outcome, revision);
            } else {
                desk.due(clock.nanos() + RETRY_NANOS);
            }
        });
        if (!begun) {
            log.debug("[{}] compiled against a revision that is no longer the newest decided; again", group);
            desk.due(clock.nanos() + DEBOUNCE_NANOS);
        }
    }

    private void omitted(List<ScreenId> screens, List<Omission> omissions) {
        String causes = omissions.stream().map(Omission::cause).distinct().limit(20).collect(Collectors.joining(" "));
        for (ScreenId screen : screens) {
            if (omissions.isEmpty()) {
                board.clear(screen, Board.ITEMS_LEFT_OUT);
            } else {
                board.raise(screen, Board.ITEMS_LEFT_OUT, causes);
            }
        }
    }

    private Desk desk(GroupId group) {
        return desks.computeIfAbsent(group, id -> new Desk(clock.nanos()));
    }
}
