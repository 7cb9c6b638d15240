package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A release as the board shows it: what is stored, and what was heard just now.
 *
 * @param decideAt the point of no return; null while it is not known
 * @param live by outlet; those that nothing was heard of are not there
 */
public record ReleaseView(Release release, @Nullable Instant decideAt, Map<OutletId, Live> live, List<ReleaseProblem> problems) {
    public ReleaseView {
        live = Collections.unmodifiableSortedMap(new TreeMap<>(live));
        problems = List.copyOf(problems);
    }

    /** One of which nothing is heard. */
    public static ReleaseView of(Release release, Instant now) {
        return new ReleaseView(release, null, Map.of(), ReleaseProblem.of(release, List.of(), Map.of(), Optional.empty(), now));
    }

    /**
     * What was heard of an outlet.
     *
     * @param percent of what it needs; null where that is no longer of interest
     * @param lastContactAt when a wall was heard last; null for a channel, or never
     */
    public record Live(OutletState state, @Nullable Integer percent, @Nullable Duration eta, @Nullable Cause cause, @Nullable Instant lastContactAt,
                       @Nullable Withdrawal withdrawal) {
        static Live of(Outlet outlet, @Nullable Standing standing, WallLines.@Nullable Report report) {
            Instant contact = report == null ? null : report.heardAt();
            Withdrawal back = outlet.withdrawal();
            if (back != null && back.state() == Withdrawal.State.SENT && report != null && !report.online()) {
                back = new Withdrawal(Withdrawal.State.NOT_REACHED, contact == null ? back.at() : contact, "It is not withdrawn, and still able to show it.");
            }
            if (standing == null) {
                return new Live(outlet.state(), null, null, outlet.cause(), contact, back);
            }
            boolean fetching = !standing.isReady() && standing.percent() > 0;
            OutletState state = standing.isReady() ? OutletState.READY : !outlet.isWall() || !fetching ? outlet.state() : OutletState.PREPARING;
            return new Live(state, standing.percent(), standing.eta(), standing.cause(), contact, back);
        }
    }

    /** What is shown of an outlet. */
    public Live live(Outlet outlet) {
        Live known = live.get(outlet.id());
        return known == null ? Live.of(outlet, null, null) : known;
    }

    /** How many could go, or show it. */
    public long ready() {
        return release.outlets().stream().map(this::live).filter(each -> switch (each.state()) {
            case READY, SUBMITTING, SUBMITTED, CONFIRMED -> each.cause() == null;
            case SCHEDULED, PREPARING, FAILED, WITHDRAWN -> false;
        }).count();
    }

    /** Whoever is furthest from being ready, while nothing is decided. */
    public Optional<Outlet> worst() {
        return release.isUndecided() ? release.outlets().stream().filter(outlet -> live(outlet).cause() != null || live(outlet).state() != OutletState.READY)
            .min(Comparator.comparing(outlet -> Optional.ofNullable(live(outlet).percent()).orElse(0))) : Optional.empty();
    }
}
