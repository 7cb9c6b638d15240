package ledwall.controller.playlist;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.change.Pace;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;

/** Playlists by id. Blocking; each method is one transaction. A deleted playlist is no longer found, but rules that are over still name it. */
public interface PlaylistStore {
    /** Adds one of revision 1; {@link Saved.NameTaken} if another has this name. */
    Saved insert(PlaylistId id, String name, List<PlaylistItem> items);

    Optional<Playlist> byId(PlaylistId id);

    /** With their items, by name. */
    List<Playlist> all();

    /** Puts name and items in the place of those of revision {@code expected}, in one step or not at all. */
    Saved save(PlaylistId id, long expected, String name, List<PlaylistItem> items, Pace pace);

    /** Deletes it if this is still its revision and no group's loop, no rule that is not over and no playlist names it. */
    Saved delete(PlaylistId id, long expected, Instant at);

    /** What became of an edit. */
    sealed interface Saved {
        /** As it is now, one revision on; or as it was before it was deleted. */
        record Done(Playlist playlist) implements Saved {}

        /** Somebody else was faster. */
        record Stale(Playlist current) implements Saved {}

        record NameTaken() implements Saved {}

        /** There are no such media. */
        record UnknownMedia(List<MediaId> media) implements Saved {}

        /** It cannot be beside the others; see {@link Company}. */
        record Unfit(Refusal refusal) implements Saved {}

        /** It is not deleted: it is the loop of these groups, these rules show it, and these playlists hold it; all by name. */
        record InUse(List<String> groups, List<String> rules, List<String> playlists) implements Saved {}

        /** There is no such playlist. */
        record Unknown() implements Saved {}
    }
}
