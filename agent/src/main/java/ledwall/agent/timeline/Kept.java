package ledwall.agent.timeline;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;

/**
 * A timeline on the shelf.
 *
 * @param change {@code null} until the controller has decided when it takes over
 * @param admitted whether it may go on the glass at its switch: once true it stays so, even if a file of it is lost later
 * @param media every file it needs, the slate first
 */
record Kept(TimelineHash hash, Timeline timeline, @Nullable Switch change, boolean admitted, Set<MediaRef> media) {
    static Kept of(TimelineHash hash, Timeline timeline) {
        var media = new LinkedHashSet<MediaRef>();
        media.add(timeline.slate());
        timeline.cues().forEach(cue -> media.add(cue.media()));
        return new Kept(hash, timeline, null, false, media);
    }

    long version() {
        return timeline.version();
    }

    Standing standing() {
        return change == null ? Standing.KEPT : admitted ? Standing.ADMITTED : Standing.DECIDED;
    }

    Kept withChange(Switch decided) {
        return new Kept(hash, timeline, decided, admitted, media);
    }

    Kept withAdmission() {
        return new Kept(hash, timeline, change, true, media);
    }

    /** Whether it has taken over by {@code atNanos}. */
    boolean inForce(long atNanos) {
        return admitted && change != null && change.atNanos() <= atNanos;
    }
}
