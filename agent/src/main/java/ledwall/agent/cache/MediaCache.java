package ledwall.agent.cache;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ledwall.agent.cache.Holdings.Holding;
import ledwall.agent.cache.Holdings.Trust;
import ledwall.agent.health.Problems;
import ledwall.agent.link.Uplink;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.MediaChunk;
import ledwall.protocol.message.MediaUnavailable;
import ledwall.protocol.runtime.Node;

/**
 * The verified files on this agent's disk, and their coming and going. On the agent's loop.
 *
 * <p>A file gets its name only after it was forced and its SHA-256 was seen to be that name. A restart of the process in the same boot trusts such a file at
 * once if its size is still right, so that the glass does not change, and hashes it again behind the scenes. After a reboot, which may have been a power cut,
 * a file is handed out only after it was hashed again; the one due first comes first. Every file is hashed again and again for as long as it is kept, and at
 * once where the player stumbles over it: what is no longer whole is fetched anew.
 */
public final class MediaCache {
    private static final Logger LOG = LoggerFactory.getLogger(MediaCache.class);
    private static final String DAMAGED = "mediaDamaged";

    private final Node node;
    private final MediaStore store;
    private final Problems problems;
    private final Supplier<List<MediaWant>> wants;
    private final Supplier<Set<MediaHash>> pinned;
    private final Runnable wake;
    private final Holdings holdings = new Holdings();
    private final Fetcher fetcher;
    private final Ward ward;
    private final Inspection inspection;
    private final Spares spares;
    private final CheckedNote note;
    /** Files with an open problem. */
    private final Set<MediaHash> damaged = new TreeSet<>();

    /**
     * @param wants every file needed, first the one due first
     * @param pinned every file that must stay
     * @param precious those of them that are kept twice
     * @param wake asks for a {@link #step} soon
     */
    public MediaCache(Node node, Uplink uplink, Problems problems, Supplier<List<MediaWant>> wants, Supplier<Set<MediaHash>> pinned,
                      Supplier<Set<MediaHash>> precious, Runnable wake) {
        this.node = node;
        this.store = new MediaStore(node.disk());
        this.problems = problems;
        this.wants = wants;
        this.pinned = pinned;
        this.wake = wake;
        this.note = new CheckedNote(node, store, holdings::verified, wake);
        this.fetcher = new Fetcher(node, store, uplink, problems, new Shop(), wake);
        this.ward = new Ward(node.clock(), holdings, wants, note::changed, this::damaged);
        this.inspection = new Inspection(node, store, ward, wake);
        this.spares = new Spares(node, store, new Pantry(precious));
    }

    /**
     * Finds what the last run left. Blocking: called once, before the loop runs.
     *
     * @throws IOException if the disk cannot be read; the cache is then empty and fetches anew
     */
    public void restore() throws IOException {
        Map<MediaHash, Long> checked;
        try {
            checked = store.checked(node.clock().bootId());
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("cache: {}; every file is checked anew", e.getMessage());
            checked = Map.of();
        }
        for (Map.Entry<MediaHash, Long> found : store.scan().entrySet()) {
            boolean trusted = found.getValue().equals(checked.get(found.getKey()));
            holdings.found(found.getKey(), found.getValue(), trusted ? Trust.EARLIER : Trust.UNCHECKED);
        }
        store.cutParts();
        spares.found(store.spares());
        LOG.info("cache: {} files, {} of them checked in this boot", holdings.all().size(), checked.size());
    }

    /** The absolute path of a file whose SHA-256 was seen to be its name; empty where it is not (or no longer) here. */
    public Optional<String> verified(MediaHash hash) {
        return has(hash) ? Optional.of(store.path(hash)) : Optional.empty();
    }

    /** Whether {@link #verified} would name a path. */
    public boolean has(MediaHash hash) {
        Holding file = holdings.get(hash);
        return file != null && file.verified();
    }

    /** Whether a file is not here, and there is no use in waiting for it before something else is shown in its place. It is asked for all the same. */
    public boolean inVain(MediaHash hash) {
        return holdings.get(hash) == null && fetcher.inVain(hash);
    }

    /** Told on the loop each time a file became verified or ceased to be. */
    public void onChange(Consumer<MediaHash> listener) {
        holdings.onChange(listener);
    }

    /** What is here: so many verified files and bytes. */
    public record Stock(int files, long bytes) {}

    public Stock stock() {
        Collection<Long> sizes = holdings.verified().values();
        return new Stock(sizes.size(), sizes.stream().mapToLong(Long::longValue).sum());
    }

    public void welcomed() {
        fetcher.welcomed();
    }

