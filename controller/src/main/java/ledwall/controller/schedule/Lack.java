package ledwall.controller.schedule;

import java.time.Duration;

/**
 * Something that a screen is going to lack in {@code [fromNanos, untilNanos)}.
 *
 * @param subject the same in each judgement of the same schedule: what is about to lack, not when
 * @param cause for people: what, when, and what is shown instead
 */
public record Lack(Kind kind, String subject, long fromNanos, long untilNanos, String cause) {
    /** What lacks, and how long before it people are told. */
    public enum Kind {
        /** No rule wants the screen, and the default loop holds nothing to show. */
        HOLE(Lack.AHEAD),
        /** A rule would have the screen, but its playlist holds nothing that can be shown. */
        NOTHING_TO_SHOW(Lack.AHEAD),
        /** A medium that a window shows cannot be rendered for the screen. */
        NOT_RENDERABLE(Lack.AHEAD),
        /** A medium that a window shows is not rendered yet. */
        NOT_RENDERED(Lack.SOON),
        /** A rule's times can no longer be read, so that it does not run. */
        RULE_UNREADABLE(Lack.AHEAD),
        /** Quiet hours can no longer be read, so that the screen is dark whenever they can have meant it. */
        QUIET_UNREADABLE(Lack.AHEAD);

        private final Duration notice;

        Kind(Duration notice) {
            this.notice = notice;
        }

        public Duration notice() {
            return notice;
        }
    }

    /** Two nights and the day between: who looks once a day still can do something. */
    public static final Duration AHEAD = Duration.ofDays(2);
    /** As long as a timeline has to be ready ahead of its switch: rendering and fetching goes on until then without anybody being called. */
    public static final Duration SOON = Duration.ofMinutes(10);

    /** Since when people are to know. */
    public long noticeNanos() {
        return fromNanos - kind.notice().toNanos();
    }
}
