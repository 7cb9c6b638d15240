package ledwall.controller.rollout;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.health.Board;
import ledwall.controller.health.Plan;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.message.TimelineReady;
import ledwall.protocol.message.TimelineRefused;
import ledwall.protocol.message.TimelineSwitch;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Tokens;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings each group's newest revision onto its screens: offers it, hears how far they are, stores one switch instant and tells it. State, not a queue: a
 * screen that connects is told what is true now. On the control loop; {@link #statuses} from any thread.
 */
public final class Rollouts {
    private static final Logger log = LoggerFactory.getLogger(Rollouts.class);

    private final RolloutStore store;
    private final TimelineClock clock;
    private final Work work;
    private final Loop loop;
    private final Board board;
    private final Changes changes;
    private final TreeMap<GroupId, GroupRollout> groups = new TreeMap<>();
    private final Lines lines = new Lines();
    private final Belongings belongings;
    private final Function<ScreenId, Tokens> heard;
    private volatile SortedMap<GroupId, GroupStatus> statuses = Collections.emptySortedMap();
    private volatile SortedMap<GroupId, CompiledRevision> decided = Collections.emptySortedMap();

    /** @param heard what a screen is known to have heard of releases */
    public Rollouts(RolloutStore store, TimelineClock clock, Work work, Loop loop, Board board, Changes changes, Function<ScreenId, Tokens> heard) {
        this.store = store;
        this.clock = clock;
        this.work = work;
        this.loop = loop;
        this.board = board;
        this.changes = changes;
        this.heard = heard;
        this.belongings = new Belongings(store, work, loop, screen -> board.plan(screen, plan(screen)));
    }

    /** Takes up what is stored. Blocking: before the loop runs. */
    public void start() {
        long now = clock.now();
        for (CompiledRevision compiled : store.recent()) {
            // Waiting begins anew: the screens first have to come back.
            group(compiled.revision().group()).begin(new Round(compiled, now));
        }
        groups.values().forEach(group -> group.prune(now));
        publish();
    }

    /** The group was deleted. */
    void forget(GroupId group) {
        groups.remove(group);
        publish();
    }

    /** Every group by id, as of the last step. */
    public SortedMap<GroupId, GroupStatus> statuses() {
        return statuses;
    }

    /** The group's newest revision whose start facts are known, as of the last step. From any thread. */
    Optional<CompiledRevision> decided(GroupId group) {
        return Optional.ofNullable(decided.get(group));
    }

    /** All screens there are: a screen hears of its own group only. One that has moved is told at once what is true in its new group. */
    public void registered(List<Screen> screens) {
        List<Screen> moved = screens.stream().filter(screen -> lines.isIn(screen.id()) && !screen.group().equals(lines.groupOf(screen.id()))).toList();
        lines.registered(screens);
        groups.values().forEach(this::sendOff);
        belongings.retain(screens.stream().map(Screen::id).collect(Collectors.toSet()));
        for (Screen screen : screens) {
            board.plan(screen.id(), plan(screen.id()));
        }
        for (Screen screen : moved) {
            log.info("[{}] belongs to {} now", screen.id(), screen.group());
            group(screen.group()).rounds().forEach(round -> offer(screen.id(), round));
        }
        publish();
    }

    /** Screens that are no longer in the group, or have another size: they go on with what they were told, until they are told better. */
    private void sendOff(GroupRollout group) {
        for (Round round : group.rounds()) {
            for (ScreenId screen : round.compiled().screens()) {
                if (round.of(screen).filter(stored -> lines.fits(group.group, screen, stored.timeline())).isEmpty()) {
                    keep(screen, round);
                    round.leave(screen);
                }
            }
        }
    }

    private void keep(ScreenId screen, Round round) {
        round.changeOf(screen).ifPresent(change -> round.of(screen).ifPresent(stored -> belongings.keep(screen, new Held(stored, change))));
    }

    /** What the screen has been told to play. */
    public Programme programme(ScreenId screen) {
        return plan(screen).programme();
    }

    private Plan plan(ScreenId screen) {
        return belongings.before(screen, of(screen).map(group -> group.plan(screen)).orElse(Plan.NONE)).with(heard.apply(screen));
    }

    /** The screen has heard something else of releases: what it should show is read anew. */
    public void heard(ScreenId screen) {
        board.plan(screen, plan(screen));
    }

    /** Whether the screen has been offered this file, and may still need it: nobody reads anything else. */
    public boolean offered(ScreenId screen, MediaHash hash) {
        return of(screen).stream().flatMap(group -> group.rounds().stream()).anyMatch(round -> round.names(screen, hash)) || belongings.names(screen, hash);
    }

    /** The screen says which timeline its glass follows; null before its first. */
    public void plays(ScreenId screen, long version, @Nullable TimelineHash hash) {
        boolean known = of(screen).flatMap(group -> group.newest(screen, version)).isPresent();
        belongings.plays(screen, version, hash, known);
    }

    /**
     * Stores a revision and begins its way; {@code then} hears how that ended. False, and nothing happens, where {@code base} is no longer the newest decided
     * revision or is about to be no longer: start facts would be copied from what is not going to be on air.
     */
    boolean adopt(CompiledRevision compiled, @Nullable Long base, Consumer<Boolean> then) {
        GroupRollout group = group(compiled.revision().group());
        if (group.settling() || !Objects.equals(base, group.newestDecided().map(Round::version).orElse(null))) {
            return false;
        }
        group.adopting = true;
        work.submit("sql-write", "store a revision", () -> store.add(compiled), loop, new Work.Outcome<Boolean>() {
            @Override
            public void done(Boolean stored) {
                group.adopting = false;
                if (stored) {
                    begin(group, compiled);
                } else {
                    log.info("[{}] revision {} came too late: a screen has left meanwhile", group.group, compiled.revision().version());
                }
                then.accept(stored);
            }

            @Override
            public void failed(Exception cause) {
                group.adopting = false;
                then.accept(false);
            }
        });
        return true;
    }

    private void begin(GroupRollout group, CompiledRevision compiled) {
        var round = new Round(compiled, clock.now());
        group.begin(round);
        sendOff(group);
        plans(group);
        log.info("[{}] revision {} is offered to {} screens", group.group, round.version(), compiled.timelines().size());
        tell(group, round, round::offer);
        changes.post(new Change(Change.Kind.REVISION, group.group.value()));
        step(group);
    }

    /** Renditions lack before the group's newest edit can be compiled: their items' names; empty once that is over. */
    void preparing(GroupId group, List<String> missing) {
        group(group).preparing(missing.isEmpty() ? null : missing);
        publish();
    }

    /**
     * Whoever waits for the newest revision waits no longer than for a cut. Not stored: after a restart it is an ordinary edit again. False, and nothing
     * happens, where its ordinary switch is decided or just being so: only a revision of its own can be sooner.
     */
    boolean hurry(GroupId id) {
        GroupRollout group = group(id);
        long now = clock.now();
        if (group.settling() || group.newest().filter(round -> SwitchDecision.canBeOvertaken(round.change(), now)).isPresent()) {
            return false;
        }
        group.newest().ifPresent(Round::hurry);
        step(group);
        return true;
    }

    /** The newest revision whose start facts are known. */
    Optional<CompiledRevision> newestDecided(GroupId group) {
        return group(group).newestDecided().map(Round::compiled);
    }

    /** The revision on air. */
    Optional<CompiledRevision> inForce(GroupId group) {
        return group(group).inForce(clock.now()).map(Round::compiled);
    }

    /** The newest revision, decided or not. */
    Optional<CompiledRevision> newest(GroupId group) {
        return group(group).newest().map(Round::compiled);
    }

    /** The screen's session is welcome: {@code line} reaches its agent. Tells it everything that is true now. */
    public void connected(ScreenId screen, Consumer<ToAgent> line) {
        lines.connected(screen, line);
        // Oldest first: one that comes with an empty disk plays them until it has the newer ones.
        belongings.of(screen).forEach(held -> {
            lines.send(screen, Optional.of(new TimelineOffer(held.version(), held.stored().hash(), held.stored().envelope())));
            lines.send(screen, Optional.of(new TimelineSwitch(held.version(), held.stored().hash(), held.change())));
        });
        of(screen).ifPresent(group -> {
            for (Round round : group.rounds()) {
                round.forget(screen);
                offer(screen, round);
            }
        });
    }

    /** The screen has no session any more. */
    public void disconnected(ScreenId screen) {
        lines.disconnected(screen);
        belongings.gone(screen);
        of(screen).ifPresent(this::step);
    }

    /** The screen says how far it is. */
    public void ready(ScreenId screen, TimelineReady report) {
        of(screen).ifPresent(group -> group.newest(screen, report.version()).ifPresent(round -> {
            if (round.of(screen).filter(stored -> stored.hash().equals(report.hash())).isPresent()) {
                round.ready(screen, report);
                board.ready(screen, report);
                board.clear(screen, Board.TIMELINE_REFUSED);
                step(group);
            }
        }));
    }

    /**
     * The screen will not keep a timeline: nobody waits for it, and somebody has to know, unless it holds a newer one of ours anyway: a screen that comes back
     * after a switch is offered what it has already left behind.
     */
    public void refused(ScreenId screen, TimelineRefused refusal) {
        log.warn("[{}] refused timeline {}: {} {}", screen, refusal.version(), refusal.code(), refusal.detail());
        of(screen).ifPresent(group -> group.newest(screen, refusal.version()).ifPresent(round -> {
            boolean left = refusal.code().equals("stale")
                    && group.newest().flatMap(newest -> newest.of(screen)).filter(newest -> newest.version() > refusal.version()).isPresent();
            if (!left) {
                round.refused(screen, clock.now());
                board.raise(screen, Board.TIMELINE_REFUSED, "Timeline " + refusal.version() + " was refused (" + refusal.code() + "): " + refusal.detail());
            }
            step(group);
        }));
    }

    /** Decides what can be decided. Call it a few times a second. */
    public void step() {
        groups.values().forEach(this::step);
        publish();
    }

    private void step(GroupRollout group) {
        long now = clock.now();
        List<Round> over = group.prune(now);
        if (!over.isEmpty()) {
            // A late screen still plays what is over for the group, and may lack files of it.
            over.forEach(round -> round.compiled().screens().stream().filter(screen -> lines.online(group.group, screen))
                    .forEach(screen -> keep(screen, round)));
            plans(group);
        }
        for (Round round : group.rounds()) {
            round.offerAgain(now).forEach(screen -> offer(screen, round));
        }
        group.undecided().ifPresent(round -> group.decision(round, now, screen -> lines.online(group.group, screen), this::programme)
                .ifPresent(decision -> decide(group, round, decision)));
    }

    private void decide(GroupRollout group, Round round, SwitchDecision.Decision decision) {
        Switch change = decision.change();
        round.deciding = true;
        Set<ScreenId> told = round.compiled().timelines().keySet();
        work.submit("sql-write", "store a switch", () -> store.decide(group.group, round.version(), change, decision.firstCues(), told), loop, new Work.Outcome<Set<ScreenId>>() {
            @Override
            public void done(Set<ScreenId> left) {
                // It is none of theirs: they leave before it is.
                left.forEach(round::leave);
                group.decided(round, decision);
                log.info("[{}] revision {} takes over at {} with cue {}", group.group, round.version(),
                        Instants.instant(change.atNanos()), change.firstCue());
                tell(group, round, round::switched);
                plans(group);
                changes.post(new Change(Change.Kind.REVISION, group.group.value()));
            }

            @Override
            public void failed(Exception cause) {
                // Undecided again: the next step decides anew.
                round.deciding = false;
            }
        });
    }

    private void publish() {
        long now = clock.now();
        var fresh = new TreeMap<GroupId, GroupStatus>();
        var known = new TreeMap<GroupId, CompiledRevision>();
        groups.forEach((id, group) -> {
            fresh.put(id, group.status(now));
            group.newestDecided().ifPresent(round -> known.put(id, round.compiled()));
        });
        decided = Collections.unmodifiableSortedMap(known);
        SortedMap<GroupId, GroupStatus> before = statuses;
        statuses = Collections.unmodifiableSortedMap(fresh);
        fresh.forEach((id, status) -> {
            if (!status.equals(before.get(id))) {
                note(status, before.get(id));
                changes.post(new Change(Change.Kind.REVISION, id.value()));
            }
        });
    }

    private static void note(GroupStatus status, @Nullable GroupStatus before) {
        GroupStatus.Stage was = before == null || before.pending() == null ? null : before.pending().stage();
        GroupStatus.Stage is = status.pending() == null ? null : status.pending().stage();
        if (was != is) {
            log.info("[{}] rollout {} -> {}: revision {} is on air", status.group(), was, is, status.onAir());
        }
    }

    private void plans(GroupRollout group) {
        lines.screensOf(group.group).forEach(screen -> board.plan(screen, plan(screen)));
    }

    private void tell(GroupRollout group, Round round, Function<ScreenId, Optional<? extends ToAgent>> message) {
        for (ScreenId screen : round.compiled().timelines().keySet()) {
            if (lines.online(group.group, screen)) {
                lines.send(screen, message.apply(screen));
            }
        }
    }

    private void offer(ScreenId screen, Round round) {
        lines.send(screen, round.offer(screen));
        lines.send(screen, round.switched(screen));
    }

    private GroupRollout group(GroupId id) {
        return groups.computeIfAbsent(id, GroupRollout::new);
    }

    private Optional<GroupRollout> of(ScreenId screen) {
        return Optional.ofNullable(lines.groupOf(screen)).map(this::group);
    }
}
