package ledwall.controller.media;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import ledwall.controller.media.MediaProgress.Phase;
import ledwall.controller.media.MediaTools.Source;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.Ids;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.runtime.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files in. Blocking, safe from any worker; each upload runs on its caller's thread. A file is looked at in three steps, each of which may refuse it: its
 * first bytes by {@link Sniffer}, its header and first frame by the probe, and at last the whole of it when it is rendered.
 */
public final class Ingest {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

    private final Node node;
    private final MediaTools tools;
    private final Library library;
    private final ProgressFeed progress;
    private final Consumer<Media> added;
    private final Semaphore slots = new Semaphore(Limits.MAX_UPLOADS);

    /** @param added told of each new media, on the loop */
    Ingest(Node node, MediaTools tools, Library library, ProgressFeed progress, Consumer<Media> added) {
        this.node = node;
        this.tools = tools;
        this.library = library;
        this.progress = progress;
        this.added = added;
    }

    /**
     * Opens an upload.
     *
     * @param name what its uploader calls it; made safe, never refused
     * @param length its bytes as declared beforehand, if so
     * @throws Refusal if it is too large, the disk is too full, or too many uploads are open
     */
    public Upload begin(String name, OptionalLong length) {
        if (length.isPresent() && length.getAsLong() > Limits.MAX_BYTES) {
            throw tooLarge(length.getAsLong());
        }
        checkSpace(length.orElse(0));
        if (!slots.tryAcquire()) {
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "tooManyUploads", Limits.MAX_UPLOADS + " uploads are already under way.",
                "Wait until one of them is done.");
        }
        var upload = new Upload(this, node.disk(), new MediaId(Ids.fresh("media", node.entropy())), MediaNames.clean(name), length);
        LOG.info("{}: upload begins, name \"{}\"", upload.id(), upload.name());
        uploading(upload.id(), 0);
        return upload;
    }

    Media accept(Upload upload, String part, long bytes, MediaHash hash) throws IOException {
        progress.publish(new MediaProgress(upload.id(), Phase.PROBING, 0));
        String thumbnail = MediaPaths.scratch(upload.id() + ".jpg");
        try {
            var source = new Source(part, Sniffer.sniff(node.disk(), part));
            var probe = tools.probe(source);
            tools.thumbnail(source, thumbnail);
            var media = new Media(upload.id(), upload.name(), hash, bytes, probe.kind(), probe.width(), probe.height(), probe.length(), node.clock().wall(),
                null);
            library.adopt(media, part, thumbnail);
            LOG.info("{}: {} {}x{} taken in, {} bytes, sha256 {}", media.id(), source.container(), media.width(), media.height(), bytes, hash);
            node.loop().post("media added", () -> added.accept(media));
            return media;
        } catch (Refusal e) {
            LOG.info("{}: refused: {}", upload.id(), e.toString());
            throw e;
        } finally {
            library.remove(thumbnail);
        }
    }

    void ended(Upload upload, boolean accepted) {
        slots.release();
        if (!accepted) {
            progress.publish(new MediaProgress(upload.id(), Phase.FAILED, 100));
        }
    }

    void uploading(MediaId id, int percent) {
        progress.publish(new MediaProgress(id, Phase.UPLOADING, percent));
    }

    void discard(String part) {
        library.remove(part);
    }

    void checkSpace(long coming) {
        try {
            if (node.disk().freeBytes() - coming < Limits.RESERVED_BYTES) {
                throw new Refusal(Refusal.Kind.UNAVAILABLE, "diskFull", "The controller's disk has no room for it.",
                    "Delete media that are no longer needed, then upload it again.");
            }
        } catch (IOException e) {
            throw diskFailed(e);
        }
    }

    Refusal diskFailed(IOException e) {
        LOG.error("upload failed on the disk", e);
        if (isFull()) {
            return new Refusal(Refusal.Kind.UNAVAILABLE, "diskFull", "The controller's disk has no room for it.",
                "Delete media that are no longer needed, then upload it again.", e);
        }
        return new Refusal(Refusal.Kind.UNAVAILABLE, "diskFailed", "The controller could not write the file to its disk.",
            "Try again; if it goes on, look at the controller's disk and log.", e);
    }

    private boolean isFull() {
        try {
            return node.disk().freeBytes() < Limits.RESERVED_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    static Refusal tooLarge(long bytes) {
        return new Refusal(Refusal.Kind.TOO_LARGE, "mediaTooLarge", "The file has " + (bytes >> 20) + " MiB or more; at most " + (Limits.MAX_BYTES >> 30)
            + " GiB are taken.",
            "Upload a shorter or more strongly compressed version.");
    }
}
