package ledwall.controller.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import ledwall.controller.refusal.Addresses;
import ledwall.protocol.runtime.Clock;

/**
 * Slows down whoever tries passwords. After {@link #FREE} failures from one address each further one doubles that address's wait, up to {@link #LONGEST}. After
 * {@link #FREE} failures for one name, from wherever, addresses that failed of late share one try at it per {@link #NAME_PAUSE}; an address that did not fail
 * goes ahead. Behind a proxy or a tunnel on this computer everybody comes from the loopback address, so that it is never slowed by itself: there a name's
 * pause is what bounds guessing, to 43,200 tries a day. So a stranger locks nobody out at another address. Behind the same proxy a stranger who never stops
 * can still take many of a name's turns, each of which is {@link #NAME_PAUSE} away at most. In memory only: a restart forgives. Safe from any thread.
 */
public final class Throttle {
    static final int FREE = 5;
    static final Duration LONGEST = Duration.ofMinutes(1);
    static final Duration NAME_PAUSE = Duration.ofSeconds(2);
    /** This long without a failure, and the count begins anew. */
    static final Duration MEMORY = Duration.ofMinutes(15);
    /** Beyond this the oldest entries are forgotten: names and addresses come from outside. */
    static final int MAX_KEYS = 10_000;

    private final Clock clock;
    private final LinkedHashMap<String, Failures> failures = new LinkedHashMap<>();

    public Throttle(Clock clock) {
        this.clock = clock;
    }

    /**
     * Begins a try, which counts as failed until {@link #succeeded}: tries sent all at once must not slip through while the first is still being looked at.
     * Returns how long to wait instead; zero to go ahead.
     */
    synchronized Duration begin(String name, String address) {
        boolean shared = Addresses.isLoopback(address);
        long longest = shared ? nameLeft(name) : Math.max(addressLeft(address), failures.containsKey("address " + address) ? nameLeft(name) : 0);
        if (longest == 0) {
            count("name " + name);
            if (!shared) {
                count("address " + address);
            }
        }
        return Duration.ofNanos(longest);
    }

    /** The address keeps its older count: one known password must not buy tries at others. */
    synchronized void succeeded(String name, String address) {
        failures.remove("name " + name);
        failures.computeIfPresent("address " + address, (key, seen) -> seen.count == 1 ? null : new Failures(seen.count - 1, seen.lastNanos));
    }

    private long addressLeft(String address) {
        Failures seen = failures.get("address " + address);
        if (seen == null || seen.count < FREE) {
            return 0;
        }
        long wait = Math.min(LONGEST.toNanos(), Duration.ofSeconds(1).toNanos() << Math.min(seen.count - FREE, 6));
        return Math.max(0, seen.lastNanos + wait - clock.nanos());
    }

    private long nameLeft(String name) {
        Failures seen = failures.get("name " + name);
        return seen == null || seen.count < FREE ? 0 : Math.max(0, seen.lastNanos + NAME_PAUSE.toNanos() - clock.nanos());
    }

    private void count(String key) {
        long now = clock.nanos();
        // Taken out and put back, so that the map's order is that of the last failures.
        Failures before = failures.remove(key);
        int count = before == null || now - before.lastNanos > MEMORY.toNanos() ? 1 : before.count + 1;
        failures.put(key, new Failures(count, now));
        if (failures.size() > MAX_KEYS) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        Map.Entry<String, Failures> oldest = failures.firstEntry();
        failures.remove(oldest.getKey());
    }

    private record Failures(int count, long lastNanos) {}
}
