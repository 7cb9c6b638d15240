package ledwall.agent.cache;

import java.util.Set;
import java.util.TreeSet;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second copy of the few files without which a wall would be black: the slates. Where the disk spoils a slate while the controller cannot be reached, its
 * spare stands in its place within milliseconds, after it was hashed. On the agent's loop; copies inside {@code Work}.
 */
final class Spares {
    /** A slate has some 100 KB; a larger file is not worth its room twice. */
    static final long MOST_BYTES = 16L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(Spares.class);
    private static final long AGAIN_NANOS = 10_000_000_000L;

    private final Node node;
    private final MediaStore store;
    private final Owner owner;
    private final Set<MediaHash> held = new TreeSet<>();
    private boolean busy;
    private long notBeforeNanos = Long.MIN_VALUE;

    interface Owner {
        /** The files that want a spare. */
        Set<MediaHash> precious();

        /** Whether the file is here, was hashed by this process and is small enough. */
        boolean sound(MediaHash hash);

        /** The file stands in its place again, whole. */
        void restored(MediaHash hash, long bytes);
    }

    Spares(Node node, MediaStore store, Owner owner) {
        this.node = node;
        this.store = store;
        this.owner = owner;
    }

    /** What the last run left. */
    void found(Set<MediaHash> spares) {
        held.addAll(spares);
    }

    void step(long now) {
        if (busy || now < notBeforeNanos) {
            return;
        }
        Set<MediaHash> precious = owner.precious();
        precious.stream().filter(hash -> !held.contains(hash) && owner.sound(hash)).sorted().findFirst().ifPresentOrElse(this::keep,
                () -> held.stream().filter(hash -> !precious.contains(hash)).findFirst().ifPresent(this::drop));
    }

    private void keep(MediaHash hash) {
        busy = true;
        node.work().submit(DiskLane.NAME, "keep a spare of " + hash, () -> store.keepSpare(hash), node.loop(), new Work.Outcome<Boolean>() {
            @Override
            public void done(Boolean whole) {
                busy = false;
                if (whole) {
                    held.add(hash);
                } else {
                    // The inspection will find out as well, and have it fetched.
                    later();
                }
            }

            @Override
            public void failed(Exception cause) {
                busy = false;
                later();
                LOG.debug("cache: no spare of {}: {}", hash, cause.getMessage());
            }
        });
    }

    private void drop(MediaHash hash) {
        held.remove(hash);
        node.work().submit(DiskLane.NAME, "drop the spare of " + hash, () -> {
            store.dropSpare(hash);
            return hash;
        }, node.loop(), _ -> { });
    }

    /** The file is gone, or about to be deleted by what was submitted before: puts its spare in its place, if there is one. */
    void restore(MediaHash hash) {
        if (!held.contains(hash)) {
            return;
        }
        node.work().submit(DiskLane.NAME, "put the spare of " + hash + " in place", () -> store.restoreSpare(hash), node.loop(), new Work.Outcome<Long>() {
            @Override
            public void done(Long bytes) {
                if (bytes >= 0) {
                    owner.restored(hash, bytes);
                } else {
                    LOG.warn("cache: the spare of {} is spoilt too", hash);
                    held.remove(hash);
                }
            }

            @Override
            public void failed(Exception cause) {
                LOG.warn("cache: the spare of {} cannot be put in place: {}", hash, cause.getMessage());
            }
        });
    }

    private void later() {
        notBeforeNanos = node.clock().nanos() + AGAIN_NANOS;
    }
}
