package ledwall.controller.release;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ledwall.controller.health.Board;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.release.walls.WallReport;
import ledwall.controller.release.walls.Walls;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Verdict;
import org.jspecify.annotations.Nullable;

/** The walls of this controller: what their agents say of releases, beside what the board knows of their glass. On the control loop. */
public final class AgentWalls implements WallLines {
    private final Walls walls;
    private final Board board;
    /** By screen, of the list that the board published last: it is asked for often, and there may be thousands. */
    private Map<ScreenId, ScreenStatus> statuses = Map.of();
    private List<ScreenStatus> published = List.of();

    public AgentWalls(Walls walls, Board board) {
        this.walls = walls;
        this.board = board;
    }

    @Override
    public Report report(ScreenId screen, ReleaseRef release) {
        WallReport said = walls.report(screen, release);
        ScreenStatus status = status(screen);
        WallReport.Kept kept = said.kept();
        Instant heard = kept == null ? null : Instants.instant(kept.heardNanos());
        boolean withdrawn = kept != null && kept.verdict() == Verdict.WITHDRAWN;
        Instant before = status == null ? null : status.lastHeartbeatAt();
        return new Report(said.online(), said.lastHeartbeatAt() == null ? before : said.lastHeartbeatAt(), said.clockLocked(), status != null && status.stop() != null,
            said.known() ? new Media(said.haveBytes(), said.needBytes()) : null, said.hasToken(release.revision()) ? heard : null, withdrawn ? heard : null, seen(status));
    }

    private static @Nullable Seen seen(@Nullable ScreenStatus status) {
        ScreenStatus.Report shown = status == null || !status.online() ? null : status.reported();
        Instant at = status == null ? null : status.lastHeartbeatAt();
        return shown == null || at == null ? null : new Seen(shown.state(), shown.item(), shown.itemName(), at, at.minusNanos(shown.positionNanos()));
    }

    // The board publishes a list anew, or the same: to compare what is in them would cost what this saves.
    @SuppressWarnings("ReferenceEquality")
    private @Nullable ScreenStatus status(ScreenId screen) {
        List<ScreenStatus> now = board.screens();
        if (now != published) {
            var fresh = new HashMap<ScreenId, ScreenStatus>();
            now.forEach(status -> fresh.put(status.screen().id(), status));
            statuses = fresh;
            published = now;
        }
        return statuses.get(screen);
    }

    @Override
    public void order(ReleaseRef release, List<ScreenId> screens, Verdict verdict) {
        walls.order(release, screens, verdict);
    }
}
