package ledwall.controller.media;

import java.util.List;
import java.util.Optional;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;

/** Masters by id. Blocking; each method is one transaction. */
public interface MediaStore {
    /** @throws ledwall.controller.refusal.Refusal if the database cannot take it */
    void insert(Media media);

    Optional<Media> byId(MediaId id);

    /** Every upload of this file, oldest first. */
    List<Media> byHash(MediaHash hash);

    /** Newest first, those of one instant by id. */
    List<Media> all();

    /** Notes why it cannot be rendered, for people; false if there is no such media. */
    boolean fail(MediaId id, String failure);

    Deletion delete(MediaId id);

    /** What became of a deletion. */
    sealed interface Deletion {
        /** It is gone; {@code lastOfMaster} when no other upload of the same file is left, so that master and renditions may go too. */
        record Done(Media media, boolean lastOfMaster) implements Deletion {}

        /** Nothing was deleted: these playlists, by name, still show it. */
        record InUse(List<String> playlists) implements Deletion {}

        /** There is no such media. */
        record Unknown() implements Deletion {}
    }
}
