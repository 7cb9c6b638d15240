package ledwall.controller.release.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ChannelId;
import org.jspecify.annotations.Nullable;

/** Channels, and their secrets as sealed by {@link Vault}. Blocking. */
public interface ChannelStore {
    /** By name, without those removed. */
    List<Channel> all();

    /** Empty also for one that was removed. */
    Optional<Channel> byId(ChannelId id);

    Saved insert(Channel channel, @Nullable Bytes sealed);

    /** @param sealed null to keep what is there, unless the channel is to have no secret */
    Saved update(Channel channel, @Nullable Bytes sealed);

    /**
     * Takes it out of service, and its secrets out of the database; what was published through it stays known.
     *
     * @param evenInUse also where a release waits for it, or something is public there that could not be withdrawn any more
     */
    Saved remove(ChannelId id, long expected, boolean evenInUse, Instant at);

    Optional<Bytes> sealed(ChannelId id);

    /** What became of an edit. */
    sealed interface Saved {
        record Done(Channel channel) implements Saved {}

        record Stale(Channel current) implements Saved {}

        record NameTaken() implements Saved {}

        record Unknown() implements Saved {}

        /**
         * @param waiting names of releases that are to go there
         * @param open names of releases that may be public there
         */
        record InUse(Channel channel, List<String> waiting, List<String> open) implements Saved {
            public InUse {
                waiting = List.copyOf(waiting);
                open = List.copyOf(open);
            }
        }
    }
}
