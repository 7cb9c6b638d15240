package ledwall.controller.health;

import java.util.Optional;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Showing;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is planned for a screen is going to be on its disk in time, by what its agent says: everything up to an instant is verified. For one screen; on
 * the control loop.
 */
final class Fetching {
    /** As long as a timeline has to be ready ahead of its switch. */
    static final long SOON_NANOS = 600_000_000_000L;
    /** Who is offline fetches nothing: what lacks within two days lacks until somebody brings it back. */
    static final long OFFLINE_NANOS = 48 * 3_600_000_000_000L;
    /** An edit waits that long for its screens before it goes on air: until then fetching is no problem. */
    static final long PATIENCE_NANOS = 30_000_000_000L;

    private long sinceNanos = Block.FOREVER;

    /**
     * What lacks, if so.
     *
     * @param readyUntilNanos what the agent said last of the newest of the programme's timelines; null if it said nothing, or of another one
     */
    Optional<BoardProblem> judge(Programme programme, boolean online, @Nullable Long readyUntilNanos, long now) {
        @Nullable Showing late = readyUntilNanos == null || readyUntilNanos >= now + (online ? SOON_NANOS : OFFLINE_NANOS) ? null
                : programme.due(Math.max(now, readyUntilNanos)).orElse(null);
        if (late == null || readyUntilNanos == null) {
            sinceNanos = Block.FOREVER;
            return Optional.empty();
        }
        sinceNanos = Math.min(sinceNanos, now);
        if (now - sinceNanos < PATIENCE_NANOS) {
            return Optional.empty();
        }
        String cause = "\"" + late.cue().name() + "\" is planned for " + Instants.instant(Math.max(late.startNanos(), readyUntilNanos)) + " and is not on the screen's disk"
                + (online ? " yet." : "; the screen is offline and fetches nothing.");
        return Optional.of(new BoardProblem(Board.NOT_FETCHED_IN_TIME, Instants.instant(sinceNanos), cause, Advice.of(Board.NOT_FETCHED_IN_TIME)));
    }
}
