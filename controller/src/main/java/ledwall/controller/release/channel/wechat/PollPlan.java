package ledwall.controller.release.channel.wechat;

import java.time.Duration;
import java.util.List;

/** When to ask what became of a submission, should no callback come: soon, then ever more seldom, and never more than {@link #MOST} times. */
final class PollPlan {
    static final int MOST = 8;
    private static final List<Duration> FIRST = List.of(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(45), Duration.ofSeconds(120),
        Duration.ofSeconds(300));
    private static final Duration EVERY = Duration.ofMinutes(10);

    private PollPlan() {}

    /** So long after the submission comes the poll of this number, counted from 0. */
    static Duration after(int poll) {
        return poll < FIRST.size() ? FIRST.get(poll) : FIRST.getLast().plus(EVERY.multipliedBy(poll - FIRST.size() + 1L));
    }
}
