package ledwall.agent.cache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ledwall.protocol.id.MediaHash;

/** Which files are on this disk, and how far each is to be trusted. On the agent's loop. */
final class Holdings {
    private static final Logger LOG = LoggerFactory.getLogger(Holdings.class);

    private final SortedMap<MediaHash, Holding> files = new TreeMap<>();
    private final List<Consumer<MediaHash>> listeners = new ArrayList<>();
    private long copies;

    /**
     * @param copy differs for each file that was ever here under a name
     * @param checkedAtNanos monotonic; {@link Long#MIN_VALUE} where this process has not
     */
    record Holding(long bytes, Trust trust, long wantedAtNanos, long copy, long checkedAtNanos) {
        Holding wanted(long now) {
            return new Holding(bytes, trust, now, copy, checkedAtNanos);
        }

        Holding checked(long now) {
            return new Holding(bytes, Trust.CHECKED, wantedAtNanos, copy, now);
        }

        /** Whether the player may have it. */
        boolean verified() {
            return trust != Trust.UNCHECKED;
        }
    }

    enum Trust {
        /** Here since before the last reboot; not handed out. */
        UNCHECKED,
        /** Checked by an earlier process of this boot: handed out, and checked again behind. */
        EARLIER,
        /** Checked by this process: handed out, and checked again now and then. */
        CHECKED
    }

    @Nullable Holding get(MediaHash hash) {
        return files.get(hash);
    }

    SortedMap<MediaHash, Holding> all() {
        return Collections.unmodifiableSortedMap(files);
    }

    /** Left by the last run. */
    void found(MediaHash hash, long bytes, Trust trust) {
        put(hash, new Holding(bytes, trust, 0, ++copies, Long.MIN_VALUE), "found");
    }

    /** A whole file that was not here before. */
    void arrived(MediaHash hash, long bytes, long now, String how) {
        put(hash, new Holding(bytes, Trust.CHECKED, now, ++copies, now), how);
    }

    /** The same file as before, of which something else is known now. */
    void put(MediaHash hash, Holding next, String why) {
        Holding old = files.put(hash, next);
        if (old == null || old.trust() != next.trust()) {
            LOG.debug("cache: {} {} -> {}: {}", hash, old == null ? null : old.trust(), next.trust(), why);
        }
    }

    void remove(MediaHash hash, String why) {
        Holding old = files.remove(hash);
        // With a null of its own, as each change of a state is told: the simulation counts them.
        LOG.debug("cache: {} {} -> {}: {}", hash, old == null ? null : old.trust(), null, why);
    }

    /** The verified ones and their sizes. */
    Map<MediaHash, Long> verified() {
        var verified = new LinkedHashMap<MediaHash, Long>();
        files.forEach((hash, file) -> {
            if (file.verified()) {
                verified.put(hash, file.bytes());
            }
        });
        return verified;
    }

    /** Told by {@link #tell}. */
    void onChange(Consumer<MediaHash> listener) {
        listeners.add(listener);
    }

    /** A file became verified, or ceased to be. */
    void tell(MediaHash hash) {
        listeners.forEach(listener -> listener.accept(hash));
    }
}
