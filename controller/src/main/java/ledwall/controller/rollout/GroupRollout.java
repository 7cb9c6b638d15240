package ledwall.controller.rollout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import ledwall.controller.health.Plan;
import ledwall.controller.health.ScreenStatus.TimelineName;
import ledwall.controller.rollout.GroupStatus.Pending;
import ledwall.controller.rollout.GroupStatus.Stage;
import ledwall.controller.schedule.GroupPlan;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;
import org.jspecify.annotations.Nullable;

/**
 * The revisions of one group that still matter, oldest first: the one in force, those decided for later, and at most one undecided. Keeps state and answers
 * questions; sends and stores nothing. On the control loop.
 */
final class GroupRollout {
    final GroupId group;
    private final List<Round> rounds = new ArrayList<>();
    /** A newer revision is being stored. */
    boolean adopting;
    private @Nullable List<String> preparing;

    GroupRollout(GroupId group) {
        this.group = group;
    }

    List<Round> rounds() {
        return rounds;
    }

    /** Takes the newest revision up; one that is undecided is superseded by it. */
    void begin(Round round) {
        if (!rounds.isEmpty() && rounds.getLast().version() >= round.version()) {
            throw new IllegalStateException("revision " + round.version() + " of " + group + " is not newer than " + rounds.getLast().version());
        }
        round.compiled().kept().forEach((screen, held) -> newest(screen, held.version()).ifPresent(old -> round.goOn(screen, old)));
        rounds.removeIf(old -> old.undecided());
        rounds.add(round);
    }

    /** Its switch is stored: older revisions that would have come on later never will. */
    void decided(Round round, SwitchDecision.Decision decision) {
        round.decided(decision);
        rounds.removeIf(old -> old.version() < round.version() && !old.inForceAt(decision.change().atNanos()));
    }

    /** Forgets what is not in force any more; returns it. */
    List<Round> prune(long now) {
        int inForce = -1;
        for (int i = 0; i < rounds.size(); i++) {
            if (rounds.get(i).inForceAt(now)) {
                inForce = i;
            }
        }
        List<Round> over = List.copyOf(rounds.subList(0, Math.max(0, inForce)));
        rounds.removeAll(over);
        return over;
    }

    /** Something is being stored that changes which revision the next one follows. */
    boolean settling() {
        return adopting || rounds.stream().anyMatch(round -> round.deciding);
    }

    /** The revision that awaits its switch, unless something newer is on its way, or a switch is just being stored. */
    Optional<Round> undecided() {
        return settling() || rounds.isEmpty() || !rounds.getLast().undecided() ? Optional.empty() : Optional.of(rounds.getLast());
    }

    /** The newest revision whose start facts are known: what the next one is compiled against. */
    Optional<Round> newestDecided() {
        return rounds.reversed().stream().filter(round -> !round.undecided()).findFirst();
    }

    /** The revision on air. */
    Optional<Round> inForce(long nowNanos) {
        return rounds.reversed().stream().filter(round -> round.inForceAt(nowNanos)).findFirst();
    }

    Optional<Round> newest() {
        return rounds.isEmpty() ? Optional.empty() : Optional.of(rounds.getLast());
    }

    /** The newest by which the screen plays its timeline of this version, which may be older than the revision. */
    Optional<Round> newest(ScreenId screen, long version) {
        return rounds.reversed().stream().filter(round -> round.of(screen).filter(stored -> stored.version() == version).isPresent()).findFirst();
    }

    /** What the screen has been told: decided revisions only, and the newest one that it was offered. */
    Plan plan(ScreenId screen) {
        var entries = new ArrayList<Programme.Entry>();
        Map<Long, TimelineHash> hashes = new TreeMap<>();
        @Nullable TimelineName newest = null;
        for (Round round : rounds) {
            newest = round.of(screen).map(stored -> new TimelineName(stored.version(), stored.hash())).orElse(newest);
            // One that goes on through several revisions was switched to once.
            round.of(screen).filter(stored -> !hashes.containsKey(stored.version())).ifPresent(stored -> round.changeOf(screen).ifPresent(change -> {
                entries.add(new Programme.Entry(stored.timeline(), change));
                hashes.put(stored.version(), stored.hash());
            }));
        }
        return new Plan(new Programme(entries), hashes, newest);
    }

