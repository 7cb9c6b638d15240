package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import ledwall.controller.media.Media;
import ledwall.controller.playlist.Expansion;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Frames;

/**
 * A rule's playlist is cut by the end of its window: its last turn on that screen is not whole. Reckoned from the lengths of the media, so that it can be told
 * before anything is rendered: a video may turn out a frame shorter.
 *
 * @param fromNanos the first of the stretches that are cut so, until {@code untilNanos}
 * @param turnNanos how long one turn lasts
 * @param cutAfterNanos how far the last turn comes
 * @param times how many stretches are cut so
 */
public record CutHint(ScreenId screen, long fromNanos, long untilNanos, long turnNanos, long cutAfterNanos, int times) {
    private record Cut(ScreenId screen, long turnNanos, long cutAfterNanos) {}

    /** Of all screens that show the rule in the range; a stretch that began before it, or ends with it, is not told. */
    static List<CutHint> of(Bookings bookings, Rule rule, long fromNanos, long untilNanos) {
        var reading = bookings.between(fromNanos, untilNanos);
        List<Showable.Place> places = reading.showable().places(rule.playlist());
        Map<Cut, CutHint> out = new LinkedHashMap<>();
        for (Screen screen : bookings.screens()) {
            for (Stretch stretch : rule.targets().holds(screen) ? reading.of(screen) : List.<Stretch>of()) {
                boolean its = stretch.holder() instanceof Holder.Ruled(var id, var list) && id.equals(rule.id());
                if (its && stretch.fromNanos() > fromNanos && stretch.untilNanos() < untilNanos) {
                    long turn = turnFrames(places, stretch, screen.frameRate());
                    long cut = turn == 0 ? 0 : cutAfter(places, stretch, turn, screen.frameRate());
                    if (cut > 0) {
                        var key = new Cut(screen.id(), Frames.toNanos(turn, screen.frameRate()), cut);
                        out.merge(key, new CutHint(screen.id(), stretch.fromNanos(), stretch.untilNanos(), key.turnNanos, cut, 1),
                                (one, more) -> new CutHint(one.screen, one.fromNanos, one.untilNanos, one.turnNanos, one.cutAfterNanos, one.times + 1));
                    }
                }
            }
        }
        return new ArrayList<>(out.values());
    }

    /** Where the validity of an item begins or ends within a stretch, its turns begin anew. */
    private static long begin(List<Showable.Place> places, Stretch stretch) {
        var edges = new TreeSet<Long>();
        for (Showable.Place place : places) {
            edges.add(place.validity().fromNanos());
            edges.add(place.validity().untilNanos());
        }
        Long last = edges.lower(stretch.untilNanos());
        return last == null ? stretch.fromNanos() : Math.max(last, stretch.fromNanos());
    }

    private static long turnFrames(List<Showable.Place> places, Stretch stretch, int frameRate) {
        long begin = begin(places, stretch);
        List<Showable.Place> valid = places.stream().filter(place -> place.validity().covers(begin)).toList();
        // More is refused where playlists are saved.
        if (valid.isEmpty() || Expansion.cues(valid, place -> place.slot().every()) > Playlist.MAX_CUES) {
            return 0;
        }
        long turns = Expansion.turns(valid, place -> place.slot().every());
        return valid.stream().mapToLong(place -> turns / place.slot().every() * frames(place, frameRate)).sum();
    }

    private static long frames(Showable.Place place, int frameRate) {
        var length = place.slot().medium().length();
        if (length == null) {
            var own = place.media().length();
            length = place.media().kind() == Media.Kind.STILL || own == null ? Playlist.STILL_LENGTH : own;
        }
        return Math.max(1, Frames.covering(length.toNanos(), frameRate));
    }

    private static long cutAfter(List<Showable.Place> places, Stretch stretch, long turn, int frameRate) {
        long since = stretch.untilNanos() - begin(places, stretch);
        return since - Frames.toNanos(Frames.at(since, frameRate) / turn * turn, frameRate);
    }
}
