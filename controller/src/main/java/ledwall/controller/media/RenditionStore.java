package ledwall.controller.media;

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

    /** Forgets all renditions of a master and returns the hashes of the files that no rendition names any more. */
    Set<MediaHash> deleteOfMaster(MediaHash master);
}
