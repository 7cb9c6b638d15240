package ledwall.agent.cache;

import java.io.IOException;
import java.time.Duration;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;

/**
 * Hashes the files of the cache, one at a time: at once where somebody waits for it, otherwise in small pieces with pauses, for ever, because disks forget.
 * On the agent's loop; reads and digests inside {@code Work}.
 */
final class Inspection {
    private static final String LANE = "media-check";
    /** A hundredth of a core. Checks must not starve the player of disk and processor. */
    private static final long CALM_BYTES_PER_SECOND = 4L << 20;
    private static final int CALM_PIECE_BYTES = 1 << 20;
    private static final long CALM_NANOS = calmNanos(CALM_PIECE_BYTES);
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final Node node;
    private final MediaStore store;
    private final Owner owner;
    private final Runnable wake;
    private boolean busy;
    private long nextNanos;

    /**
     * A file to hash.
     *
     * @param copy tells this file from one of the same name that takes its place meanwhile
     * @param urgent without pauses
     */
    record Item(MediaHash hash, long copy, boolean urgent) {}

    interface Owner {
        /** What to hash now; {@code null} if nothing is. */
        @Nullable Item next();

        /** @param whole whether its SHA-256 is its name */
        void inspected(Item item, boolean whole);

        /** It could not be read: nothing is known of it. */
        void unreadable(Item item, String why);
    }

    Inspection(Node node, MediaStore store, Owner owner, Runnable wake) {
        this.node = node;
        this.store = store;
        this.owner = owner;
        this.wake = wake;
        this.nextNanos = node.clock().nanos();
    }

    /** How long so many bytes take at the calm pace. */
    static long calmNanos(long bytes) {
        return (bytes >> 10) * 1_000_000_000 / (CALM_BYTES_PER_SECOND >> 10);
    }

    /** Does not wait for the end of a pause: something urgent came up. */
    void hurry() {
        nextNanos = node.clock().nanos();
        wake.run();
    }

    long step(long now) {
        if (busy) {
            return Long.MAX_VALUE;
        }
        if (now >= nextNanos) {
            Item item = owner.next();
            if (item != null) {
                busy = true;
                piece(item, store.hashing(item.hash()));
                return Long.MAX_VALUE;
            }
            nextNanos = now + LOOK_AGAIN_NANOS;
        }
        return nextNanos;
    }

    private void piece(Item item, MediaStore.Hashing hashing) {
        node.work().submit(LANE, "check " + item.hash(), () -> more(item, hashing), node.loop(), new Work.Outcome<Boolean>() {
            @Override
            public void done(Boolean more) {
                if (more) {
                    node.loop().after(Duration.ofNanos(CALM_NANOS), "check more of " + item.hash(), () -> piece(item, hashing));
                } else {
                    ended(item, hashing.whole());
                }
            }

            @Override
            public void failed(Exception cause) {
                busy = false;
                nextNanos = node.clock().nanos() + LOOK_AGAIN_NANOS;
                owner.unreadable(item, String.valueOf(cause.getMessage()));
                wake.run();
            }
        });
    }

    private static boolean more(Item item, MediaStore.Hashing hashing) throws IOException {
        boolean more = hashing.read(CALM_PIECE_BYTES);
        while (more && item.urgent()) {
            more = hashing.read(CALM_PIECE_BYTES);
        }
        return more;
    }

    private void ended(Item item, boolean whole) {
        busy = false;
        nextNanos = node.clock().nanos() + (item.urgent() ? 0 : CALM_NANOS);
        owner.inspected(item, whole);
        wake.run();
    }
}
