package ledwall.controller.media;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;

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

    /** False if there is no such media. */
    boolean rename(MediaId id, String name);

    /** Which playlists show it, by name, and for whom as of {@code now}. */
    List<Use> uses(MediaId id, Instant now);

    /** Which screens and groups have it as their slate, by name. */
    List<SlateUse> slates(MediaId id);

    /** Deletes it unless a playlist shows it, it is somebody's slate, or a release is still to go with it. What a release that is long over showed is free. */
    Deletion delete(MediaId id, Instant now);

    /**
     * A playlist that shows a media.
     *
     * @param groups those whose default loop it is, or that have a rule with it that is not over; also where another list holds it
     */
    record Use(PlaylistId playlist, String name, List<Group> groups) {
        /** A group by its name for people. */
        public record Group(GroupId id, String name) {}

        public Use {
            groups = List.copyOf(groups);
        }
    }

    /** A screen or a group that has a media as its slate; exactly one of the ids is there. */
    record SlateUse(@Nullable ScreenId screen, @Nullable GroupId group, String name) {}

    /** What became of a deletion. */
    sealed interface Deletion {
        /** It is gone; {@code lastOfMaster} when no other upload of the same file is left, so that master and renditions may go too. */
        record Done(Media media, boolean lastOfMaster) implements Deletion {}

        /** Nothing was deleted: these playlists still show it, these have it as their slate, and these releases are still to go with it, by their names. */
        record InUse(List<Use> uses, List<SlateUse> slates, List<String> releases) implements Deletion {}

        /** There is no such media. */
        record Unknown() implements Deletion {}
    }
}
