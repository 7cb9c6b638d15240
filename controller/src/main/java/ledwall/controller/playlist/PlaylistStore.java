package ledwall.controller.playlist;

import java.util.List;
import java.util.Optional;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;

/** Playlists by id. Blocking; each method is one transaction. */
public interface PlaylistStore {
    /** Adds an empty one; false if another has this name. */
    boolean insert(PlaylistId id, String name);

    Optional<Playlist> byId(PlaylistId id);

    /** With their items, by name. */
    List<Playlist> all();

    /** Puts name and items in the place of those of revision {@code expected}, in one step or not at all. */
    Saved save(PlaylistId id, long expected, String name, List<PlaylistItem> items);

    /** What became of an edit. */
    sealed interface Saved {
        /** As it is now, one revision on. */
        record Done(Playlist playlist) implements Saved {}

        /** Somebody else was faster. */
        record Stale(Playlist current) implements Saved {}

        record NameTaken() implements Saved {}

        /** There are no such media. */
        record UnknownMedia(List<MediaId> media) implements Saved {}

        /** There is no such playlist. */
        record Unknown() implements Saved {}
    }
}
