package ledwall.controller.rollout;

import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;

/** A timeline that a screen was told to play, and since when. */
public record Held(StoredTimeline stored, Switch change) {
    long version() {
        return stored.version();
    }

    Programme.Entry entry() {
        return new Programme.Entry(stored.timeline(), change);
    }
}
