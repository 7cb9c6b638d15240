package ledwall.controller.media;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ledwall.protocol.id.MediaHash;

/** Renditions by key. Blocking; each method is one transaction. */
public interface RenditionStore {
    Optional<Rendition> find(RenditionKey key);

    /** Every rendition, in the order of their keys. */
    List<Rendition> all();

    /** Adds it, or puts it in the place of the one with the same key. */
    void insert(Rendition rendition);

    /**
     * Masters of which renditions are left although no media has them any more, and which no screen can need: none of the timelines names them that a screen in
     * service has on its glass as far as it has told, or got since.
     */
    Set<MediaHash> unneeded(Instant now);

    /** Forgets all renditions of a master and returns the hashes of the files that no rendition names any more. */
    Set<MediaHash> deleteOfMaster(MediaHash master);
}
