package ledwall.controller.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Connections at one stage of their greeting, bounded from one address and in all. Full, it lets the newcomer in and shows the one out that has stood here
 * longest: an agent needs a stage for a round trip, while whoever came to fill the room stays. Refusing the newcomer instead would let a crowd that only holds
 * its places shut everybody out; behind a tunnel all agents share one address with it. On the control loop.
 */
final class Lobby {
    private final int most;
    private final int mostFromOneAddress;
    private final Map<String, LinkedHashMap<String, Session>> byAddress = new TreeMap<>();
    private int count;

    Lobby(int most, int mostFromOneAddress) {
        this.most = most;
        this.mostFromOneAddress = mostFromOneAddress;
    }

    int count() {
        return count;
    }

    /** How many stand here from this address. */
    int countFrom(String address) {
        Map<String, Session> there = byAddress.get(address);
        return there == null ? 0 : there.size();
    }

    /**
     * Takes the session in, and names the one that has to go for it: from the same address where that one is full, from the most crowded one where all
     * together are too many. The newcomer itself if {@code mayGo} spares all others: then this side is the slow one, and whoever waits for it is served first.
     */
    @Nullable Session enter(Session session, Predicate<Session> mayGo) {
        LinkedHashMap<String, Session> there = byAddress.computeIfAbsent(session.address(), address -> new LinkedHashMap<>());
        there.put(session.connection().id(), session);
        count++;
        if (there.size() <= mostFromOneAddress && count <= most) {
            return null;
        }
        Map<String, Session> crowd = there.size() > mostFromOneAddress ? there : mostCrowded();
        for (Session oldest : crowd.values()) {
            if (oldest != session && mayGo.test(oldest)) {
                return oldest;
            }
        }
        return session;
    }

    /** Harmless for one that does not stand here. */
    void leave(Session session) {
        LinkedHashMap<String, Session> there = byAddress.get(session.address());
        if (there != null && there.remove(session.connection().id()) != null) {
            count--;
            if (there.isEmpty()) {
                byAddress.remove(session.address());
            }
        }
    }

    private Map<String, Session> mostCrowded() {
        Map<String, Session> crowd = Map.of();
        for (Map<String, Session> there : byAddress.values()) {
            crowd = there.size() > crowd.size() ? there : crowd;
        }
        return crowd;
    }
}
