package ledwall.controller.health;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells two agents with one key from one agent that comes back: of two, each comes back after the other was there. An agent that is started again is another
 * run, but its old run never returns; a link that flaps brings the same run again with none in between.
 */
final class Identities {
    /** Whoever is taken over comes again after 10 to 15 s; with a lost dial or two it is half a minute. */
    static final long MEMORY_NANOS = 60_000_000_000L;
    /** More than that many different runs within {@link #MEMORY_NANOS} are counted, not named. */
    private static final int MOST = 8;

    private final Map<String, Visit> visits = new LinkedHashMap<>();
    private String current = "";
    private long quarrelAtNanos = Long.MIN_VALUE;
    private String others = "";

    private record Visit(String address, long atNanos) {}

    /** A run of an agent was welcomed. */
    void welcomed(String run, String address, long now) {
        visits.values().removeIf(visit -> now - visit.atNanos() > MEMORY_NANOS);
        Visit before = visits.remove(run);
        if (before != null && !current.equals(run) && visits.containsKey(current)) {
            quarrelAtNanos = now;
            others = visits.get(current).address() + " and " + address;
        }
        visits.put(run, new Visit(address, now));
        if (visits.size() > MOST) {
            visits.remove(visits.keySet().iterator().next());
        }
        current = run;
    }

    /** The current run is still there: it does not age while it speaks. */
    void heard(long now) {
        Visit visit = visits.get(current);
        if (visit != null) {
            visits.put(current, new Visit(visit.address(), now));
        }
    }

    /** The addresses of the two that took the screen from each other of late; null where nobody did. */
    @Nullable String quarrel(long now) {
        return quarrelAtNanos != Long.MIN_VALUE && now - quarrelAtNanos <= MEMORY_NANOS ? others : null;
    }
}
