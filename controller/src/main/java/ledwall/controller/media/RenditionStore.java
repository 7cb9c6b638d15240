package ledwall.controller.media;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ledwall.protocol.id.MediaHash;

/** Renditions by key. Blocking; each method is one transaction. */
public interface RenditionStore {
    Optional<Rendition> find(RenditionKey key);

    /** Those of the keys that exist. */
    Map<RenditionKey, Rendition> find(Collection<RenditionKey> keys);

    /** Any rendition whose file has this hash: several keys may share one file. */
    Optional<Rendition> byHash(MediaHash hash);

    /** All of a master, in the order of their keys. */
    List<Rendition> ofMaster(MediaHash master);

    /** Every rendition, in the order of their keys. */
    List<Rendition> all();

    /** Adds it, or puts it in the place of the one with the same key. */
    void insert(Rendition rendition);

    /** Forgets all renditions of a master and returns the hashes of the files that no rendition names any more. */
    Set<MediaHash> deleteOfMaster(MediaHash master);
}
