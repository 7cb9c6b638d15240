package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import ledwall.controller.release.Withdrawal.State;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.Memo;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;

/** How a release comes from one state into another. Pure; each is done within the transaction that stores it, on what is stored just then. */
final class Moves {
    private Moves() {}

    /** Into the schedule, as a new revision. What was prepared for just this content is taken up. */
    static Release scheduled(Release draft, Content content, Booking booking, List<Outlet> outlets, Instant now) {
        long revision = draft.revision() + 1;
        var fresh = outlets.stream().map(outlet -> draft.outlet(outlet.id()).filter(kept -> kept.withdrawal() == null)
            .map(kept -> outlet.with(kept.memo())).orElse(outlet)).map(outlet -> ChannelDesk.named(draft.id(), revision, outlet)).toList();
        return draft.revised(revision).with(content).with(booking).with((Decision) null).with(fresh).in(new ReleaseState.Scheduled(), now);
    }

    /** Another content of a draft. What was prepared for the old one is thrown away. */
    static Release edited(Release draft, Content content, Instant now) {
        return discarding(draft.revised(draft.revision() + 1).with(content).with((Decision) null), now).in(new ReleaseState.Draft(null), now);
    }

    /** Ready or not: what people see while nothing is decided. */
    static Release readiness(Release release, boolean allReady, Instant now) {
        if (!release.isUndecided()) {
            return release;
        }
        boolean early = now.isBefore(release.booked().at().minus(Agenda.PREPARE_AHEAD));
        return switch (release.state()) {
            case ReleaseState.Scheduled _ -> early ? release : release.in(new ReleaseState.Preparing(), now);
            case ReleaseState.Preparing _ -> allReady ? release.in(new ReleaseState.Armed(), now) : release;
            case ReleaseState.Armed _ -> allReady ? release : release.in(new ReleaseState.Preparing(), now);
            case ReleaseState.Draft _, ReleaseState.Live _, ReleaseState.PartlyLive _, ReleaseState.Withdrawn _, ReleaseState.Failed _ -> release;
        };
    }

    /** The decision, once; whoever comes second changes nothing. */
    static Release decided(Release release, Decision decision, List<Standing> standings, Instant now) {
        if (!release.isUndecided()) {
            return release;
        }
        Release known = release.with(decision);
        return switch (decision.verdict()) {
            case GO -> going(known, standings, now).in(new ReleaseState.Armed(), now);
            case HOLD -> backToDraft(known).in(new ReleaseState.Draft(decision.words()), now);
            case ABORT -> discarding(outOfSchedule(known), now).in(new ReleaseState.Failed(decision.words()), now);
        };
    }

    private static Release going(Release release, List<Standing> standings, Instant now) {
        Map<OutletId, Standing> known = standings.stream().collect(Collectors.toMap(Standing::outlet, each -> each));
        return release.each(outlet -> {
            Standing standing = known.get(outlet.id());
            Cause lacking = standing == null ? null : standing.cause();
            if (outlet.isWall()) {
                // Also one that is not ready is told: it may come in time, and the truth is what it shows.
                return (lacking == null ? outlet.well(OutletState.READY) : outlet.later(lacking, now)).called(now);
            }
            return lacking == null || outlet.state() == OutletState.FAILED ? outlet
                : outlet.failed(new Cause(Codes.CHANNEL_NOT_CALLED, "It was not ready when it was decided: " + lacking.words()));
        });
    }

    /** By a person, before anything was decided; what was prepared is thrown away. */
    static Release cancelled(Release release, String why, Instant now) {
        return discarding(backToDraft(release), now).in(new ReleaseState.Draft(why), now);
    }

    /** The same, but what was prepared is kept. */
    static Release held(Release release, String why, Instant now) {
        return backToDraft(release).in(new ReleaseState.Draft(why), now);
    }

    private static Release backToDraft(Release release) {
        Release out = outOfSchedule(release);
        // Walls have nothing that is kept; channels have their drafts.
        return out.with((Booking) null).with(out.outlets().stream().filter(outlet -> !outlet.isWall()).toList());
    }

    private static Release outOfSchedule(Release release) {
        return release.with(release.booked().takenOut());
    }

    private static Release discarding(Release release, Instant now) {
        return release.each(outlet -> outlet.isWall() || outlet.memo().equals(Memo.EMPTY) || outlet.state() == OutletState.WITHDRAWN ? outlet
            : outlet.later(null, now).with(new Withdrawal(State.SENT, now, "")));
    }

