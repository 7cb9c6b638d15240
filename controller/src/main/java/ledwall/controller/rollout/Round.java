package ledwall.controller.rollout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.message.TimelineReady;
import ledwall.protocol.message.TimelineSwitch;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import org.jspecify.annotations.Nullable;

/** One revision on its way: who is how far with it. On the control loop. */
final class Round {
    /** How long a refusal holds before it is put to the test. */
    private static final long OFFER_AGAIN_NANOS = 15 * Frames.SECOND;

    private CompiledRevision compiled;
    /** Waiting for readiness is counted from here. */
    final long sinceNanos;
    private final Map<ScreenId, Set<MediaHash>> media = new TreeMap<>();
    private final TreeMap<ScreenId, Long> readyUntil = new TreeMap<>();
    /** Who refused it, and when it was last offered to them, on the timeline clock. */
    private final TreeMap<ScreenId, Long> refusedBy = new TreeMap<>();
    /** The stored switch; null while undecided. */
    private @Nullable Switch change;
    /** The switch is being stored. */
    boolean deciding;
    private boolean applyNow;

    Round(CompiledRevision compiled, long sinceNanos) {
        this.compiled = compiled;
        this.sinceNanos = sinceNanos;
        this.change = compiled.revision().change();
        this.applyNow = compiled.revision().applyNow();
        compiled.screens().forEach(screen -> of(screen).ifPresent(stored -> media.put(screen, mediaOf(stored.timeline()))));
    }

    /** As compiled, with the switch that was decided since. */
    CompiledRevision compiled() {
        return compiled;
    }

    @Nullable Switch change() {
        return change;
    }

    void decided(SwitchDecision.Decision decision) {
        change = decision.change();
        compiled = compiled.switched(decision.change(), decision.firstCues());
        deciding = false;
    }

    /** Since when the screen plays what this revision says. */
    Optional<Switch> changeOf(ScreenId screen) {
        return compiled.changeOf(screen);
    }

    /** The screen has left the group, or has got another size: what was made for it is not offered to it any more. */
    void leave(ScreenId screen) {
        compiled = compiled.without(screen);
        media.remove(screen);
        forget(screen);
    }

    /** Whether to cut instead of waiting for the end of the cue on air. */
    boolean applyNow() {
        return applyNow;
    }

    void hurry() {
        applyNow = true;
    }

    long version() {
        return compiled.revision().version();
    }

    boolean undecided() {
        return change == null;
    }

    /** Whether it is in force, or will be before {@code nanos}. */
    boolean inForceAt(long nanos) {
        Switch decided = change;
        return decided != null && decided.atNanos() <= nanos;
    }

    Optional<StoredTimeline> of(ScreenId screen) {
        return compiled.of(screen);
    }

    Optional<TimelineOffer> offer(ScreenId screen) {
        return of(screen).map(stored -> new TimelineOffer(stored.version(), stored.hash(), stored.envelope()));
    }

    Optional<TimelineSwitch> switched(ScreenId screen) {
        return changeOf(screen).flatMap(its -> of(screen).map(stored -> new TimelineSwitch(stored.version(), stored.hash(), its)));
    }

    boolean names(ScreenId screen, MediaHash hash) {
        return media.getOrDefault(screen, Set.of()).contains(hash);
    }

    void ready(ScreenId screen, TimelineReady report) {
        readyUntil.put(screen, report.readyUntilNanos());
        refusedBy.remove(screen);
    }

    void refused(ScreenId screen, long nowNanos) {
        refusedBy.put(screen, nowNanos);
    }

    /** Those to whom it shall be offered again, because they refused it a while ago: a disk that was full may have room now. */
    List<ScreenId> offerAgain(long nowNanos) {
        var out = new ArrayList<ScreenId>();
        refusedBy.replaceAll((screen, since) -> {
            if (nowNanos - since < OFFER_AGAIN_NANOS) {
                return since;
            }
            out.add(screen);
            return nowNanos;
        });
        return out;
    }

    /** The screen goes on with a timeline of an older round: how far it is with it is this round's business from now on. */
    void goOn(ScreenId screen, Round old) {
        Long until = old.readyUntil.remove(screen);
        if (until != null) {
            readyUntil.put(screen, until);
        }
        Long since = old.refusedBy.remove(screen);
        if (since != null) {
            refusedBy.put(screen, since);
        }
    }

    /** What an earlier session of the screen reported holds no longer: its disk may have been emptied. */
    void forget(ScreenId screen) {
        readyUntil.remove(screen);
        refusedBy.remove(screen);
    }

    boolean refusedBy(ScreenId screen) {
        return refusedBy.containsKey(screen);
    }

    long readyUntil(ScreenId screen) {
        return readyUntil.getOrDefault(screen, 0L);
    }

    static Set<MediaHash> mediaOf(Timeline timeline) {
        var out = new HashSet<MediaHash>();
        out.add(timeline.slate().hash());
        timeline.cues().forEach(cue -> out.add(cue.media().hash()));
        return out;
    }
}
