package ledwall.controller.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import ledwall.controller.health.ScreenStatus.ClockReport;
import ledwall.controller.health.ScreenStatus.NextItem;
import ledwall.controller.health.ScreenStatus.Report;
import ledwall.controller.health.ScreenStatus.TimelineName;
import ledwall.controller.screen.Screen;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.Problem;
import ledwall.protocol.message.TimelineReady;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Showing;
import org.jspecify.annotations.Nullable;

/** What the board knows of one screen. On the control loop. */
final class ScreenRecord {
    /** Agents' instants further from ours than this are from another clock: after a reboot of the controller's machine, or of the screen PC. */
    private static final long CLOCK_DIFFERS_NANOS = 1_000_000_000L;

    Screen screen;
    Plan plan = Plan.NONE;
    /** Found by the controller, by code. */
    final TreeMap<String, BoardProblem> raised = new TreeMap<>();
    private final Instant registeredAt;
    private boolean online;
    private @Nullable Instant offlineSince;
    private @Nullable Instant heartbeatAt;
    private @Nullable Heartbeat heartbeat;
    /** The newest timeline that the agent keeps, this session. */
    private @Nullable TimelineReady ready;
    private @Nullable String agentVersion;

    ScreenRecord(Screen screen, Instant registeredAt) {
        this.screen = screen;
        this.registeredAt = registeredAt;
    }

    void connected(String version) {
        online = true;
        offlineSince = null;
        agentVersion = version;
        ready = null;
    }

    void disconnected(Instant now) {
        online = false;
        offlineSince = now;
    }

    void heartbeat(Heartbeat heard, long now) {
        heartbeat = heard;
        heartbeatAt = Instants.instant(now);
        long ahead = heard.atNanos() - now;
        if (Math.abs(ahead) > CLOCK_DIFFERS_NANOS) {
            raise(Board.CLOCK_DIFFERS, "The screen's idea of the time is " + Math.round(ahead / 1e9) + " s ahead of the controller's.", Instants.instant(now));
        } else {
            raised.remove(Board.CLOCK_DIFFERS);
        }
    }

    void ready(TimelineReady report) {
        TimelineReady old = ready;
        if (old == null || old.version() <= report.version()) {
            ready = report;
        }
    }

    void raise(String code, String cause, Instant now) {
        BoardProblem old = raised.get(code);
        raised.put(code, new BoardProblem(code, old == null ? now : old.since(), cause, Advice.of(code)));
    }

    ScreenStatus status(long now, @Nullable BoardProblem stepped) {
        Heartbeat heard = heartbeat;
        @Nullable Showing due = plan.programme().due(now).orElse(null);
        return new ScreenStatus(screen, online, heartbeatAt, agentVersion,
                heard == null ? null : new ClockReport(heard.clockOffsetNanos(), heard.clockBoundNanos(), heard.clockLocked()),
                plan.newest(), heard == null ? null : report(heard), heard != null && inSync(heard, now), problems(stepped), next(due, now),
                due == null ? null : Instants.instant(due.endNanos()));
    }

    /**
     * Judged by what was due when the heartbeat was written, on the clock it was written by: otherwise every switch would look like a fault until the next
     * heartbeat.
     */
    private boolean inSync(Heartbeat heard, long now) {
        long at = heard.atNanos();
        TimelineName due = plan.dueAt(at).orElse(null);
        boolean shows = plan.programme().due(at).isEmpty() || heard.state() == PlayState.PLAYING;
        return online && due != null && due.version() == heard.version() && due.hash().equals(heard.hash()) && heard.clockLocked() && shows
                && Math.abs(heard.driftNanos()) <= Board.IN_SYNC_NANOS && Math.abs(at - now) < 10 * CLOCK_DIFFERS_NANOS;
    }

    private List<BoardProblem> problems(@Nullable BoardProblem stepped) {
        var out = new ArrayList<BoardProblem>();
        Instant since = offlineSince;
        if (!online && since != null) {
            out.add(new BoardProblem(Board.OFFLINE, since, "Nothing was heard from the screen PC.", Advice.of(Board.OFFLINE)));
        } else if (!online && heartbeat == null) {
            out.add(new BoardProblem(Board.NEVER_CONNECTED, registeredAt, "No agent has connected for this screen yet.", Advice.of(Board.NEVER_CONNECTED)));
        }
        out.addAll(raised.values());
        Heartbeat heard = heartbeat;
        if (heard != null && online) {
            for (Problem found : heard.problems()) {
                out.add(new BoardProblem(found.code(), Instants.instant(found.sinceNanos()), found.detail(), Advice.of(found.code())));
            }
        }
        if (stepped != null) {
            out.add(stepped);
        }
        return out;
    }

    private @Nullable NextItem next(@Nullable Showing due, long now) {
        Programme programme = plan.programme();
        long at = due == null ? programme.nextChange(now) : due.endNanos();
        return programme.due(at).map(showing -> new NextItem(showing.cue().item(), showing.cue().name(), Instants.instant(at))).orElse(null);
    }

    /** The newest timeline that the agent keeps, which may come on air later, beside the one that is on air. */
    private Report report(Heartbeat heard) {
        var hash = heard.hash();
        @Nullable TimelineName onAir = hash == null ? null : new TimelineName(heard.version(), hash);
        TimelineName newest = onAir;
        long readyUntilNanos = heard.readyUntilNanos();
        TimelineReady kept = ready;
        if (kept != null && kept.version() >= heard.version()) {
            newest = new TimelineName(kept.version(), kept.hash());
            readyUntilNanos = kept.readyUntilNanos();
        }
        return new Report(newest, onAir, Instants.instant(readyUntilNanos), heard.state(), heard.item(), heard.itemName(), heard.positionNanos(),
                heard.driftNanos(), heard.droppedFrames(), heard.freeDiskBytes());
    }
}
