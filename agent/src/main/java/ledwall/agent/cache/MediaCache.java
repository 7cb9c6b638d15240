package ledwall.agent.cache;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    /** How often a file is hashed again, at most: less often where there are so many that the calm pace takes longer. */
    private static final long CHECK_EVERY_NANOS = 60_000_000_000L;
    /** A player that stumbles over a file that is whole goes on doing so. For large files it is longer: see {@link #suspect}. */
    private static final long SUSPECT_EVERY_NANOS = 10_000_000_000L;

    private final Node node;
    private final MediaStore store;
    private final Problems problems;
    private final Supplier<List<MediaWant>> wants;
    private final Supplier<Set<MediaHash>> pinned;
    private final Runnable wake;
    private final Fetcher fetcher;
    private final List<Consumer<MediaHash>> listeners = new ArrayList<>();
    private final Map<MediaHash, File> files = new TreeMap<>();
    /** Files with an open problem. */
    private final Set<MediaHash> damaged = new TreeSet<>();
    private final Inspection inspection;
    private final Spares spares;
    private final CheckedNote note;
    private final Set<MediaHash> suspected = new TreeSet<>();
    private final Unreadable unreadable = new Unreadable();
    private long copies;

    /**
     * @param copy differs for each file that was ever here under a name
     * @param checkedAtNanos monotonic; {@link Long#MIN_VALUE} where this process has not
     */
    private record File(long bytes, Trust trust, long wantedAtNanos, long copy, long checkedAtNanos) {
        File wanted(long now) {
            return new File(bytes, trust, now, copy, checkedAtNanos);
        }

        File checked(long now) {
            return new File(bytes, Trust.CHECKED, wantedAtNanos, copy, now);
        }
    }

    private enum Trust {
        /** Here since before the last reboot; not handed out. */
        UNCHECKED,
        /** Checked by an earlier process of this boot: handed out, and checked again behind. */
        EARLIER,
        /** Checked by this process: handed out, and checked again now and then. */
        CHECKED
    }

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
        this.fetcher = new Fetcher(node, store, uplink, problems, new Shop(), wake);
        this.inspection = new Inspection(node, store, new Ward(), wake);
        this.note = new CheckedNote(node, store, this::checked, wake);
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
            enter(found.getKey(), new File(found.getValue(), trusted ? Trust.EARLIER : Trust.UNCHECKED, 0, ++copies, Long.MIN_VALUE), "found");
        }
        store.cutParts();
        spares.found(store.spares());
        LOG.info("cache: {} files, {} of them checked in this boot", files.size(), checked.size());
    }

    /** The absolute path of a file whose SHA-256 was seen to be its name; empty where it is not (or no longer) here. */
    public Optional<String> verified(MediaHash hash) {
        return has(hash) ? Optional.of(store.path(hash)) : Optional.empty();
    }

    /** Whether {@link #verified} would name a path. */
    public boolean has(MediaHash hash) {
        File file = files.get(hash);
        return file != null && file.trust() != Trust.UNCHECKED;
    }

    /** Told on the loop each time a file became verified or ceased to be. */
    public void onChange(Consumer<MediaHash> listener) {
        listeners.add(listener);
    }

    /** What is here: so many verified files and bytes. */
    public record Stock(int files, long bytes) {}

    public Stock stock() {
        int count = 0;
        long bytes = 0;
        for (File file : files.values()) {
            if (file.trust() != Trust.UNCHECKED) {
                count++;
                bytes += file.bytes();
            }
        }
        return new Stock(count, bytes);
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
        File file = files.get(hash);
        if (file == null) {
            return;
        }
        long ago = file.trust() == Trust.CHECKED ? node.clock().nanos() - file.checkedAtNanos() : Long.MAX_VALUE;
        if (ago > Math.max(SUSPECT_EVERY_NANOS, Inspection.calmNanos(file.bytes())) && suspected.add(hash)) {
            LOG.info("cache: {} is checked, for the player stumbled over it", hash);
            inspection.hurry();
        }
    }

    /** Whose files are hashed, and in which order. */
    private final class Ward implements Inspection.Owner {
        @Override
        public Inspection.@Nullable Item next() {
            MediaHash unchecked = first(Trust.UNCHECKED);
            if (unchecked == null && !suspected.isEmpty()) {
                unchecked = suspected.iterator().next();
                suspected.remove(unchecked);
            }
            MediaHash next = unchecked == null ? first(Trust.EARLIER) : unchecked;
            if (next == null) {
                next = longestUnchecked();
            }
            File file = next == null ? null : files.get(next);
            return next == null || file == null ? null : new Inspection.Item(next, file.copy(), unchecked != null);
        }

        /** What is due first, then whatever nothing needs now. */
        private @Nullable MediaHash first(Trust trust) {
            long now = node.clock().nanos();
            List<MediaHash> candidates = files.entrySet().stream().filter(file -> file.getValue().trust() == trust).map(Map.Entry::getKey)
                    .filter(hash -> !unreadable.rests(hash, now)).toList();
            if (candidates.isEmpty()) {
                return null;
            }
            return wants.get().stream().map(MediaWant::hash).filter(candidates::contains).findFirst().orElse(candidates.getFirst());
        }

        private @Nullable MediaHash longestUnchecked() {
            long now = node.clock().nanos();
            return files.entrySet().stream().filter(file -> file.getValue().checkedAtNanos() <= now - CHECK_EVERY_NANOS)
                    .filter(file -> !unreadable.rests(file.getKey(), now))
                    .min(Comparator.comparingLong(file -> file.getValue().checkedAtNanos())).map(Map.Entry::getKey).orElse(null);
        }

        @Override
        public void inspected(Inspection.Item item, boolean whole) {
            MediaHash hash = item.hash();
            unreadable.read(hash);
            File file = files.get(hash);
            if (file == null || file.copy() != item.copy()) {
                return;
            }
            if (whole) {
                File next = file.checked(node.clock().nanos());
                if (file.trust() == Trust.CHECKED) {
                    files.put(hash, next);
                } else {
                    enter(hash, next, "whole");
                    note.changed();
                }
                if (file.trust() == Trust.UNCHECKED) {
                    tell(hash);
                }
                return;
            }
            damaged(hash, "it is not what its name says");
        }

        @Override
        public void unreadable(Inspection.Item item, String why) {
            File file = files.get(item.hash());
            if (file != null && file.copy() == item.copy()) {
                LOG.warn("cache: {} cannot be read: {}", item.hash(), why);
                if (unreadable.failed(item.hash(), node.clock().nanos())) {
                    damaged(item.hash(), "it cannot be read: " + why);
                }
            }
        }

        private void damaged(MediaHash hash, String detail) {
            // Before it is deleted: nobody is handed a file that is about to go. The fetcher's own work on it comes after.
            enter(hash, null, detail);
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
            tell(hash);
        }
    }

    private void enter(MediaHash hash, @Nullable File next, String why) {
        File old = next == null ? files.remove(hash) : files.put(hash, next);
        LOG.debug("cache: {} {} -> {}: {}", hash, old == null ? null : old.trust(), next == null ? null : next.trust(), why);
    }

    private void tell(MediaHash hash) {
        listeners.forEach(listener -> listener.accept(hash));
    }

    private Map<MediaHash, Long> checked() {
        var checked = new LinkedHashMap<MediaHash, Long>();
        files.forEach((hash, file) -> {
            if (file.trust() != Trust.UNCHECKED) {
                checked.put(hash, file.bytes());
            }
        });
        return checked;
    }

    /** What the fetcher asks of the cache. */
    private final class Shop implements Fetcher.Owner {
        @Override
        public @Nullable MediaWant next(Predicate<MediaHash> allowed) {
            long now = node.clock().nanos();
            MediaWant first = null;
            for (MediaWant want : wants.get()) {
                File file = files.get(want.hash());
                if (file != null) {
                    files.put(want.hash(), file.wanted(now));
                } else if (first == null && allowed.test(want.hash())) {
                    first = want;
                }
            }
            return first;
        }

        @Override
        public List<MediaHash> evict(long bytes) {
            Set<MediaHash> kept = pinned.get();
            var candidates = new ArrayList<Map.Entry<MediaHash, File>>(files.entrySet());
            candidates.removeIf(file -> kept.contains(file.getKey()));
            candidates.sort(Comparator.comparingLong(file -> file.getValue().wantedAtNanos()));
            var victims = new ArrayList<MediaHash>();
            long freed = 0;
            for (Map.Entry<MediaHash, File> file : candidates) {
                if (freed >= bytes) {
                    break;
                }
                freed += file.getValue().bytes();
                victims.add(file.getKey());
            }
            // Before they are deleted: nobody is handed a file that is about to go, and who needs it from now on fetches it anew.
            for (MediaHash hash : victims) {
                enter(hash, null, "makes room");
                note.changed();
                LOG.info("cache: {} makes room", hash);
                tell(hash);
            }
            return victims;
        }

        @Override
        public void fetched(MediaHash hash, long bytes) {
            arrived(hash, bytes, "fetched");
        }
    }

    private void arrived(MediaHash hash, long bytes, String how) {
        long now = node.clock().nanos();
        enter(hash, new File(bytes, Trust.CHECKED, now, ++copies, now), how);
        damaged.remove(hash);
        problems.clear(DAMAGED, hash.value());
        note.changed();
        LOG.info("cache: {} is here, {} bytes: {}", hash, bytes, how);
        tell(hash);
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
            File file = files.get(hash);
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
