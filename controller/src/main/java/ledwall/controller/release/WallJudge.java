package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import ledwall.controller.release.WallLines.Report;
import ledwall.controller.release.WallLines.Seen;
import ledwall.protocol.json.WireName;
import ledwall.protocol.message.PlayState;
import org.jspecify.annotations.Nullable;

/** What a wall's own words say about a release: whether it could show it, whether it does, and if not, why. Pure. */
final class WallJudge {
    /** What was heard longer ago says nothing of now: three heartbeats. */
    static final Duration FRESH = Duration.ofSeconds(6);

    private WallJudge() {}

    /** Before it goes. */
    static Standing standing(Outlet outlet, Report report, @Nullable Duration eta, Instant now) {
        WallLines.Media media = report.media();
        int percent = media == null ? 0 : media.percent();
        Cause cause = absent(report, now);
        if (cause == null && !report.clockLocked()) {
            cause = new Cause(Codes.WALL_CLOCK, "It does not know the time well enough to keep in step.");
        }
        if (cause == null && media == null) {
            cause = new Cause(Codes.WALL_WITHOUT_PLAN, "The newest programme that it keeps does not hold this release.");
        }
        if (cause == null && percent < Standing.ALL) {
            cause = new Cause(Codes.WALL_FETCHING, percent + " % of the media is on its disk.");
        }
        return cause == null ? Standing.ready(outlet) : Standing.lacking(outlet, cause, percent, eta);
    }

    private static @Nullable Cause absent(Report report, Instant now) {
        Instant heard = report.heardAt();
        if (!report.online()) {
            return new Cause(Codes.WALL_OFFLINE, heard == null ? "It is offline, and never was here." : "It is offline; it was heard last at " + heard + ".");
        }
        if (heard == null || heard.plus(FRESH).isBefore(now)) {
            return new Cause(Codes.WALL_SILENT, "It is connected, and has said nothing of late.");
        }
        return report.stopped() ? new Cause(Codes.WALL_STOPPED, "It is stopped.") : null;
    }

    /** Since when it shows the release; null where its last heartbeat does not say so. */
    static @Nullable Seen shown(Booking booking, Report report) {
        Seen seen = report.seen();
        if (seen == null || seen.state() != PlayState.PLAYING || seen.item() == null || !booking.items().contains(seen.item())) {
            return null;
        }
        return seen.at().isBefore(booking.at()) ? null : seen;
    }

    /** Why it does not show it, after it should. */
    static Cause missing(Policy policy, Report report, Instant now) {
        Cause absent = absent(report, now);
        if (absent != null) {
            return absent;
        }
        if (policy.needsToken() && report.goKeptAt() == null) {
            return new Cause(Codes.WALL_NO_TOKEN, "It has not heard that the release goes, so it shows its ordinary programme.");
        }
        Seen seen = report.seen();
        if (seen != null && seen.item() != null && seen.state() == PlayState.PLAYING) {
            return new Cause(Codes.WALL_SHOWS_OTHER, "It shows \"" + seen.name() + "\".");
        }
        if (seen != null && seen.state() != PlayState.PLAYING) {
            return new Cause(Codes.WALL_SHOWS_OTHER, "It shows nothing of its programme: " + WireName.of(seen.state()) + ".");
        }
        return new Cause(Codes.WALL_NO_PROOF, "Nothing that it said proves yet that it shows the release.");
    }
}
