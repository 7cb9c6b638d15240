package ledwall.controller.media;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.Ids;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.runtime.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Media that are written here: a document becomes a master as an upload does. Blocking; safe from any worker. */
public final class Texts {
    private static final Logger LOG = LoggerFactory.getLogger(Texts.class);

    private final Node node;
    private final Library library;
    private final Consumer<Media> added;
    private final BiConsumer<Media, Boolean> replaced;

    /**
     * @param added told of each new master, on the loop
     * @param replaced told, from any thread, of the media as it was, and whether nothing else has its master
     */
    Texts(Node node, Library library, Consumer<Media> added, BiConsumer<Media, Boolean> replaced) {
        this.node = node;
        this.library = library;
        this.added = added;
        this.replaced = replaced;
    }

    /** A document and its small picture, a JPEG of {@code width} by {@code height}. */
    public record Written(Bytes document, Bytes thumbnail, int width, int height, Duration length) {}

    /**
     * Adds a media.
     *
     * @param insert stores its row and whatever belongs to it, in one transaction
     */
    public Media add(String name, Written written, Consumer<Media> insert) {
        var id = new MediaId(Ids.fresh("media", node.entropy()));
        Media media = media(id, MediaNames.clean(name), written);
        store(media, written, (part, thumbnail) -> library.adopt(media, part, thumbnail, insert));
        LOG.info("{}: text taken in, sha256 {}", id, media.hash());
        node.loop().post("media added", () -> added.accept(media));
        return media;
    }

    /**
     * Gives a media a new document: whoever names the media shows it from then on.
     *
     * @param update stores its row and whatever belongs to it, in one transaction; it throws where the edit is refused
     */
    public Media replace(Media before, String name, Written written, Consumer<Media> update) {
        Media now = media(before.id(), MediaNames.clean(name), written);
        store(now, written, (part, thumbnail) -> {
            boolean last = library.replace(before, now, part, thumbnail, update);
            replaced.accept(before, last);
        });
        LOG.info("{}: text replaced, sha256 {}", now.id(), now.hash());
        node.loop().post("media replaced", () -> added.accept(now));
        return now;
    }

    private Media media(MediaId id, String name, Written written) {
        return new Media(id, name, new MediaHash(written.document().sha256()), written.document().length(), Media.Kind.VIDEO, written.width(), written.height(),
            written.length(), node.clock().wall(), null, true);
    }

    private void store(Media media, Written written, Storing storing) {
        // Two edits of one notice at once must not write the same files.
        String own = Ids.fresh("text", node.entropy());
        String part = MediaPaths.scratch(own + ".json");
        String thumbnail = MediaPaths.scratch(own + ".jpg");
        try {
            node.disk().write(part, 0, written.document().array());
            node.disk().write(thumbnail, 0, written.thumbnail().array());
            storing.store(part, thumbnail);
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "diskFailed", "The controller could not write " + media.name() + " to its disk.",
                "Try again; if it goes on, look at the controller's disk and log.", e);
        } finally {
            library.remove(part);
            library.remove(thumbnail);
        }
    }

    private interface Storing {
        void store(String part, String thumbnail) throws IOException;
    }
}
