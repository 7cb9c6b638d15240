package ledwall.controller.release;

import java.time.Instant;
import java.util.List;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.timeline.Verdict;
import org.jspecify.annotations.Nullable;

/** The walls as the engine knows them: what each said last of a release, and how they are told what was decided. On the control loop. */
public interface WallLines {
    Report report(ScreenId screen, ReleaseRef release);

    /** Has these told, now or at their next welcome. What was decided is stored before; to say it again is harmless. */
    void order(ReleaseRef release, List<ScreenId> screens, Verdict verdict);

    /**
     * What is known of one wall and one release.
     *
     * @param heardAt when its last heartbeat came; null before the first
     * @param stopped whether somebody has it dark
     * @param media null where its newest timeline does not hold the release
     * @param goKeptAt when it heard the go for this revision; null before
     * @param withdrawnAt when it heard of the withdrawal; null before
     * @param seen what was on its glass by its last heartbeat; null before the first
     */
    record Report(boolean online, @Nullable Instant heardAt, boolean clockLocked, boolean stopped, @Nullable Media media, @Nullable Instant goKeptAt,
                  @Nullable Instant withdrawnAt, @Nullable Seen seen) {
        public static final Report NEVER = new Report(false, null, false, false, null, null, null, null);
    }

    /** How much of a release's media is verified on the wall's disk. */
    record Media(long haveBytes, long needBytes) {
        int percent() {
            return haveBytes >= needBytes ? Standing.ALL : (int) Math.min(Standing.ALL - 1, haveBytes * Standing.ALL / Math.max(1, needBytes));
        }
    }

    /**
     * What was on the glass.
     *
     * @param at when, on the timeline clock
     * @param since when the item's turn began, as reckoned from how far into it the glass was
     */
    record Seen(PlayState state, @Nullable ItemId item, String name, Instant at, Instant since) {}
}
