package ledwall.controller.media;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.runtime.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps files and rows together: what has a row has its file, and what has none is removed. Uploads of the same bytes share one master. Blocking; safe from any
 * worker.
 */
public final class Library {
    private static final Logger LOG = LoggerFactory.getLogger(Library.class);

    private final Disk disk;
    private final MediaStore media;
    private final RenditionStore renditions;
    private final Changes changes;
    /** Held while files and rows of masters change together: an upload of the same bytes must not meet a deletion half-way. */
    private final ReentrantLock lock = new ReentrantLock();

    Library(Disk disk, MediaStore media, RenditionStore renditions, Changes changes) {
        this.disk = disk;
        this.media = media;
        this.renditions = renditions;
        this.changes = changes;
    }

    /** Makes a finished upload one of the house: {@code part} becomes the master, {@code thumbnail} its small picture. Both are gone from where they were. */
    void adopt(Media added, String part, String thumbnail) throws IOException {
        adopt(added, part, thumbnail, media::insert);
    }

    /** The same where more than the media's row is to be stored with it: {@code insert} does all of it in one transaction. */
    void adopt(Media added, String part, String thumbnail, Consumer<Media> insert) throws IOException {
        disk.force(part);
        disk.force(thumbnail);
        lock.lock();
        try {
            // Also where the master is there already: the bytes are the same, unless the disk has spoilt those.
            disk.renameAtomically(part, MediaPaths.master(added.hash()));
            disk.renameAtomically(thumbnail, MediaPaths.thumbnail(added.id()));
            try {
                insert.accept(added);
            } catch (RuntimeException e) {
                remove(MediaPaths.thumbnail(added.id()));
                if (media.byHash(added.hash()).isEmpty()) {
                    remove(MediaPaths.master(added.hash()));
                }
                throw e;
            }
        } finally {
            lock.unlock();
        }
        changes.post(new Change(Change.Kind.MEDIA, added.id().value()));
    }

