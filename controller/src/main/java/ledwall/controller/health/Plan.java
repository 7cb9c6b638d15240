package ledwall.controller.health;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ledwall.controller.health.ScreenStatus.TimelineName;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * What a screen should do: its decided timelines, and the hash of each by version.
 *
 * @param newest the timeline that the screen should get ready, decided or not; null while there is none
 */
public record Plan(Programme programme, Map<Long, TimelineHash> hashes, @Nullable TimelineName newest) {
    public static final Plan NONE = new Plan(Programme.EMPTY, Map.of(), null);

    public Plan {
        // Sorted, because the order of a Map.copyOf differs from run to run.
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    }

    /** The same for a screen that has heard this of releases. */
    public Plan with(Tokens heard) {
        return heard.equals(programme.tokens()) ? this : new Plan(programme.with(heard), hashes, newest);
    }

    /** The timeline that is due at an instant. */
    public Optional<TimelineName> dueAt(long nanos) {
        return programme.inForce(nanos).flatMap(entry -> {
            @Nullable TimelineHash hash = hashes.get(entry.timeline().version());
            return hash == null ? Optional.empty() : Optional.of(new TimelineName(entry.timeline().version(), hash));
        });
    }
}
