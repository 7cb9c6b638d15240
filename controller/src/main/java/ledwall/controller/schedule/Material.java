package ledwall.controller.schedule;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaStore;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.playlist.PlaylistStore;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;

/** Playlists with what is nested in them, and the media that they show, as they are stored now. */
public record Material(Map<PlaylistId, Playlist> playlists, Map<MediaId, Media> media) {
    /** More media than this are read in one query rather than one by one. */
    private static final int MANY = 50;

    /**
     * Blocking.
     *
     * @param failures why nothing can be made of a master. That is known a little before it is stored, or without: what nobody is going to make must not be
     *     waited for
     */
    public static Material load(Collection<PlaylistId> wanted, PlaylistStore playlists, MediaStore media, Function<MediaHash, Optional<String>> failures) {
        var lists = new TreeMap<PlaylistId, Playlist>();
        new TreeSet<>(wanted).forEach(id -> playlists.byId(id).ifPresent(list -> lists.put(id, list)));
        // And those nested in them, one level deep: an edit of one of these concerns the others as well.
        for (Playlist list : List.copyOf(lists.values())) {
            for (PlaylistItem item : list.items()) {
                if (item.content() instanceof Content.Nested(PlaylistId inner) && !lists.containsKey(inner)) {
                    playlists.byId(inner).ifPresent(found -> lists.put(inner, found));
                }
            }
        }
        var named = new TreeSet<MediaId>();
        for (Playlist list : lists.values()) {
            for (PlaylistItem item : list.items()) {
                if (item.content() instanceof Content.Medium medium) {
                    named.add(medium.media());
                }
            }
        }
        var shown = new TreeMap<MediaId, Media>();
        Stream<Media> stored = named.size() > MANY ? media.all().stream().filter(each -> named.contains(each.id()))
                : named.stream().flatMap(id -> media.byId(id).stream());
        stored.forEach(each -> shown.put(each.id(), each.failure() == null ? failures.apply(each.hash()).map(each::failed).orElse(each) : each));
        return new Material(lists, shown);
    }
}
