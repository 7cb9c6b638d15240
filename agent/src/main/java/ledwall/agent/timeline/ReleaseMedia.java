package ledwall.agent.timeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.ReleaseProgress;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.ReleaseBlock;
import ledwall.protocol.timeline.Timeline;

/** How far this screen is with the releases of a timeline; pure. Whether they may be shown is not asked: what may be needed is fetched. */
final class ReleaseMedia {
    private ReleaseMedia() {}

    /**
     * The releases that are not over, as many as a heartbeat carries, the nearest first.
     *
     * @param programme what may go on the glass, which may say otherwise of them
     */
    static List<ReleaseProgress> of(Timeline timeline, Programme programme, long nowNanos, Predicate<MediaHash> verified, ToLongFunction<MediaHash> received) {
        Map<ReleaseRef, Set<MediaRef>> files = new LinkedHashMap<>();
        var due = new HashSet<ReleaseRef>();
        for (ReleaseBlock each : timeline.releases()) {
            if (each.block().untilNanos() > nowNanos && (files.containsKey(each.release()) || files.size() < Heartbeat.MAX_RELEASES)) {
                each.block().cues().stream().map(Cue::media).forEach(files.computeIfAbsent(each.release(), any -> new LinkedHashSet<>())::add);
                long at = Math.max(nowNanos, each.block().fromNanos());
                if (programme.inForce(at).filter(entry -> holds(entry.timeline(), each.release(), at)).isPresent()) {
                    due.add(each.release());
                }
            }
        }
        var out = new ArrayList<ReleaseProgress>();
        files.forEach((release, its) -> out.add(progress(release, its, due.contains(release), verified, received)));
        return out;
    }

    private static boolean holds(Timeline timeline, ReleaseRef release, long atNanos) {
        return timeline.releases().stream().anyMatch(each -> each.release().equals(release) && each.block().covers(atNanos));
    }

    private static ReleaseProgress progress(ReleaseRef release, Set<MediaRef> files, boolean due, Predicate<MediaHash> verified, ToLongFunction<MediaHash> received) {
        long have = 0;
        long need = 0;
        for (MediaRef file : files) {
            need += file.bytes();
            // A file that came whole counts as whole only once it is verified.
            have += verified.test(file.hash()) ? file.bytes() : Math.min(file.bytes() - 1, received.applyAsLong(file.hash()));
        }
        return new ReleaseProgress(release, have, need, due);
    }
}
