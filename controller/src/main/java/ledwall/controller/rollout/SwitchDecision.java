package ledwall.controller.rollout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Showing;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import org.jspecify.annotations.Nullable;

/** When a revision takes over, and with which item. Pure. */
public final class SwitchDecision {
    /** The news of a switch needs this long to be stored, sent and cued on every screen. */
    static final long LEAD_NANOS = 2 * Frames.SECOND;
    /** The same for a cut that somebody waits for: an agent forces its list and its record to disk, up to 150 ms on a busy one, and a cue is ready in 40 to 120. */
    static final long APPLY_NOW_LEAD_NANOS = 600_000_000;
    /** A timeline may go on air once this much beyond its switch is verified everywhere; the rest is fetched by air time. */
    static final long READY_AHEAD_NANOS = 600 * Frames.SECOND;
    /** Waiting for slow screens ends so long after the edit. */
    static final long PATIENCE_NANOS = 30 * Frames.SECOND;

    private SwitchDecision() {}

    /**
     * What a decision rests on.
     *
     * @param sinceNanos when waiting began: the edit, or a later start of the controller, which first has to hear from its screens
     * @param notBeforeNanos see {@link #notBefore}
     * @param programme what one screen of the group has been told so far, decided entries only
     * @param next the new timeline of the same screen
     * @param readyUntilNanos one number for each online screen that has not refused; 0 where nothing was reported yet
     * @param release what the edit changes of releases, of all screens
     */
    public record Question(long nowNanos, long sinceNanos, boolean applyNow, long notBeforeNanos, Programme programme, Timeline next, List<Long> readyUntilNanos,
                           ReleaseEdge release) {
        public Question {
            readyUntilNanos = List.copyOf(readyUntilNanos);
        }

        /** Of an edit that changes nothing of releases. */
        public Question(long nowNanos, long sinceNanos, boolean applyNow, long notBeforeNanos, Programme programme, Timeline next, List<Long> readyUntilNanos) {
            this(nowNanos, sinceNanos, applyNow, notBeforeNanos, programme, next, readyUntilNanos, ReleaseEdge.NONE);
        }
    }

    /**
     * A switch for a group.
     *
     * @param firstCues of screens that begin another block than the witness, where it is not the switch's first cue
     */
    record Decision(Switch change, SortedMap<ScreenId, Integer> firstCues) {}

    /** With which cue a screen begins the block that is on air at a switch whose instant others decided: its own next item. */
    static int firstCue(Programme programme, Timeline next, long atNanos) {
        return programme.beneath().due(atNanos - 1).map(showing -> following(showing, next, atNanos)).orElse(0);
    }

    /** The switch; empty while the screens should be waited for. */
    public static Optional<Switch> decide(Question question) {
        Switch candidate = candidate(question);
        boolean waited = question.nowNanos() - question.sinceNanos() >= PATIENCE_NANOS || question.release().isNear(question.nowNanos());
        long enough = candidate.atNanos() + READY_AHEAD_NANOS;
        // With nobody online there is nobody to ask, and perhaps a fleet about to come back: wait as long as for a slow screen.
        boolean ready = !question.readyUntilNanos().isEmpty() && question.readyUntilNanos().stream().allMatch(until -> until >= enough);
        return ready || waited ? Optional.of(candidate) : Optional.empty();
    }

    /**
     * A release goes live at its instant, and is gone when it is taken back, however long the cue on air: beneath it the turns go on where they are, so that nothing
     * is seen of a switch in the midst of one of them. Where they do not, because more was edited, what is on air is cut where the release is.
     */
    private static Switch candidate(Question question) {
        Switch ordinary = candidate(question.nowNanos(), question.applyNow(), question.notBeforeNanos(), question.programme(), question.next());
        ReleaseEdge release = question.release();
        if (release.atNanos() >= ordinary.atNanos()) {
            return ordinary;
        }
        long earliest = earliest(question.nowNanos(), question.applyNow(), question.notBeforeNanos());
        long at = release.seamless() ? earliest : Math.max(earliest, release.atNanos());
        return new Switch(at, question.programme().beneath().due(at).map(onAir -> following(onAir, question.next(), at)).orElse(0));
    }

    /** What an edit changes of a screen's releases. */
    static ReleaseEdge releaseEdge(long now, boolean applyNow, long notBefore, Programme told, Timeline next) {
        return ReleaseEdge.of(told, next, earliest(now, applyNow, notBefore));
    }

