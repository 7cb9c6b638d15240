package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to be done next about a channel of a release, and when: a pure function of what is stored, so that whoever comes after a crash goes on with it. */
final class Agenda {
    /** Drafts and uploads are made so early. */
    static final Duration PREPARE_AHEAD = Duration.ofHours(24);
    /** That a channel is being called is stored so long before the call. */
    static final Duration MARK_AHEAD = Duration.ofMillis(500);
    /** Between the point of no return and the first call of a channel. */
    static final Duration DECIDE_AHEAD = Duration.ofSeconds(2);
    /** Channels are asked for their health so long before the point of no return. */
    static final Duration HEALTH_AHEAD = Duration.ofSeconds(5);

    private Agenda() {}

    /** @param at not before */
    record Due(Call call, Instant at) {}

    /**
     * @param lead how long before the instant the channel is to be called
     * @param ours whether it was this process that stored that the channel is being called, and it did not call yet
     * @return null for nothing
     */
    static @Nullable Due of(Release release, Outlet outlet, Duration lead, boolean ours) {
        Withdrawal back = outlet.withdrawal();
        if (back != null) {
            Call call = outlet.state() == OutletState.SUBMITTING ? Call.CONFIRM : Call.WITHDRAW;
            return back.isOpen() ? due(call, outlet) : null;
        }
        Booking booking = release.booking();
        if (booking == null) {
            return null;
        }
        if (release.isUndecided()) {
            return switch (outlet.state()) {
                case SCHEDULED, PREPARING -> later(due(Call.PREPARE, outlet), booking.at().minus(PREPARE_AHEAD));
                case READY, SUBMITTING, SUBMITTED, CONFIRMED, FAILED, WITHDRAWN -> null;
            };
        }
        if (!release.goes() || release.isWithdrawn()) {
            return null;
        }
        Instant call = booking.at().minus(lead);
        return switch (outlet.state()) {
            case SCHEDULED, PREPARING -> due(Call.PREPARE, outlet);
            case READY -> later(due(Call.MARK, outlet), call.minus(MARK_AHEAD));
            case SUBMITTING -> ours ? new Due(Call.PUBLISH, call) : due(Call.CONFIRM, outlet);
            case SUBMITTED -> outlet.nextAt() == null ? null : due(Call.CONFIRM, outlet);
            case CONFIRMED, FAILED, WITHDRAWN -> null;
        };
    }

    private static Due due(Call call, Outlet outlet) {
        Instant next = outlet.nextAt();
        return new Due(call, next == null ? Instant.MIN : next);
    }

    private static Due later(Due due, Instant at) {
        return due.at().isBefore(at) ? new Due(due.call(), at) : due;
    }

    /** The point of no return. */
    static Instant decideAt(Booking booking, Duration largestLead) {
        return booking.at().minus(largestLead).minus(DECIDE_AHEAD);
    }
}