    public void lost() {
        fetcher.lost();
    }

    public void chunk(MediaChunk chunk, long now) {
        fetcher.chunk(chunk, now);
    }

    public void unavailable(MediaUnavailable answer, long now) {
        fetcher.unavailable(answer, now);
    }

    /** Other timelines are kept than before: what nothing needs any more is no problem any more. */
    public void wantsChanged() {
        Set<MediaHash> kept = pinned.get();
        fetcher.retain(kept);
        damaged.removeIf(hash -> {
            if (!kept.contains(hash)) {
                problems.clear(DAMAGED, hash.value());
            }
            return !kept.contains(hash);
        });
        wake.run();
    }

    /** Acts on what is due; returns when to be called next. */
    public long step(long now) {
        long next = fetcher.step(now);
        note.step();
        spares.step(now);
        return Math.min(next, inspection.step(now));
    }

    /** The player stumbled over this file: it is hashed at once. */
    public void suspect(MediaHash hash) {
        if (ward.suspect(hash)) {
            LOG.info("cache: {} is checked, for the player stumbled over it", hash);
            inspection.hurry();
        }
    }

    private void damaged(MediaHash hash, String detail) {
        // Before it is deleted: nobody is handed a file that is about to go. The fetcher's own work on it comes after.
        holdings.remove(hash, detail);
        fetcher.delete(hash);
        spares.restore(hash);
        note.changed();
        if (pinned.get().contains(hash)) {
            damaged.add(hash);
            problems.raise(DAMAGED, hash.value(), "file " + hash + " was damaged on this disk (" + detail + ") and is fetched again");
            // It may be all that the glass has: whatever is on its way now may have to give way.
            fetcher.reconsider();
        } else {
            LOG.info("cache: {} was damaged ({}); nothing needs it", hash, detail);
        }
        holdings.tell(hash);
    }

    private void arrived(MediaHash hash, long bytes, String how) {
        holdings.arrived(hash, bytes, node.clock().nanos(), how);
        damaged.remove(hash);
        problems.clear(DAMAGED, hash.value());
        note.changed();
        LOG.info("cache: {} is here, {} bytes: {}", hash, bytes, how);
        holdings.tell(hash);
    }

    /** What the fetcher asks of the cache. */
    private final class Shop implements Fetcher.Owner {
        @Override
        public @Nullable MediaWant next(Predicate<MediaHash> allowed) {
            long now = node.clock().nanos();
            MediaWant first = null;
            for (MediaWant want : wants.get()) {
                Holding file = holdings.get(want.hash());
                if (file != null) {
                    holdings.put(want.hash(), file.wanted(now), "wanted");
                } else if (first == null && allowed.test(want.hash())) {
                    first = want;
                }
            }
            return first;
        }

        @Override
        public List<MediaHash> evict(long bytes) {
            Set<MediaHash> kept = pinned.get();
            var candidates = new ArrayList<>(holdings.all().entrySet());
            candidates.removeIf(file -> kept.contains(file.getKey()));
            candidates.sort(Comparator.comparingLong(file -> file.getValue().wantedAtNanos()));
            var victims = new ArrayList<MediaHash>();
            long freed = 0;
            for (Map.Entry<MediaHash, Holding> file : candidates) {
                if (freed >= bytes) {
                    break;
                }
                freed += file.getValue().bytes();
                victims.add(file.getKey());
            }
            // Before they are deleted: nobody is handed a file that is about to go, and who needs it from now on fetches it anew.
            for (MediaHash hash : victims) {
                holdings.remove(hash, "makes room");
                note.changed();
                LOG.info("cache: {} makes room", hash);
                holdings.tell(hash);
            }
            return victims;
        }

        @Override
        public void fetched(MediaHash hash, long bytes) {
            arrived(hash, bytes, "fetched");
        }
    }

    /** What the spares ask of the cache. */
    private final class Pantry implements Spares.Owner {
        private final Supplier<Set<MediaHash>> wanted;

        private Pantry(Supplier<Set<MediaHash>> wanted) {
            this.wanted = wanted;
        }

        @Override
        public Set<MediaHash> precious() {
            return wanted.get();
        }

        @Override
        public boolean sound(MediaHash hash) {
            Holding file = holdings.get(hash);
            return file != null && file.trust() == Trust.CHECKED && file.bytes() <= Spares.MOST_BYTES;
        }

        @Override
        public void restored(MediaHash hash, long bytes) {
            if (pinned.get().contains(hash)) {
                arrived(hash, bytes, "its spare stands in its place");
            }
        }
    }
}
