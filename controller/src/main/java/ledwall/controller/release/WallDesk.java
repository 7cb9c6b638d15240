package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import ledwall.controller.asrun.AsRunQuery;
import ledwall.controller.asrun.AsRunShowing;
import ledwall.controller.asrun.AsRunStore;
import ledwall.controller.release.WallLines.Report;
import ledwall.controller.release.WallLines.Seen;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The walls of releases: tells them what was decided, once it is stored, and makes of what they say a change to be stored. Heartbeats tell soon that a wall shows
 * the release; the record of the showing tells exactly since when. On the control loop.
 */
final class WallDesk {
    /** A showing's first record may be planned that much before the instant: walls round to frames. */
    private static final Duration EDGE = Duration.ofSeconds(1);
    private static final int RECORDS = 200;

    private final WallLines walls;
    private final AsRunStore asRun;
    private final Work work;
    private final Loop loop;
    private final Consumer<Running> heard;

    /** @param heard told when records were read */
    WallDesk(WallLines walls, AsRunStore asRun, Work work, Loop loop, Consumer<Running> heard) {
        this.walls = walls;
        this.asRun = asRun;
        this.work = work;
        this.loop = loop;
        this.heard = heard;
    }

    Report report(Release release, ScreenId screen) {
        return release.booking() == null ? Report.NEVER : walls.report(screen, release.ref());
    }

    /** Whether a wall could go now. */
    Standing standing(Running running, Outlet outlet, ScreenId screen, Instant now) {
        Report report = report(running.release, screen);
        return WallJudge.standing(outlet, report, eta(running, outlet.id(), report.media(), now), now);
    }

    private static @Nullable Duration eta(Running running, OutletId outlet, WallLines.@Nullable Media media, Instant now) {
        if (media == null || media.haveBytes() >= media.needBytes()) {
            running.progress.remove(outlet);
            return null;
        }
        Running.Progress began = running.progress.computeIfAbsent(outlet, first -> new Running.Progress(now, media.haveBytes()));
        double got = media.haveBytes() - began.haveBytes();
        double seconds = Duration.between(began.since(), now).toMillis() / 1_000.0;
        return got <= 0 || seconds <= 0 ? null : Duration.ofMillis(Math.round((media.needBytes() - media.haveBytes()) / got * seconds * 1_000));
    }

    /** What was taken back before it went, and needs no token: walls would show it by themselves. */
    void recall(Release before, Release next) {
        List<ScreenId> screens = before.recalled(next);
        if (!screens.isEmpty()) {
            walls.order(before.ref(), screens, Verdict.WITHDRAWN);
        }
    }

    /** Tells walls what is stored; who was told by this process is not told again. */
    void tell(Running running) {
        Release release = running.release;
        if (release.goes()) {
            Verdict verdict = release.isWithdrawn() ? Verdict.WITHDRAWN : Verdict.GO;
            ReleaseRef ref = release.ref();
            var fresh = new ArrayList<ScreenId>();
            for (ScreenId screen : release.screens()) {
                if (!new Running.Told(ref, verdict).equals(running.told.put(screen, new Running.Told(ref, verdict)))) {
                    fresh.add(screen);
                }
            }
            if (!fresh.isEmpty()) {
                walls.order(ref, fresh, verdict);
            }
        }
    }

    /** Makes of what walls said of a release that goes, or was withdrawn, what is to be stored. */
    void hear(Running running, Instant now) {
        Release release = running.release;
        if (!release.goes()) {
            return;
        }
        // One change for all of them: thousands of walls say so in the same second.
        var heardOf = new HashMap<OutletId, Became>();
        for (Outlet outlet : release.outlets()) {
            if (outlet.id() instanceof OutletId.Wall(ScreenId screen)) {
                Report report = report(release, screen);
                Outlet next = release.isWithdrawn() ? withdrawn(outlet, report) : going(release, outlet, report, now);
                if (!next.equals(outlet)) {
                    heardOf.put(outlet.id(), new Became(outlet, next));
                }
            }
        }
        if (!heardOf.isEmpty()) {
            running.change(known -> known.each(is -> {
                Became became = heardOf.get(is.id());
                return became != null && is.equals(became.was()) ? became.is() : is;
            }));
        }
    }

