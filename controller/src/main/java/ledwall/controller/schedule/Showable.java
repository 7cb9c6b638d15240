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
import ledwall.controller.playlist.Slot;
import ledwall.controller.playlist.Validity;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Block;
import org.jspecify.annotations.Nullable;

/**
 * Which playlists have something to show, and when: the one place that decides it, for timelines and for answers, so that no answer promises what the compiler
 * leaves out for good. Whether renditions are made already is the compiler's question alone: answers tell of what will be shown once they are. Pure, for one question.
 */
public final class Showable {
    private final Map<RuleId, PlaylistId> playing = new HashMap<>();
    private final Material material;
    private final long sinceNanos;
    private final There there;
    private final Map<PlaylistId, Shown> known = new HashMap<>();

    /** Whether a place can be shown, as far as it is known apart from its medium's soundness. */
    interface There {
        boolean test(PlaylistId playlist, Slot slot, Media media);
    }

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
     * @param rules at least those whose windows will be asked about
     * @param material at least what these play, and other lists that will be asked about
     * @param sinceNanos what is over by then is not looked at
     */
    public Showable(Collection<Rule> rules, Material material, long sinceNanos) {
        this(rules, material, sinceNanos, (playlist, slot, media) -> true);
    }

    /** @param there whether a place that could be shown can be shown now; without it, what is not rendered yet counts as if it was */
    Showable(Collection<Rule> rules, Material material, long sinceNanos, There there) {
        this.there = there;
        rules.forEach(rule -> playing.put(rule.id(), rule.playlist()));
        this.material = material;
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

    /** Whether the window's rule has a say at an instant. */
    public boolean shows(Occurrence window, long atNanos) {
        return shows(list(window), atNanos);
    }

    /** {@link #turns} of what the window's rule plays; none where its list was left empty on purpose. */
    SortedSet<Long> turns(Occurrence window, long fromNanos, long untilNanos) {
        var playlist = list(window);
        return of(playlist).blank ? new TreeSet<>() : turns(playlist, fromNanos, untilNanos);
    }

    /** Who has a screen, as {@link Resolver} decides it, at each instant among those windows whose rules have something to show then. */
    public Resolution resolve(Collection<Occurrence> wanted, QuietHours quiet, long fromNanos, long untilNanos) {
        var edges = new TreeSet<Long>();
        var lists = new TreeSet<PlaylistId>();
        wanted.forEach(each -> lists.add(list(each)));
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
            var shown = wanted.stream().filter(each -> each.touches(since, end) && shows(each, since)).toList();
            Resolver.resolve(shown, quiet, from, until).segments().forEach(each -> Resolver.append(out, each.fromNanos(), each.untilNanos(), each.owner()));
            from = until;
        }
        return new Resolution(out);
    }

    private PlaylistId list(Occurrence occurrence) {
        return Objects.requireNonNull(playing.get(occurrence.claim().rule()), "a rule plays a list");
    }

    private Shown of(PlaylistId id) {
        var before = known.get(id);
        if (before != null) {
            return before;
        }
        var places = new ArrayList<Place>();
        var lost = new ArrayList<Lost>();
        var playlist = material.playlists().get(id);
        for (Slot slot : playlist == null ? List.<Slot>of() : Slot.of(playlist, material.playlists())) {
            if (slot.validity().untilNanos() <= sinceNanos) {
                continue;
            }
            Media medium = material.media().get(slot.medium().media());
            if (medium == null || medium.failure() != null) {
                lost.add(new Lost(slot, medium));
            } else if (there.test(id, slot, medium)) {
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