    /**
     * Whether a switch is due for the undecided revision.
     *
     * @param online says who is there to be waited for
     * @param told what a screen was told so far, by this group or another
     */
    Optional<SwitchDecision.Decision> decision(Round round, long now, Predicate<ScreenId> online, Function<ScreenId, Programme> told) {
        @Nullable ScreenId witness = null;
        int best = 0;
        List<ScreenId> screens = List.copyOf(round.compiled().timelines().keySet());
        // Also of those that go on with what they have: until its switch they play something older.
        long notBefore = SwitchDecision.notBefore(now, round.compiled().screens().stream().map(screen -> plan(screen).programme()).toList());
        var ready = new ArrayList<Long>();
        ReleaseEdge release = ReleaseEdge.NONE;
        for (ScreenId screen : screens) {
            release = release.and(SwitchDecision.releaseEdge(now, round.applyNow(), notBefore, told.apply(screen), round.of(screen).orElseThrow().timeline()));
            boolean there = online.test(screen);
            // One that has only just joined knows nothing of what the others play, one that is dark not all of it.
            boolean known = !plan(screen).programme().entries().isEmpty();
            boolean lit = SwitchDecision.lit(now, round.applyNow(), notBefore, told.apply(screen), round.of(screen).orElseThrow().timeline());
            int worth = 1 + (there ? 1 : 0) + (lit ? 2 : 0) + (known ? 4 : 0);
            if (worth > best) {
                best = worth;
                witness = screen;
            }
            if (there && !round.refusedBy(screen)) {
                ready.add(round.readyUntil(screen));
            }
        }
        if (witness == null) {
            // No screen gets anything new: nobody to wait for, nothing to keep in step.
            return Optional.of(new SwitchDecision.Decision(new Switch(Math.max(now, notBefore), 0), new TreeMap<>()));
        }
        ScreenId first = witness;
        var next = round.of(first).orElseThrow().timeline();
        return SwitchDecision.decide(new SwitchDecision.Question(now, round.sinceNanos, round.applyNow(), notBefore, told.apply(first), next, ready, release))
                .map(change -> new SwitchDecision.Decision(change, firstCues(round, first, change, told)));
    }

    /** Screens that begin another block at the switch than the witness begin it with their own next item; all that begin the same one with the same. */
    private static SortedMap<ScreenId, Integer> firstCues(Round round, ScreenId witness, Switch change, Function<ScreenId, Programme> told) {
        Map<ScreenId, GroupPlan.Wall> walls = new HashMap<>();
        round.compiled().plan().walls().forEach(wall -> walls.put(wall.screen(), wall));
        var known = new ArrayList<Begun>();
        known.add(new Begun(block(walls.get(witness), change), change.firstCue()));
        var out = new TreeMap<ScreenId, Integer>();
        // Dark ones last: they may not know what those that are lit begin with.
        Predicate<ScreenId> dark = screen -> told.apply(screen).quiet(change.atNanos() - 1).isPresent()
                || round.of(screen).orElseThrow().timeline().quietAt(change.atNanos()).isPresent();
        for (ScreenId screen : round.compiled().timelines().keySet().stream().sorted(Comparator.comparing(dark::test)).toList()) {
            var block = block(walls.get(screen), change);
            int cue = known.stream().filter(each -> each.block().equals(block)).findFirst().map(Begun::cue).orElseGet(() -> {
                int its = SwitchDecision.firstCue(told.apply(screen), round.of(screen).orElseThrow().timeline(), change.atNanos());
                known.add(new Begun(block, its));
                return its;
            });
            if (cue != change.firstCue()) {
                out.put(screen, cue);
            }
        }
        return out;
    }

    /** Compared, not hashed: walls mostly share one list of turns, which is equal to itself at once, and a hash of ten thousand turns would hold the loop up. */
    private record Begun(Optional<GroupPlan.Span> block, int cue) {}

    private static Optional<GroupPlan.Span> block(GroupPlan.@Nullable Wall wall, Switch change) {
        return wall == null ? Optional.empty() : wall.at(change.atNanos());
    }

    /** Renditions lack, by name, of what is left out or waited for; null once that is over. */
    void preparing(@Nullable List<String> missing) {
        preparing = missing;
    }

    GroupStatus status(long now) {
        @Nullable Long onAir = null;
        @Nullable Pending pending = null;
        List<String> missing = preparing == null ? List.of() : preparing;
        for (Round round : rounds) {
            Switch change = round.change();
            if (change == null) {
                pending = new Pending(round.version(), Stage.OFFERED, null, missing);
            } else if (change.atNanos() <= now) {
                onAir = round.version();
            } else {
                pending = new Pending(round.version(), Stage.DECIDED, Instants.instant(change.atNanos()), missing);
            }
        }
        return new GroupStatus(group, onAir, pending != null || missing.isEmpty() ? pending : new Pending(null, Stage.PREPARING, null, missing));
    }
}
