package ledwall.agent.health;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.Problem;
import ledwall.protocol.message.Upkeep;

/**
 * What is wrong now, by code and subject. Parts raise a problem when they see it and clear it when it is over; the heartbeat carries the list. On the agent's
 * loop.
 */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final LongSupplier timelineNow;
    // Sorted, so that the list reads the same in every run.
    private final TreeMap<String, Problem> open = new TreeMap<>();
    private Upkeep.@Nullable LastError last;

    /** @param timelineNow the timeline clock: problems are dated by it */
    public Problems(LongSupplier timelineNow) {
        this.timelineNow = timelineNow;
    }

    /** Raises a problem that exists once, such as a full disk. Raised again it keeps its date and takes the new detail. */
    public void raise(String code, String detail) {
        raise(code, "", detail);
    }

    /** Raises a problem of one subject (a file, a list); the same code may be open for several. */
    public void raise(String code, String subject, String detail) {
        Problem known = open.get(key(code, subject));
        if (known == null) {
            LOG.warn("problem {} {}: {}", code, subject, detail);
            last = new Upkeep.LastError(timelineNow.getAsLong(), code, detail);
        }
        open.put(key(code, subject), new Problem(code, known == null ? timelineNow.getAsLong() : known.sinceNanos(), detail));
    }

    public void clear(String code) {
        clear(code, "");
    }

    public void clear(String code, String subject) {
        if (open.remove(key(code, subject)) != null) {
            LOG.info("problem {} {} is over", code, subject);
        }
    }

    /** The last one that was raised, over or not; null while there was none. */
    public Upkeep.@Nullable LastError last() {
        return last;
    }

    /** What is open, as many as a heartbeat carries. */
    public List<Problem> list() {
        var out = new ArrayList<Problem>();
        for (Problem problem : open.values()) {
            if (out.size() == Heartbeat.MAX_PROBLEMS) {
                break;
            }
            out.add(problem);
        }
        return out;
    }

    private static String key(String code, String subject) {
        return code + ' ' + subject;
    }
}
