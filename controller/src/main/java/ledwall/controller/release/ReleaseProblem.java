package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import ledwall.controller.release.channel.ManualTask;
import org.jspecify.annotations.Nullable;

/** Something wrong with a release: {@code code} is stable; {@code cause} and {@code advice} are for people. */
public record ReleaseProblem(String code, Instant since, String cause, String advice) {
    /** Whoever is not ready by then is named, a little louder each time. */
    static final List<Duration> WARNINGS = List.of(Duration.ofMinutes(60), Duration.ofMinutes(15), Duration.ofMinutes(5));
    /** What was scheduled just now is not ready yet, and need not be. */
    private static final Duration SETTLES = Duration.ofSeconds(10);
    private static final int NAMED = 8;

    private static ReleaseProblem of(String code, Instant since, String cause) {
        return new ReleaseProblem(code, since, cause, ReleaseAdvice.of(code));
    }

    /** When the last of the warnings ahead of an instant was due; null before the first. */
    static @Nullable Instant warnedAt(Instant at, Instant now) {
        Instant last = null;
        for (Duration ahead : WARNINGS) {
            last = now.isBefore(at.minus(ahead)) ? last : at.minus(ahead);
        }
        return last;
    }

    /**
     * All that is wrong with it now.
     *
     * @param step how far the controller's wall clock stepped away, if it did
     */
    static List<ReleaseProblem> of(Release release, List<Standing> standings, Map<OutletId, ReleaseView.Live> live, Optional<Long> step, Instant now) {
        var out = new ArrayList<ReleaseProblem>();
        Decision decision = release.decision();
        switch (release.state()) {
            case ReleaseState.Draft(String held) -> {
                if (held != null) {
                    out.add(of(Codes.HELD, release.since(), held));
                }
            }
            case ReleaseState.Scheduled _, ReleaseState.Preparing _, ReleaseState.Armed _ -> ahead(release, standings, step, now, out);
            case ReleaseState.PartlyLive(String why) -> {
                // What only waits for its proof is no alarm.
                if (release.count(ReleaseProblem::lacking) > 0) {
                    out.add(of(Codes.PARTLY_LIVE, release.since(), why + " " + named(release.outlets().stream().filter(ReleaseProblem::lacking)
                        .map(each -> each.name() + (each.cause() == null ? "" : ": " + Objects.requireNonNull(each.cause()).words())).toList())));
                }
            }
            case ReleaseState.Failed(String why) -> out.add(of(decision != null && decision.verdict() == Decision.Verdict.GO ? Codes.NOBODY_SHOWS : Codes.ABORTED,
                release.since(), why));
            case ReleaseState.Withdrawn _ -> {
                var left = release.outlets().stream().filter(each -> stillOut(live.get(each.id()), each)).map(Outlet::name).toList();
                if (!left.isEmpty()) {
                    out.add(of(Codes.NOT_WITHDRAWN, release.since(), "It is not withdrawn everywhere: " + named(left)));
                }
            }
            case ReleaseState.Live _ -> { }
        }
        for (Outlet outlet : release.outlets()) {
            ManualTask task = outlet.task();
            if (task != null && !now.isBefore(task.reminder(Instant.EPOCH)) && outlet.state() != OutletState.READY) {
                out.add(of(Codes.BY_HAND, task.due(), outlet.name() + ": " + task.words()));
            }
        }
        return out;
    }

    /** Refused for good, or not called yet and put off. */
    private static boolean lacking(Outlet outlet) {
        return outlet.state() == OutletState.FAILED || (outlet.state() == OutletState.READY && outlet.cause() != null);
    }

    private static boolean stillOut(ReleaseView.@Nullable Live live, Outlet outlet) {
        Withdrawal back = live == null ? outlet.withdrawal() : live.withdrawal();
        return back != null && switch (back.state()) {
            case NOT_REACHED, FAILED -> true;
            // A channel's is told by its task.
            case BY_HAND -> outlet.isWall();
            case SENT, CONFIRMED -> false;
        };
    }

    private static void ahead(Release release, List<Standing> standings, Optional<Long> step, Instant now, List<ReleaseProblem> out) {
        if (!release.isUndecided()) {
            return;
        }
        Instant warned = warnedAt(release.booked().at(), now);
        // A warning that was due before the release stood as it is was given when it came to.
        Instant since = warned == null || warned.isBefore(release.since()) ? release.since() : warned;
        var lacking = standings.stream().filter(each -> !each.isReady()).map(each -> each.name() + ": " + Objects.requireNonNull(each.cause()).words()).toList();
        if (warned != null && !lacking.isEmpty() && now.isAfter(release.since().plus(SETTLES))) {
            out.add(of(Codes.NOT_READY, since, (standings.size() - lacking.size()) + " of " + standings.size() + " are ready. " + named(lacking)));
        }
        if (warned != null && step.isPresent()) {
            out.add(of(Codes.CLOCK_STEPPED, since, "The wall clock of the controller's machine was stepped by about " + Math.round(step.get() / 1e9) + " s."));
        }
    }

    private static String named(List<String> words) {
        return words.stream().limit(NAMED).collect(Collectors.joining(" ")) + (words.size() > NAMED ? " And " + (words.size() - NAMED) + " more." : "");
    }
}
