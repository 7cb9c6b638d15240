package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A release on its way to the point of no return: who is ready, and what is decided there, once. On the control loop. */
final class Approach {
    /** A decision that comes later than this after the point of no return was not made at it. */
    static final Duration LATE_AFTER = Duration.ofSeconds(1);
    /** So long after the instant nobody waits any more for a release that nobody decided. */
    static final Duration TOO_LATE_AFTER = Duration.ofSeconds(60);
    /** So long before the point of no return it is not moved any more, whatever channels take meanwhile. */
    private static final Duration FIXED_AHEAD = Duration.ofSeconds(15);
    private static final Logger log = LoggerFactory.getLogger(Approach.class);

    private final ChannelDesk channels;
    private final WallDesk walls;
    private final TimelineClock clock;
    /** Since when this process can have heard of anybody. */
    private final Instant begunAt;

    Approach(ChannelDesk channels, WallDesk walls, TimelineClock clock) {
        this.channels = channels;
        this.walls = walls;
        this.clock = clock;
        this.begunAt = clock.instant();
    }

    /** Looks at everybody, asks whom it has to, and decides when the time has come. */
    void step(Running each, List<Screen> screens, Instant now) {
        Release release = each.release;
        var outlets = outlets(release, screens);
        each.changeIf(known -> Moves.outlets(known, outlets));
        Duration largest = channels.largestLead(each);
        each.standings = standings(each, now, null);
        if (largest == null) {
            return;
        }
        Instant decideAt = Agenda.decideAt(release.booked(), largest);
        if (!now.isBefore(decideAt.minus(FIXED_AHEAD))) {
            channels.fix(each);
        }
        if (!now.isBefore(decideAt.minus(Agenda.HEALTH_AHEAD))) {
            for (Outlet outlet : release.outlets()) {
                if (outlet.state() == OutletState.READY && outlet.id() instanceof OutletId.Online(ChannelId channel)) {
                    channels.askHealth(each, outlet, channel);
                }
            }
        }
        if (now.isBefore(decideAt)) {
            boolean all = !each.standings.isEmpty() && each.standings.stream().allMatch(Standing::isReady);
            each.changeIf(known -> Moves.readiness(known, all, now));
        } else {
            decide(each, decideAt, now);
        }
    }

    private void decide(Running each, Instant decideAt, Instant now) {
        Release release = each.release;
        var timing = !now.isAfter(decideAt.plus(LATE_AFTER)) ? Decider.Timing.IN_TIME
            : now.isAfter(release.booked().at().plus(TOO_LATE_AFTER)) ? Decider.Timing.TOO_LATE : Decider.Timing.LATE;
        List<Standing> heard = standings(each, now, decideAt);
        List<Standing> standings = timing == Decider.Timing.TOO_LATE ? heard.stream().map(Approach::tooLate).toList() : heard;
        boolean justBack = timing == Decider.Timing.LATE || now.isBefore(begunAt.plus(WallJudge.FRESH));
        if (justBack && each.lateSince == null) {
            each.lateSince = now;
        }
        Instant late = each.lateSince;
        boolean waits = release.content().policy() == Policy.GO_WITHOUT && late != null
            && now.isBefore(late.plus(WallJudge.FRESH)) && standings.stream().anyMatch(standing -> !standing.isReady());
        if (waits) {
            return; // Walls and channels may still be heard of: this process, or its database, has only just come back.
        }
        Decision decision = Decider.decide(release.content().policy(), standings, timing, now);
        log.info("[{}] decided at {}, {} after the point of no return: {} {}", release.id(), now, Duration.between(decideAt, now), decision.verdict(), decision.words());
        long revision = release.revision();
        // A database that took it only after the instant did not take it in time: then it is decided anew, as a late one.
        each.change(known -> known.revision() == revision && (timing != Decider.Timing.IN_TIME || clock.instant().isBefore(known.booked().at()))
            ? Moves.decided(known, decision, standings, now) : known);
    }

    /** What walls show by themselves they show; what nobody called in time nobody expects any more. */
    private static Standing tooLate(Standing standing) {
        return standing.outlet() instanceof OutletId.Wall || !standing.isReady() ? standing : new Standing(standing.outlet(), standing.name(),
            new Cause(Codes.DECIDED_LATE, "The controller came back long after the instant; nothing is published so late."), standing.percent(), null);
    }

    /** @param decideAt null while it is only looked at: then a channel that has its draft counts as ready without being asked for its health */
    private List<Standing> standings(Running each, Instant now, @Nullable Instant decideAt) {
        var out = new ArrayList<Standing>();
        for (Outlet outlet : each.release.outlets()) {
            out.add(switch (outlet.id()) {
                case OutletId.Wall(ScreenId screen) -> walls.standing(each, outlet, screen, now);
                case OutletId.Online _ -> ChannelJudge.standing(outlet, each.health.get(outlet.id()), decideAt != null, now);
            });
        }
        return out;
    }

    private static List<Outlet> outlets(Release release, List<Screen> screens) {
        return screens.stream().filter(screen -> release.content().targets().holds(screen))
            .map(screen -> Outlet.fresh(new OutletId.Wall(screen.id()), screen.name(), Memo.EMPTY)).toList();
    }
}
