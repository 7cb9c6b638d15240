package ledwall.agent.timeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Showing;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;

/** When each file of a timeline can be due first; pure. It orders the downloads and says how far a screen is ready. */
final class Upcoming {
    private Upcoming() {}

    /**
     * The earliest instant, not before {@code nowNanos}, at which each file can be due; files that are never due again are left out. The slate can be due at
     * any time.
     *
     * @param change {@code null} while the switch is undecided: a block without a start of its own may then begin with any of its cues
     */
    static Map<MediaRef, Long> firstUses(Timeline timeline, @Nullable Switch change, long nowNanos) {
        var uses = new LinkedHashMap<MediaRef, Long>();
        long from = change == null ? nowNanos : Math.max(nowNanos, change.atNanos());
        uses.put(timeline.slate(), nowNanos);
        timeline.blocks().forEach(block -> uses(timeline, block, change, from, uses));
        // Whether or not a release is let onto the glass: what it needs is here by then.
        timeline.releases().forEach(release -> uses(timeline, release.block(), change, from, uses));
        return uses;
    }

    private static void uses(Timeline timeline, Block block, @Nullable Switch change, long fromNanos, Map<MediaRef, Long> uses) {
        if (block.untilNanos() <= fromNanos) {
            return;
        }
        long begin = Math.max(fromNanos, block.fromNanos());
        if (change == null && block.start() == null) {
            for (Cue cue : block.cues()) {
                uses.merge(cue.media(), begin, Math::min);
            }
        } else {
            turn(timeline, block, change == null ? new Switch(begin, 0) : change, begin, uses);
        }
    }

    /** One turn of a block's cues from {@code beginNanos} on. */
    private static void turn(Timeline timeline, Block block, Switch change, long beginNanos, Map<MediaRef, Long> uses) {
        var alone = new Timeline(timeline.screen(), timeline.version(), timeline.width(), timeline.height(), timeline.frameRate(),
                timeline.slate(), List.of(block));
        var programme = new Programme(List.of(new Programme.Entry(alone, new Switch(Math.min(change.atNanos(), beginNanos), change.firstCue()))));
        Showing first = programme.due(beginNanos).orElseThrow();
        int cues = block.cues().size();
        long at = beginNanos;
        for (int i = 0; i < cues && at < block.untilNanos(); i++) {
            Cue cue = block.cues().get((first.index() + i) % cues);
            uses.merge(cue.media(), at, Math::min);
            at = i == 0 ? first.endNanos() : at + Frames.toNanos(cue.frames(), timeline.frameRate());
        }
    }
}
