package ledwall.controller.media;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import ledwall.protocol.runtime.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files of channel renditions and their rows, kept together. Blocking; safe from any worker. */
final class ChannelShelf {
    /** Somebody may still be choosing: what was made for a crop or a second is not yet named by a release. */
    private static final Duration STILL_CHOOSING = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(ChannelShelf.class);

    private final Disk disk;
    private final ChannelRenditionStore store;
    private final MediaStore media;
    /** Held while a file and its row change together: two requests may come out as the same file. */
    private final ReentrantLock lock = new ReentrantLock();

    ChannelShelf(Disk disk, ChannelRenditionStore store, MediaStore media) {
        this.disk = disk;
        this.store = store;
        this.media = media;
    }

    /** Removes what a crash left behind; returns what has both its row and its file. Before anything else writes. */
    List<ChannelRendition> open() throws IOException {
        List<ChannelRendition> whole = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (ChannelRendition each : store.all()) {
            named.add(each.hash().value());
            if (disk.exists(each.path())) {
                whole.add(each);
            } else {
                LOG.warn("{} of master {} is lost; it is made again when somebody asks for it", each.path(), each.request().master());
            }
        }
        for (String name : disk.list(MediaPaths.CHANNEL_RENDITIONS)) {
            if (!named.contains(name)) {
                LOG.info("removing {}/{}, which nothing names", MediaPaths.CHANNEL_RENDITIONS, name);
                disk.delete(MediaPaths.CHANNEL_RENDITIONS + "/" + name);
            }
        }
        return List.copyOf(whole);
    }

    void keep(ChannelRendition made, String scratch) throws IOException {
        disk.force(scratch);
        lock.lock();
        try {
            disk.renameAtomically(scratch, made.path());
            store.insert(made);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes what nobody needs any more.
     *
     * @param needed asked of each; with none at all, what has its master is kept
     * @return what is gone
     */
    List<ChannelRendition> tidy(Instant now, List<Predicate<ChannelRendition>> needed) {
        List<ChannelRendition> gone = new ArrayList<>();
        for (ChannelRendition each : store.all()) {
            if (needed.stream().noneMatch(need -> need.test(each)) && !mayBeAskedFor(each, now, needed.isEmpty())) {
                remove(each);
                gone.add(each);
            }
        }
        return List.copyOf(gone);
    }

    private boolean mayBeAskedFor(ChannelRendition rendition, Instant now, boolean nobodyTells) {
        boolean young = rendition.madeAt().plus(STILL_CHOOSING).isAfter(now);
        return (young || nobodyTells) && !media.byHash(rendition.request().master()).isEmpty();
    }

    private void remove(ChannelRendition rendition) {
        lock.lock();
        try {
            if (store.delete(rendition) && disk.exists(rendition.path())) {
                disk.delete(rendition.path());
            }
            LOG.info("{} of master {} is gone: no channel needs it", rendition.path(), rendition.request().master());
        } catch (IOException e) {
            // A file without a row goes at the next start.
            LOG.warn("cannot remove {}: {}", rendition.path(), e.toString());
        } finally {
            lock.unlock();
        }
    }
}
