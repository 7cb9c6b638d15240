package ledwall.controller.session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What strangers do, for the log: so many lines in ten seconds, then only their count, because anybody who can reach the port could fill the disk with them. */
final class StrangerLog {
    static final int MOST_LINES = 50;
    static final long PERIOD_NANOS = 10_000_000_000L;
    private static final Logger log = LoggerFactory.getLogger(AgentServer.class);

    private long periodEndsNanos = Long.MIN_VALUE;
    private int lines;
    private long leftOut;

    void line(long nowNanos, String line) {
        step(nowNanos);
        if (lines == 0) {
            periodEndsNanos = nowNanos + PERIOD_NANOS;
        }
        if (lines < MOST_LINES) {
            lines++;
            log.info("{}", line);
        } else {
            leftOut++;
        }
    }

    /** Says how many lines were left out, once the time for more has come. */
    void step(long nowNanos) {
        if (lines > 0 && nowNanos - periodEndsNanos >= 0) {
            if (leftOut > 0) {
                log.warn("{} more lines about connections that were never welcome were left out in {} s", leftOut, PERIOD_NANOS / 1_000_000_000L);
            }
            lines = 0;
            leftOut = 0;
        }
    }
}