    /** Whether a cut asked for now would come before this switch. */
    static boolean canBeOvertaken(@Nullable Switch change, long nowNanos) {
        return change != null && change.atNanos() > nowNanos + APPLY_NOW_LEAD_NANOS;
    }

    /**
     * Whether a screen is lit from the end of the cue that the switch ends on: of blocks that lie wholly in quiet hours its timeline knows nothing, so one that is
     * dark cannot say when their turns end, nor with what they go on.
     */
    static boolean lit(long now, boolean applyNow, long notBefore, Programme told, Timeline next) {
        long earliest = earliest(now, applyNow, notBefore);
        if (told.quiet(earliest - 1).isPresent()) {
            return false;
        }
        long at = applyNow ? earliest : told.ordinary().due(earliest - 1).map(Showing::endNanos).orElse(earliest);
        return told.quiet(at).isEmpty() && next.quietAt(at).isEmpty();
    }

    /**
     * The last switch that any of the screens was told: the new timelines go on from it, and say nothing right before it. One that lies further ahead than any
     * is ever decided was stored by a clock that has been set back since, and is not waited for.
     */
    static long notBefore(long now, List<Programme> told) {
        long last = told.stream().flatMap(programme -> programme.entries().stream()).mapToLong(entry -> entry.change().atNanos()).max().orElse(0);
        return last <= now + LEAD_NANOS || last <= now + LEAD_NANOS + 2 * longestCueNanos(told) ? last : 0;
    }

    /** Walls of several lanes may decide in turns, so that a switch follows one that is still to come: twice the longest cue. */
    private static long longestCueNanos(List<Programme> told) {
        Set<List<Cue>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        long longest = 0;
        for (Programme programme : told) {
            for (Programme.Entry entry : programme.entries()) {
                for (Block block : entry.timeline().blocks()) {
                    for (Cue cue : seen.add(block.cues()) ? block.cues() : List.<Cue>of()) {
                        longest = Math.max(longest, Frames.toNanos(cue.frames(), entry.timeline().frameRate()));
                    }
                }
            }
        }
        return longest;
    }

    /** A cut overtakes on purpose: it goes on from what is on air. */
    private static long earliest(long now, boolean applyNow, long notBefore) {
        return applyNow ? now + APPLY_NOW_LEAD_NANOS : Math.max(notBefore, now + LEAD_NANOS);
    }

    /** The switch, were it decided now. */
    static Switch candidate(long now, boolean applyNow, long notBefore, Programme told, Timeline next) {
        long earliest = earliest(now, applyNow, notBefore);
        // Quiet hours hide the turns and do not stop them: a screen that is dark must stay in step with those that are not.
        Optional<Showing> onAir = told.beneath().due(applyNow ? earliest : earliest - 1);
        if (onAir.isEmpty()) {
            return new Switch(earliest, 0);
        }
        long at = applyNow ? earliest : onAir.get().endNanos();
        return new Switch(at, following(onAir.get(), next, at));
    }

    /**
     * The new order's next item after the one that ends; where that one is gone, the first of those that would have followed it and is still there. An item that
     * is in a turn several times is met again at the same of its places, so that seldom ones keep their distance.
     */
    private static int following(Showing ending, Timeline next, long atNanos) {
        List<Cue> cues = next.blocks().stream().filter(block -> block.covers(atNanos)).findFirst().map(Block::cues).orElse(List.of());
        Map<ItemId, List<Integer>> places = places(cues);
        List<Cue> old = ending.block().cues();
        Map<ItemId, List<Integer>> before = places(old);
        for (int step = 0; step < old.size(); step++) {
            int index = (ending.index() + step) % old.size();
            ItemId item = old.get(index).item();
            List<Integer> again = places.get(item);
            if (again != null) {
                int place = again.get(before.getOrDefault(item, List.of()).indexOf(index) % again.size());
                return step == 0 ? (place + 1) % cues.size() : place;
            }
        }
        return 0;
    }

    private static Map<ItemId, List<Integer>> places(List<Cue> cues) {
        var places = new HashMap<ItemId, List<Integer>>();
        for (int i = 0; i < cues.size(); i++) {
            places.computeIfAbsent(cues.get(i).item(), item -> new ArrayList<>()).add(i);
        }
        return places;
    }
}
