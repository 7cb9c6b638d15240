package ledwall.controller.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import ledwall.controller.health.ScreenStatus.ClockReport;
import ledwall.controller.health.ScreenStatus.Condition;
import ledwall.controller.health.ScreenStatus.NextItem;
import ledwall.controller.health.ScreenStatus.Report;
import ledwall.controller.health.ScreenStatus.TimelineName;
import ledwall.controller.screen.Screen;
import ledwall.protocol.json.WireName;
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
    @Nullable ScreenStop stop;
    /** Found by the controller, by code. */
    final TreeMap<String, BoardProblem> raised = new TreeMap<>();
    private final Instant registeredAt;
    private boolean online;
    private @Nullable Instant onlineSince;
    private @Nullable Offline offline;
    private @Nullable Instant heartbeatAt;
    private @Nullable Heartbeat heartbeat;
    /** The newest timeline that the agent keeps, this session. */
    private @Nullable TimelineReady ready;
    private @Nullable String agentVersion;
    private @Nullable String agentAddress;
    private @Nullable Instant readyUntil;
    private final Journal journal;
    private final Differences differences = new Differences();
    private final Claims claims = new Claims();
    private final Identities identities = new Identities();
    private final Fetching fetching = new Fetching();
    private final Diary diary;

    /** @param last what an earlier run of the controller knew */
    ScreenRecord(Screen screen, Instant registeredAt, Journal journal, @Nullable LastSeen last) {
        this.screen = screen;
        this.registeredAt = registeredAt;
        this.journal = journal;
        this.diary = new Diary(screen.id(), journal);
        if (last != null) {
            heartbeatAt = last.at();
            agentVersion = last.agentVersion();
            agentAddress = last.agentAddress();
            readyUntil = last.readyUntil();
            offline = last.offline() != null ? last.offline()
                    : new Offline(Offline.Cause.LINK_LOST, last.at(), "The controller was started again since; the screen has not come back yet.");
        }
    }

    void connected(AgentName agent, long now) {
        online = true;
        onlineSince = Instants.instant(now);
        offline = null;
        agentVersion = agent.version();
        agentAddress = agent.address();
        ready = null;
        differences.clear();
        claims.proved();
        identities.welcomed(agent.run(), agent.address(), now);
        journal.note(screen.id(), ScreenEvent.Code.CONNECTED, "agent " + agent.version() + " from " + agent.address());
        remember();
    }

    void disconnected(Offline.Cause cause, String detail, long now) {
        online = false;
        onlineSince = null;
        offline = new Offline(cause, Instants.instant(now), detail);
        differences.clear();
        journal.note(screen.id(), ScreenEvent.Code.LOST, WireName.of(cause) + ": " + detail);
        remember();
    }

    void refused(String reason, String address, String detail, Instant now) {
        if (claims.refused(reason, address, detail, now)) {
            journal.note(screen.id(), ScreenEvent.Code.REFUSED, reason + ": somebody at " + address + " says it is this screen. " + detail);
        }
    }

    /** Has what must survive a restart of the controller written down. */
    void remember() {
        Instant at = heartbeatAt == null ? onlineSince : heartbeatAt;
        if (at != null && agentVersion != null && agentAddress != null) {
            journal.remember(new LastSeen(screen.id(), at, agentVersion, agentAddress, readyUntil == null ? at : readyUntil, offline));
        }
    }

    void heartbeat(Heartbeat heard, long now) {
        heartbeat = heard;
        heartbeatAt = Instants.instant(now);
        readyUntil = Instants.instant(heard.readyUntilNanos());
        identities.heard(now);
        differences.heard(heard, plan, ready, stop, now);
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

    ScreenStatus status(long now, List<BoardProblem> ofController) {
        Heartbeat heard = heartbeat;
        @Nullable Showing due = plan.programme().due(now).orElse(null);
        List<BoardProblem> problems = problems(now, ofController);
        boolean inSync = heard != null && inSync(heard, now);
        return new ScreenStatus(screen, online, heartbeatAt, agentVersion,
                heard == null ? null : new ClockReport(heard.clockOffsetNanos(), heard.clockBoundNanos(), heard.clockLocked()),
                plan.newest(), heard == null ? null : report(heard), inSync, problems, next(due, now), due == null ? null : Instants.instant(due.endNanos()),
                condition(now), stop, quietUntil(now));
    }

    /** Has written down what differs from the last status that was published. */
    void note(ScreenStatus status) {
        diary.problems(status.problems());
        Report report = status.reported();
        if (report != null && online) {
            diary.state(report.state());
        }
    }

    /** To the end of the night, also where another timeline takes over in its midst. */
    private @Nullable Instant quietUntil(long now) {
        Programme programme = plan.programme();
        long until = now;
        for (var window = programme.quiet(until); window.isPresent(); window = programme.quiet(until)) {
            until = window.get().untilNanos();
        }
        return until == now ? null : Instants.instant(until);
    }

    private Condition condition(long now) {
        Heartbeat heard = heartbeat;
        Offline why = offline(now);
        Long roundTrip = heard == null ? null : (Long) heard.roundTripNanos();
        return new Condition(why == null ? onlineSince : why.since(), why, impact(why, now), agentAddress, roundTrip, heard == null ? null : heard.upkeep());
    }

    private Impact impact(@Nullable Offline why, long now) {
        Heartbeat heard = heartbeat;
        if (why != null) {
            ScreenStop asked = stop;
            PlayState last = asked != null && asked.confirmed() ? PlayState.STOPPED : heard == null ? null : heard.state();
            boolean quiet = heard != null && plan.programme().quiet(now).isPresent()
                    && plan.dueAt(now).filter(name -> name.version() == heard.version() && name.hash().equals(heard.hash())).isPresent();
            return Impact.offline(why, last, quiet, readyUntil, Instants.instant(now));
        }
        if (heard == null) {
            return new Impact(Impact.Code.STARTING, "The agent has just connected and has not said yet what it shows.");
        }
        boolean planned = plan.programme().due(heard.atNanos()).isPresent() || plan.programme().quiet(heard.atNanos()).isPresent();
        return Impact.online(heard, planned, differences.asPlanned());
    }

    /** Null while it is online. Who knocks and is refused now is the better cause than what happened before. */
    private @Nullable Offline offline(long now) {
        if (online) {
            return null;
        }
        @Nullable String refused = claims.recent(Instants.instant(now));
        Offline known = offline;
        if (refused != null) {
            return new Offline(Offline.Cause.REFUSED, known == null ? claims.since() : known.since(), refused);
        }
        return known == null ? new Offline(Offline.Cause.NEVER_SEEN, null, "No agent has connected for this screen yet.") : known;
    }

    /**
     * Judged by what was due when the heartbeat was written, on the clock it was written by: otherwise every switch would look like a fault until the next
     * heartbeat.
     */
    private boolean inSync(Heartbeat heard, long now) {
        long at = heard.atNanos();
        ScreenStop asked = stop;
        if (asked != null || heard.state() == PlayState.STOPPED) {
            // What is to be dark is in order when it is dark, whatever its timeline.
            return online && asked != null && asked.confirmed() && heard.state() == PlayState.STOPPED;
        }
        TimelineName due = plan.dueAt(at).orElse(null);
        boolean shows = plan.programme().quiet(at).isPresent() ? heard.state() == PlayState.QUIET
                : heard.state() == PlayState.PLAYING || (plan.programme().due(at).isEmpty() && heard.state() != PlayState.QUIET);
        return online && due != null && due.version() == heard.version() && due.hash().equals(heard.hash()) && heard.clockLocked() && shows
                && Math.abs(heard.driftNanos()) <= Board.IN_SYNC_NANOS && Math.abs(at - now) < 10 * CLOCK_DIFFERS_NANOS;
    }

    private List<BoardProblem> problems(long now, List<BoardProblem> ofController) {
        var out = new ArrayList<BoardProblem>();
        Offline why = offline(now);
        if (why != null) {
            Instant since = why.since();
            String code = why.cause() == Offline.Cause.NEVER_SEEN ? Board.NEVER_CONNECTED : Board.OFFLINE;
            out.add(new BoardProblem(code, since == null ? registeredAt : since, why.detail(), Advice.of(code)));
        }
        @Nullable String claimed = claims.recent(Instants.instant(now));
        Instant claimedSince = claims.since();
        if (online && claimed != null && claimedSince != null) {
            out.add(new BoardProblem(Board.CLAIM_REFUSED, claimedSince, claimed, Advice.of(Board.CLAIM_REFUSED)));
        }
        @Nullable String quarrel = identities.quarrel(now);
        if (quarrel == null) {
            raised.remove(Board.TWO_AGENTS);
        } else {
            raise(Board.TWO_AGENTS, "Two agents hold this screen's key and take the connection from each other: " + quarrel + ".", Instants.instant(now));
        }
        out.addAll(differences.problems());
        fetching.judge(plan.programme(), online, readyUntilNanos(), now).ifPresent(out::add);
        out.addAll(raised.values());
        Heartbeat heard = heartbeat;
        if (heard != null && online) {
            for (Problem found : heard.problems()) {
                out.add(new BoardProblem(found.code(), Instants.instant(found.sinceNanos()), found.detail(), Advice.of(found.code())));
            }
        }
        out.addAll(ofController);
        return out;
    }

    /** What the agent said of the newest timeline that it is to play; null where it said nothing of that one, which is named by other words. */
    private @Nullable Long readyUntilNanos() {
        Instant remembered = readyUntil;
        if (!online) {
            return remembered == null ? null : (Long) Instants.nanos(remembered);
        }
        Heartbeat heard = heartbeat;
        TimelineReady kept = ready;
        List<Programme.Entry> entries = plan.programme().entries();
        boolean same = kept != null && !entries.isEmpty() && entries.getLast().timeline().version() == kept.version();
        return heard == null || !same || heard.problems().stream().anyMatch(problem -> problem.code().equals("mediaMissing")) ? null : (Long) heard.readyUntilNanos();
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