    private record Became(Outlet was, Outlet is) {}

    private static Outlet going(Release release, Outlet outlet, Report report, Instant now) {
        Instant at = release.booked().at();
        Seen seen = WallJudge.shown(release.booked(), report);
        Instant kept = report.goKeptAt();
        return switch (outlet.state()) {
            case CONFIRMED, WITHDRAWN -> outlet;
            case SCHEDULED, PREPARING, READY, SUBMITTING, SUBMITTED, FAILED -> {
                if (seen != null && seen.item() != null) {
                    yield outlet.confirmed(seen.since(), new Evidence(null, seen.item().value(), false));
                }
                if (!now.isBefore(at.plus(Release.SETTLE_AFTER))) {
                    Cause cause = WallJudge.missing(release.content().policy(), report, now);
                    Cause known = outlet.cause();
                    // The words may change with each heartbeat; a row for each would say no more.
                    yield outlet.state() == OutletState.FAILED && known != null && known.code().equals(cause.code()) ? outlet : outlet.failed(cause);
                }
                yield kept != null && outlet.state() != OutletState.SUBMITTED && outlet.state() != OutletState.FAILED ? outlet.submitted(kept) : outlet;
            }
        };
    }

    private static Outlet withdrawn(Outlet outlet, Report report) {
        Withdrawal back = outlet.withdrawal();
        Instant heard = report.withdrawnAt();
        return back == null || !back.isOpen() || heard == null ? outlet : Answers.gone(outlet, heard);
    }

    /** A screen has new records. */
    void recorded(Iterable<Running> all, ScreenId screen) {
        for (Running running : all) {
            if (running.release.outlet(new OutletId.Wall(screen)).isPresent()) {
                running.unread.add(screen);
            }
        }
    }

    /** Looks for the records of walls whose showing is not proved exactly. */
    void read(Running running, Instant now) {
        Release release = running.release;
        if (running.reading || running.unread.isEmpty() || !release.goes() || now.isBefore(release.booked().at())) {
            return;
        }
        Booking booking = release.booked();
        var wanted = running.unread.stream().filter(screen -> release.outlet(new OutletId.Wall(screen)).filter(WallDesk::unproved).isPresent()).toList();
        running.unread.clear();
        if (wanted.isEmpty()) {
            return;
        }
        running.reading = true;
        work.submit("release records", "read records of " + release.id(), () -> {
            Map<ScreenId, AsRunShowing> found = new TreeMap<>();
            for (ScreenId screen : wanted) {
                first(asRun.showings(new AsRunQuery(screen, booking.at().minus(EDGE), booking.until(), RECORDS)), booking)
                    .ifPresent(showing -> found.put(screen, showing));
            }
            return found;
        }, loop, new Work.Outcome<Map<ScreenId, AsRunShowing>>() {
            @Override
            public void done(Map<ScreenId, AsRunShowing> found) {
                running.reading = false;
                if (!found.isEmpty()) {
                    running.change(known -> known.each(outlet -> outlet.id() instanceof OutletId.Wall(ScreenId screen) ? proved(outlet, found.get(screen)) : outlet));
                }
                heard.accept(running);
            }

            @Override
            public void failed(Exception cause) {
                running.reading = false;
                running.unread.addAll(wanted);
            }
        });
    }

    private static boolean unproved(Outlet outlet) {
        Evidence proof = outlet.evidence();
        return (proof == null || !proof.exact()) && outlet.state() != OutletState.WITHDRAWN;
    }

    private static Optional<AsRunShowing> first(List<AsRunShowing> showings, Booking booking) {
        return showings.stream().filter(each -> booking.items().contains(each.item()) && each.standInFor() == null && each.startedAt() != null)
            .min(Comparator.comparing(AsRunShowing::plannedAt));
    }

    /** Also of one that was withdrawn: it was seen, and the report says so. */
    private static Outlet proved(Outlet outlet, @Nullable AsRunShowing showing) {
        Instant started = showing == null ? null : showing.startedAt();
        return showing == null || started == null || !unproved(outlet) ? outlet : outlet.confirmed(started, new Evidence(null, showing.item().value(), true));
    }
}
