package ledwall.agent.cache;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ledwall.agent.cache.Holdings.Holding;
import ledwall.agent.cache.Holdings.Trust;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.runtime.Clock;

/** Whose turn it is to be hashed, and what follows from it. On the agent's loop. */
final class Ward implements Inspection.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Ward.class);
    /** How often a file is hashed again, at most: less often where there are so many that the calm pace takes longer. */
    private static final long CHECK_EVERY_NANOS = 60_000_000_000L;
    /** A player that stumbles over a file that is whole goes on doing so. For large files it is longer: see {@link #suspect}. */
    private static final long SUSPECT_EVERY_NANOS = 10_000_000_000L;

    private final Clock clock;
    private final Holdings holdings;
    private final Supplier<List<MediaWant>> wants;
    private final Runnable noted;
    private final BiConsumer<MediaHash, String> damaged;
    private final Set<MediaHash> suspected = new TreeSet<>();
    private final Unreadable unreadable = new Unreadable();

    /**
     * @param noted told that other files are verified than before
     * @param damaged told of a file that is not what its name says, and how that was seen
     */
    Ward(Clock clock, Holdings holdings, Supplier<List<MediaWant>> wants, Runnable noted, BiConsumer<MediaHash, String> damaged) {
        this.clock = clock;
        this.holdings = holdings;
        this.wants = wants;
        this.noted = noted;
        this.damaged = damaged;
    }

    /** The player stumbled over this file. Whether it is to be hashed at once, which it is not where that was done a moment ago. */
    boolean suspect(MediaHash hash) {
        Holding file = holdings.get(hash);
        if (file == null) {
            return false;
        }
        long ago = file.trust() == Trust.CHECKED ? clock.nanos() - file.checkedAtNanos() : Long.MAX_VALUE;
        return ago > Math.max(SUSPECT_EVERY_NANOS, Inspection.calmNanos(file.bytes())) && suspected.add(hash);
    }

    @Override
    public Inspection.@Nullable Item next() {
        MediaHash urgent = first(Trust.UNCHECKED);
        if (urgent == null && !suspected.isEmpty()) {
            urgent = suspected.iterator().next();
            suspected.remove(urgent);
        }
        MediaHash next = urgent == null ? first(Trust.EARLIER) : urgent;
        if (next == null) {
            next = longestUnchecked();
        }
        Holding file = next == null ? null : holdings.get(next);
        return next == null || file == null ? null : new Inspection.Item(next, file.copy(), urgent != null);
    }

    /** What is due first, then whatever nothing needs now. */
    private @Nullable MediaHash first(Trust trust) {
        long now = clock.nanos();
        List<MediaHash> candidates = holdings.all().entrySet().stream().filter(file -> file.getValue().trust() == trust).map(Map.Entry::getKey)
                .filter(hash -> !unreadable.rests(hash, now)).toList();
        if (candidates.isEmpty()) {
            return null;
        }
        return wants.get().stream().map(MediaWant::hash).filter(candidates::contains).findFirst().orElse(candidates.getFirst());
    }

    private @Nullable MediaHash longestUnchecked() {
        long now = clock.nanos();
        return holdings.all().entrySet().stream().filter(file -> file.getValue().checkedAtNanos() <= now - CHECK_EVERY_NANOS)
                .filter(file -> !unreadable.rests(file.getKey(), now))
                .min(Comparator.comparingLong(file -> file.getValue().checkedAtNanos())).map(Map.Entry::getKey).orElse(null);
    }

    @Override
    public void inspected(Inspection.Item item, boolean whole) {
        MediaHash hash = item.hash();
        unreadable.read(hash);
        Holding file = holdings.get(hash);
        if (file == null || file.copy() != item.copy()) {
            return;
        }
        if (!whole) {
            damaged.accept(hash, "it is not what its name says");
            return;
        }
        holdings.put(hash, file.checked(clock.nanos()), "whole");
        if (file.trust() != Trust.CHECKED) {
            noted.run();
        }
        if (!file.verified()) {
            holdings.tell(hash);
        }
    }

    @Override
    public void unreadable(Inspection.Item item, String why) {
        Holding file = holdings.get(item.hash());
        if (file != null && file.copy() == item.copy()) {
            LOG.warn("cache: {} cannot be read: {}", item.hash(), why);
            if (unreadable.failed(item.hash(), clock.nanos())) {
                damaged.accept(item.hash(), "it cannot be read: " + why);
            }
        }
    }
}
