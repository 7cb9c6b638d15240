package ledwall.controller.rollout;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Showing;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * Where an edit first says something else of releases than screens were told. Pure.
 *
 * @param atNanos {@link Block#FOREVER} where it says nothing else
 * @param seamless whether beneath all goes on as it is, so that nothing is seen of a switch at the earliest instant
 */
record ReleaseEdge(long atNanos, boolean seamless) {
    static final ReleaseEdge NONE = new ReleaseEdge(Block.FOREVER, true);
    /** Nobody is waited for beyond this: a release must be known before its point of no return, which comes a few seconds before it. */
    private static final long NEAR_NANOS = 12 * Frames.SECOND;

    private record Part(ReleaseRef release, boolean needsToken, long fromNanos, long untilNanos, List<Cue> cues, Block.@Nullable Start start) {}

    /** @param earliestNanos when the edit could take over */
    static ReleaseEdge of(Programme told, Timeline next, long earliestNanos) {
        Optional<Programme.Entry> before = told.inForce(earliestNanos);
        if (before.isEmpty()) {
            return NONE;
        }
        Set<Part> old = parts(before.get().timeline(), earliestNanos);
        Set<Part> fresh = parts(next, earliestNanos);
        long at = Stream.concat(old.stream().filter(part -> !fresh.contains(part)), fresh.stream().filter(part -> !old.contains(part)))
                .mapToLong(Part::fromNanos).min().orElse(Block.FOREVER);
        return at == Block.FOREVER ? NONE : new ReleaseEdge(at, goesOn(told, next, earliestNanos));
    }

    private static Set<Part> parts(Timeline timeline, long sinceNanos) {
        var out = new HashSet<Part>();
        timeline.releases().stream().filter(each -> each.block().untilNanos() > sinceNanos).forEach(each -> out.add(new Part(each.release(), each.needsToken(),
                Math.max(sinceNanos, each.block().fromNanos()), each.block().untilNanos(), each.block().cues(), each.block().start())));
        return out;
    }

    /** Whether what turns beneath at an instant is the same turn of the same item by the new timeline. */
    private static boolean goesOn(Programme told, Timeline next, long atNanos) {
        Optional<Showing> now = told.beneath().due(atNanos);
        Optional<Showing> then = new Programme(List.of(new Programme.Entry(next, new Switch(atNanos, 0)))).beneath().due(atNanos);
        return now.isPresent() == then.isPresent() && (now.isEmpty() || (now.get().cue().equals(then.orElseThrow().cue())
                && now.get().fullStartNanos() == then.orElseThrow().fullStartNanos()));
    }

    /** What holds for both. */
    ReleaseEdge and(ReleaseEdge other) {
        return atNanos == Block.FOREVER ? other : other.atNanos == Block.FOREVER ? this
                : new ReleaseEdge(Math.min(atNanos, other.atNanos), seamless && other.seamless);
    }

    boolean isNear(long nowNanos) {
        return atNanos != Block.FOREVER && nowNanos >= atNanos - NEAR_NANOS;
    }
}
