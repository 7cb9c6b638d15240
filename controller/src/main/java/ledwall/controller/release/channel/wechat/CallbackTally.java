package ledwall.controller.release.channel.wechat;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import ledwall.protocol.id.ChannelId;
import org.jspecify.annotations.Nullable;

/**
 * How the callbacks of each channel fared since this process began. Only channels that are there are counted, so that strangers cannot make entries. Safe from any
 * thread.
 */
public final class CallbackTally {
    private final Map<ChannelId, Count> counts = new ConcurrentHashMap<>();

    /**
     * So far.
     *
     * @param taken with what was told of anything else, and what was told twice
     * @param lastWhy null while none was refused
     * @param lastRefusedAt null while none was refused
     */
    public record Count(long taken, long refused, @Nullable NotTaken lastWhy, @Nullable Instant lastRefusedAt) {
        static final Count NONE = new Count(0, 0, null, null);
    }

    void taken(ChannelId channel) {
        counts.compute(channel, (id, known) -> {
            Count so = known == null ? Count.NONE : known;
            return new Count(so.taken() + 1, so.refused(), so.lastWhy(), so.lastRefusedAt());
        });
    }

    /** How many were refused, this one included. */
    long refused(ChannelId channel, NotTaken why, Instant at) {
        return counts.merge(channel, new Count(0, 1, why, at), (known, one) -> new Count(known.taken(), known.refused() + 1, why, at)).refused();
    }

    public Count of(ChannelId channel) {
        return counts.getOrDefault(channel, Count.NONE);
    }

    /** Of all channels. */
    public long refused() {
        return counts.values().stream().mapToLong(Count::refused).sum();
    }

    void forget(ChannelId channel) {
        counts.remove(channel);
    }
}