    /**
     * Gives a media another master, which was written to {@code part}. What was made of the old one stays as long as screens may show it.
     *
     * @param update stores all that changes in one transaction; it throws where the edit is refused, and then nothing has changed
     * @return whether no other media has the old master
     */
    boolean replace(Media before, Media now, String part, String thumbnail, Consumer<Media> update) throws IOException {
        disk.force(part);
        disk.force(thumbnail);
        lock.lock();
        try {
            disk.renameAtomically(part, MediaPaths.master(now.hash()));
            try {
                update.accept(now);
            } catch (RuntimeException e) {
                if (media.byHash(now.hash()).isEmpty()) {
                    remove(MediaPaths.master(now.hash()));
                }
                throw e;
            }
            disk.renameAtomically(thumbnail, MediaPaths.thumbnail(now.id()));
            boolean last = media.byHash(before.hash()).isEmpty();
            if (last) {
                remove(MediaPaths.master(before.hash()));
            }
            changes.post(new Change(Change.Kind.MEDIA, now.id().value()));
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a rendition made in {@code scratch}; false, with the file removed, if its master was deleted meanwhile. */
    boolean keep(Rendition made, String scratch) throws IOException {
        disk.force(scratch);
        lock.lock();
        try {
            MediaHash master = made.key().master();
            if (!master.equals(Slates.MASTER) && media.byHash(master).isEmpty()) {
                remove(scratch);
                return false;
            }
            disk.renameAtomically(scratch, MediaPaths.rendition(made.hash()));
            renditions.insert(made);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Deletes a media with its files.
     *
     * @return the master's hash if no upload of the same bytes is left
     * @throws Refusal if there is no such media, or playlists still show it
     */
    public Deleted delete(MediaId id, Instant now) {
        lock.lock();
        try {
            return switch (media.delete(id, now)) {
                case MediaStore.Deletion.Unknown() -> throw Refusal.notFound("mediaUnknown", "There is no media " + id + ".",
                    "Reload the list: it may have been deleted.");
                case MediaStore.Deletion.InUse(var uses, var slates, var releases) -> throw inUse(uses, slates, releases);
                case MediaStore.Deletion.Done(var gone, var last) -> {
                    removeFiles(gone, last);
                    changes.post(new Change(Change.Kind.MEDIA, id.value()));
                    yield new Deleted(gone, last);
                }
            };
        } finally {
            lock.unlock();
        }
    }

    private static Refusal inUse(List<MediaStore.Use> uses, List<MediaStore.SlateUse> slates, List<String> releases) {
        var words = new ArrayList<String>();
        var advice = new ArrayList<String>();
        if (!uses.isEmpty()) {
            words.add("It is still in " + uses.stream().limit(Names.MOST_LISTED).map(Library::words).collect(Collectors.joining(", "))
                + (uses.size() <= Names.MOST_LISTED ? "." : " and " + (uses.size() - Names.MOST_LISTED) + " more playlists."));
            advice.add("Remove it from these playlists first.");
        }
        if (!slates.isEmpty()) {
            words.add("It is the slate of " + Names.listed(slates.stream().map(MediaStore.SlateUse::name).toList()) + ".");
            advice.add("Choose another slate for them first.");
        }
        if (!releases.isEmpty()) {
            words.add("It goes with the release " + Names.listed(releases) + ".");
            advice.add("Wait until these releases went, or cancel them first.");
        }
        return Refusal.conflict("mediaInUse", String.join(" ", words), String.join(" ", advice));
    }

    private static String words(MediaStore.Use use) {
        var groups = use.groups().stream().map(MediaStore.Use.Group::name).toList();
        return "\"" + use.name() + "\"" + (groups.isEmpty() ? "" : " (for " + Names.listed(groups) + ")");
    }

    /** What {@link #delete} did. */
    public record Deleted(Media media, boolean lastOfMaster) {}

    /** What screens may still show, or fetch, stays until {@link #tidy} finds that they cannot. */
    private void removeFiles(Media gone, boolean last) {
        remove(MediaPaths.thumbnail(gone.id()));
        if (last) {
            remove(MediaPaths.master(gone.hash()));
        }
    }

    /** Removes the renditions of deleted media that no screen can need any more; returns their masters. */
    Set<MediaHash> tidy(Instant now) {
        lock.lock();
        try {
            Set<MediaHash> masters = new TreeSet<>(renditions.unneeded(now));
            masters.remove(Slates.MASTER);
            for (MediaHash master : masters) {
                renditions.deleteOfMaster(master).stream().sorted().forEach(hash -> remove(MediaPaths.rendition(hash)));
                LOG.info("the renditions of deleted master {} are gone: no screen needs them", master);
            }
            return masters;
        } finally {
            lock.unlock();
        }
    }

    /** Removes what a crash left behind: unfinished uploads and renderings, and files without a row. Call at start, before anything else writes. */
    void sweep() throws IOException {
        Set<String> masters = new HashSet<>();
        Set<String> thumbnails = new HashSet<>();
        for (Media each : media.all()) {
            masters.add(each.hash().value());
            thumbnails.add(each.id() + ".jpg");
        }
        Set<String> clips = new HashSet<>();
        renditions.all().forEach(each -> clips.add(each.hash().value()));
        sweep(MediaPaths.UPLOADS, name -> false);
        sweep(MediaPaths.SCRATCH, name -> false);
        sweep(MediaPaths.MASTERS, masters::contains);
        sweep(MediaPaths.THUMBNAILS, thumbnails::contains);
        sweep(MediaPaths.RENDITIONS, clips::contains);
    }

    private void sweep(String folder, Predicate<String> kept) throws IOException {
        for (String name : disk.list(folder)) {
            if (!kept.test(name)) {
                LOG.info("removing {}/{}, which nothing names", folder, name);
                disk.delete(folder + "/" + name);
            }
        }
    }

    /** Removes a file that is no longer wanted. One that cannot be removed is swept at the next start. */
    void remove(String path) {
        try {
            if (disk.exists(path)) {
                disk.delete(path);
            }
        } catch (IOException e) {
            LOG.warn("cannot remove {}: {}", path, e.toString());
        }
    }
}
