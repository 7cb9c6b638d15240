package ledwall.controller.emergency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.emergency.StopResult.Reached;
import ledwall.controller.emergency.StopResult.Unreached;
import ledwall.controller.emergency.StopResult.Why;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ScreenId;

/** Commands on their way: each is said in one turn of the loop, and answered once its walls have, or in time. On the control loop. */
final class StopRounds {
    /** Whoever pressed the button is told within 3 s which walls it did not reach. */
    static final Duration ANSWER_WITHIN = Duration.ofMillis(2_500);

    private final TimelineClock clock;
    private final StopLines lines;
    private final Function<ScreenId, StopRecord> record;
    private final List<StopRound> rounds = new ArrayList<>();

    /** @param record the newest word on a screen */
    StopRounds(TimelineClock clock, StopLines lines, Function<ScreenId, StopRecord> record) {
        this.clock = clock;
        this.lines = lines;
        this.record = record;
    }

    StopRound begin(long revision, boolean stops, List<Screen> screens, CompletableFuture<StopResult> answer) {
        var round = new StopRound(revision, stops, screens, clock.now() + ANSWER_WITHIN.toNanos(), answer);
        rounds.add(round);
        return round;
    }

    /** Sends what is true now to everybody whom the command is about, once. */
    void say(StopRound round) {
        if (!round.said) {
            round.said = true;
            long now = clock.now();
            for (Screen screen : round.screens) {
                lines.tell(screen.id(), record.apply(screen.id()), now);
            }
        }
        settle();
    }

    void fail(StopRound round, Exception cause) {
        rounds.remove(round);
        round.answer.completeExceptionally(cause);
    }

    /** Answers whatever has its answer, or waits no longer. */
    void settle() {
        long now = clock.now();
        for (StopRound round : List.copyOf(rounds)) {
            boolean over = now >= round.untilNanos;
            if (over || (round.said && round.screens.stream().noneMatch(screen -> awaited(round, screen.id())))) {
                // What answers this may begin another round.
                rounds.remove(round);
                round.answer.complete(result(round));
            }
        }
    }

    private boolean awaited(StopRound round, ScreenId screen) {
        return lines.holds(screen) && !reached(round, screen) && !overtaken(round, screen) && lines.why(screen, record.apply(screen)) == Why.NO_ANSWER;
    }

    private boolean reached(StopRound round, ScreenId screen) {
        StopRecord known = record.apply(screen);
        return known.confirmed() && known.stopped() == round.stops;
    }

    private boolean overtaken(StopRound round, ScreenId screen) {
        return round.said && record.apply(screen).stopped() != round.stops;
    }

    private StopResult result(StopRound round) {
        var reached = new ArrayList<Reached>();
        var unreached = new ArrayList<Unreached>();
        for (Screen screen : round.screens) {
            if (reached(round, screen.id())) {
                reached.add(new Reached(screen.id(), screen.name()));
            } else {
                Why why = overtaken(round, screen.id()) ? Why.STOPPED_AGAIN : lines.why(screen.id(), record.apply(screen.id()));
                unreached.add(new Unreached(screen.id(), screen.name(), why));
            }
        }
        return new StopResult(round.revision, round.stored, reached, unreached);
    }
}