    /** From everywhere, after it went. */
    static Release withdrawn(Release release, String reason, Instant now) {
        Release out = release.with(release.booked().takenOut()).in(new ReleaseState.Withdrawn(reason), now);
        return out.each(outlet -> outlet.isWall() || outlet.mayBeOut() || !outlet.memo().equals(Memo.EMPTY)
            ? outlet.later(outlet.cause(), now).with((ManualTask) null).with(new Withdrawal(State.SENT, now, "")) : Answers.gone(outlet, now));
    }

    /** Tries one outlet again that failed. */
    static Release retried(Release release, OutletId which, Instant now) {
        return release.one(which, outlet -> {
            Withdrawal back = outlet.withdrawal();
            if (back != null) {
                return outlet.later(outlet.cause(), now).with(new Withdrawal(State.SENT, now, ""));
            }
            // What was called once is asked first what became of it.
            boolean called = !outlet.isWall() && outlet.times().calledAt() != null;
            return outlet.well(outlet.isWall() ? OutletState.READY : called ? OutletState.SUBMITTING : OutletState.SCHEDULED);
        });
    }

    /** What became of one that went: told by its outlets, once the walls had time to prove themselves. */
    static Release settled(Release release, Instant now) {
        if (!release.goes() || release.isWithdrawn()) {
            return release;
        }
        Instant at = release.booked().at();
        long live = release.count(outlet -> outlet.state() == OutletState.CONFIRMED);
        long failed = release.count(outlet -> outlet.state() == OutletState.FAILED);
        int all = release.outlets().size();
        if (live == all) {
            return now.isBefore(at) ? release : release.in(new ReleaseState.Live(), now);
        }
        if (now.isBefore(at.plus(Release.SETTLE_AFTER))) {
            return release;
        }
        return failed == all ? release.in(new ReleaseState.Failed("None of " + all + " outlets shows it."), now)
            : release.in(new ReleaseState.PartlyLive(tally(all, live, failed)), now);
    }

    private static String tally(int all, long live, long failed) {
        var words = new ArrayList<String>();
        words.add(live + " of " + all + " outlets show it");
        if (failed > 0) {
            words.add(failed + " failed");
        }
        if (all > live + failed) {
            words.add((all - live - failed) + " are not confirmed yet");
        }
        return String.join(", ", words) + ".";
    }

    /** Somebody did by hand what was to be done, and says where it can be seen. */
    static Release confirmedByHand(Release release, OutletId which, @Nullable String url, String by, Instant now) {
        return release.one(which, outlet -> outlet.withdrawal() != null
            ? Answers.gone(outlet, outlet.isWall() ? by + " says that this screen, which was retired, shows it no more." : "", now)
            : outlet.confirmed(now, new Evidence(url, "confirmed by " + by, true)));
    }

    /** Somebody did what a channel's adapter had asked for: the channel is asked what that means. */
    static Release doneByHand(Release release, OutletId which, Instant now) {
        return release.one(which, outlet -> {
            Withdrawal back = outlet.withdrawal();
            Outlet told = outlet.with((ManualTask) null).later(outlet.cause(), now);
            return back == null ? told : told.with(new Withdrawal(State.SENT, now, back.words()));
        });
    }

    /** Walls that came into the release's targets or left them before anything was decided. */
    static Release outlets(Release release, List<Outlet> walls) {
        if (!release.isUndecided()) {
            return release;
        }
        var next = new ArrayList<>(walls.stream().map(wall -> release.outlet(wall.id()).orElse(wall)).toList());
        release.outlets().stream().filter(outlet -> !outlet.isWall()).forEach(next::add);
        return next.equals(release.outlets()) ? release : release.with(next);
    }

    /** Walls that were retired before they heard of a withdrawal: nobody can tell them any more, and they may still show it. */
    static Release retired(Release release, Set<ScreenId> there, Instant now) {
        return !release.isWithdrawn() ? release : release.each(outlet -> {
            Withdrawal back = outlet.withdrawal();
            boolean lost = back != null && back.isOpen() && outlet.id() instanceof OutletId.Wall(ScreenId screen) && !there.contains(screen);
            return lost ? outlet.with(new Withdrawal(State.BY_HAND, now,
                "The screen was retired and cannot be told any more. Confirm it once somebody has seen that it shows nothing of this.")) : outlet;
        });
    }

    /** How long before the instant at least a release has to be in the schedule, whatever its channels take. */
    static Duration shortestNotice(Duration largestLead) {
        return largestLead.plus(Agenda.DECIDE_AHEAD).plus(Agenda.HEALTH_AHEAD);
    }
}
