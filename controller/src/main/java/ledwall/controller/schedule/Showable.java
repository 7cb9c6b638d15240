package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import ledwall.controller.media.Media;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.Slot;
import ledwall.controller.playlist.Validity;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Block;
import org.jspecify.annotations.Nullable;

/**
 * Which playlists have something to show, and when: the one place that decides it, for timelines and for answers, so that no answer promises what the compiler
 * leaves out. Whether renditions are made already is not its question: an edit waits for them. Pure, for one question.
 */
public final class Showable {
    private final Map<PlaylistId, Playlist> playlists;
    private final Map<MediaId, Media> media;
    private final long sinceNanos;
    private final Map<PlaylistId, Shown> known = new HashMap<>();

    /** A place whose medium can be shown. */
    record Place(Slot slot, Media media) {
        Validity validity() {
            return slot.validity();
        }
    }

    /** A place whose medium cannot: it is null where there is no such medium any more. */
    public record Lost(Slot slot, @Nullable Media media) {}

    /** @param ranges when any place is valid, in order, joined where they touch */
    private record Shown(List<Place> places, List<Lost> lost, boolean blank, List<QuietHours.Range> ranges) {}

    /**
     * @param playlists at least those that will be asked about, and what is nested in them
     * @param media at least what these show
     * @param sinceNanos what is over by then is not looked at
     */
    public Showable(Map<PlaylistId, Playlist> playlists, Map<MediaId, Media> media, long sinceNanos) {
        this.playlists = playlists;
        this.media = media;
        this.sinceNanos = sinceNanos;
    }

    /** What can be shown, each in its time. */
    List<Place> places(PlaylistId playlist) {
        return of(playlist).places;
    }

    /** What would be shown if its medium were sound. */
    public List<Lost> lost(PlaylistId playlist) {
        return of(playlist).lost;
    }

    /** Whether a rule that plays it has a say at an instant: it holds something then, or was left empty on purpose. */
    public boolean shows(PlaylistId playlist, long atNanos) {
        return of(playlist).blank || holds(playlist, atNanos);
    }

    /** Whether it holds something to show at an instant. */
    public boolean holds(PlaylistId playlist, long atNanos) {
        var ranges = of(playlist).ranges;
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).untilNanos() <= atNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < ranges.size() && ranges.get(low).fromNanos() <= atNanos;
    }

    /** Whether a rule that plays it has a say at any time before {@code untilNanos}. */
    boolean showsBefore(PlaylistId playlist, long untilNanos) {
        var shown = of(playlist);
        return shown.blank || (!shown.ranges.isEmpty() && shown.ranges.getFirst().fromNanos() < untilNanos);
    }

    /** Since when it has nothing more to show for good; {@link Block#FOREVER} where that never comes or has long been so. */
    long lastsUntil(PlaylistId playlist) {
        var ranges = of(playlist).ranges;
        return ranges.isEmpty() ? Block.FOREVER : ranges.getLast().untilNanos();
    }

    /** The instants within {@code (fromNanos, untilNanos)} at which it begins or ceases to hold something. */
    public SortedSet<Long> turns(PlaylistId playlist, long fromNanos, long untilNanos) {
        var out = new TreeSet<Long>();
        for (QuietHours.Range range : of(playlist).ranges) {
            if (fromNanos < range.fromNanos() && range.fromNanos() < untilNanos) {
                out.add(range.fromNanos());
            }
            if (fromNanos < range.untilNanos() && range.untilNanos() < untilNanos) {
                out.add(range.untilNanos());
            }
        }
        return out;
    }

    /**
     * Who has a screen, as {@link Resolver} decides it, at each instant among those rules that have something to show then.
     *
     * @param playing of each rule its playlist
     * @param wanted windows of these rules on the screen
     */
    public Resolution resolve(Map<RuleId, PlaylistId> playing, Collection<Occurrence> wanted, QuietHours quiet, long fromNanos, long untilNanos) {
        var edges = new TreeSet<Long>();
        var lists = new TreeSet<PlaylistId>();
        wanted.forEach(each -> lists.add(list(playing, each)));
        for (PlaylistId playlist : lists) {
            if (!of(playlist).blank) {
                edges.addAll(turns(playlist, fromNanos, untilNanos));
            }
        }
        edges.add(untilNanos);
        var out = new ArrayList<Segment>();
        long from = fromNanos;
        for (long until : edges) {
            long since = from;
            long end = until;
            var shown = wanted.stream().filter(each -> each.touches(since, end) && shows(list(playing, each), since)).toList();
            Resolver.resolve(shown, quiet, from, until).segments().forEach(each -> Resolver.append(out, each.fromNanos(), each.untilNanos(), each.owner()));
            from = until;
        }
        return new Resolution(out);
    }

    private static PlaylistId list(Map<RuleId, PlaylistId> playing, Occurrence occurrence) {
        return Objects.requireNonNull(playing.get(occurrence.claim().rule()), "a rule plays a list");
    }

    private Shown of(PlaylistId id) {
        var before = known.get(id);
        if (before != null) {
            return before;
        }
        var places = new ArrayList<Place>();
        var lost = new ArrayList<Lost>();
        var playlist = playlists.get(id);
        for (Slot slot : playlist == null ? List.<Slot>of() : Slot.of(playlist, playlists)) {
            if (slot.validity().untilNanos() <= sinceNanos) {
                continue;
            }
            Media medium = media.get(slot.medium().media());
            if (medium == null || medium.failure() != null) {
                lost.add(new Lost(slot, medium));
            } else {
                places.add(new Place(slot, medium));
            }
        }
        var shown = new Shown(places, lost, playlist != null && playlist.items().isEmpty(), ranges(places));
        known.put(id, shown);
        return shown;
    }

    private static List<QuietHours.Range> ranges(List<Place> places) {
        return new QuietHours(places.stream().map(place -> new QuietHours.Range(place.validity().fromNanos(), place.validity().untilNanos())).toList()).ranges();
    }
}
