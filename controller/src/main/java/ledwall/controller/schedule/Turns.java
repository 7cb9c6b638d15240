package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import ledwall.controller.media.Media;
import ledwall.controller.media.RenditionKey;
import ledwall.controller.playlist.Expansion;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.Slot;
import ledwall.controller.playlist.Validity;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Frames;
import org.jspecify.annotations.Nullable;

/**
 * Playlists as turns of whole frames, nested lists and weights expanded, as they are at any instant. For one compilation; collects what had to be left out.
 */
final class Turns {
    private final Compiler.Input input;
    private final Showable showable;
    private final Map<PlaylistId, List<Pick>> picks = new LinkedHashMap<>();
    private final Map<Choice, List<GroupPlan.Turn>> known = new HashMap<>();
    /** Cues in the lists made so far, each list once. */
    private long cues;
    private final Rendered rendered;
    private final List<Omission> omissions = new ArrayList<>();

    /** A place whose medium can be shown. */
    private static final class Pick {
        final Slot slot;
        final Media media;
        /** Null until it is asked for. */
        GroupPlan.@Nullable Turn turn;

        Pick(Showable.Place place) {
            this.slot = place.slot();
            this.media = place.media();
        }

        Validity validity() {
            return slot.validity();
        }
    }

    /** Some places of a list, begun at one of them. */
    private record Choice(PlaylistId playlist, BitSet places, int begin) {}

    private record Weighted(GroupPlan.Turn turn, long every) {}

    Turns(Compiler.Input input) {
        this.input = input;
        this.rendered = new Rendered(input);
        this.showable = new Showable(input.rules(), new Material(input.playlists(), input.media()), input.editNanos(), rendered::isThere);
    }

    Showable showable() {
        return showable;
    }

    /** How many cues all lists made so far hold, each list once: what a plan costs in memory. */
    long cues() {
        return cues;
    }

    Rendered rendered() {
        return rendered;
    }

    List<Omission> omissions() {
        return omissions;
    }

    /** Whether a rule has something to say at any time before {@code until}: items that can be shown, or a list left empty on purpose. */
    boolean counts(Rule rule, long until) {
        picks(rule.playlist());
        if (showable.showsBefore(rule.playlist(), until)) {
            return true;
        }
        if (rendered.lacks(rule.playlist())) {
            // It is followed once that is rendered; what lacks for longer than that takes is named by whoever judges what is going to lack.
            return false;
        }
        var omission = new Omission("ruleLeftOut", "Rule \"" + rule.name() + "\" is not followed: nothing in its playlist can be shown.",
                "Put an item into its playlist whose media is ready and that is valid then, or delete the rule.");
        // Once for all zones in which it is so.
        if (!omissions.contains(omission)) {
            omissions.add(omission);
        }
        return false;
    }

    /** The instants within {@code (fromNanos, untilNanos)} at which a validity begins or ends, in order. */
    SortedSet<Long> edges(PlaylistId playlist, long fromNanos, long untilNanos) {
        var out = new TreeSet<Long>();
        for (Pick pick : picks(playlist)) {
            out.add(pick.validity().fromNanos());
            out.add(pick.validity().untilNanos());
        }
        return fromNanos < untilNanos ? out.subSet(fromNanos + 1, untilNanos) : out.headSet(Long.MIN_VALUE);
    }

    /** One turn of what is valid at an instant; empty for the slate. */
    List<GroupPlan.Turn> at(PlaylistId playlist, long atNanos) {
        return chosen(playlist, atNanos, 0);
    }

    /** What is the same is one list: a plan of thousands of cuts would not fit into memory otherwise, and lists that are one are soon compared. */
    private List<GroupPlan.Turn> chosen(PlaylistId playlist, long atNanos, int begin) {
        List<Pick> all = picks(playlist);
        var places = new BitSet(all.size());
        for (int i = 0; i < all.size(); i++) {
            places.set(i, all.get(i).validity().covers(atNanos));
        }
        var choice = new Choice(playlist, places, begin);
        var made = known.get(choice);
        if (made == null) {
            made = begin > 0 ? GroupPlan.rotated(chosen(playlist, atNanos, 0), begin) : expanded(places.stream().mapToObj(all::get).toList());
            known.put(choice, made);
            cues += made.size();
        }
        return made;
    }

    /** The same of what is valid from an instant on for ever. */
    List<GroupPlan.Turn> surely(PlaylistId playlist, long fromNanos) {
        return expanded(picks(playlist).stream()
                .filter(pick -> pick.validity().covers(fromNanos) && pick.validity().untilNanos() == Block.FOREVER).toList());
    }

    /**
     * The same after a cut at a validity's edge: the turn begins at the first place whose validity begins or ends there, with that item or, where it has ended,
     * with the next one of the list.
     */
    List<GroupPlan.Turn> from(PlaylistId playlist, long edgeNanos) {
        int before = 0;
        for (Pick pick : picks(playlist)) {
            if (pick.validity().fromNanos() == edgeNanos || pick.validity().untilNanos() == edgeNanos) {
                break;
            }
            before += pick.validity().covers(edgeNanos) ? 1 : 0;
        }
        // All places are in the first turn of the list, so the cues before it are the places before it.
        return chosen(playlist, edgeNanos, before);
    }

    private List<GroupPlan.Turn> expanded(List<Pick> valid) {
        var out = new ArrayList<Weighted>(valid.size());
        for (Pick pick : valid) {
            out.add(new Weighted(turn(pick), pick.slot.every()));
        }
        return List.copyOf(Expansion.of(out, Weighted::every, Playlist.MAX_CUES).stream().map(Weighted::turn).toList());
    }

    private GroupPlan.Turn turn(Pick pick) {
        var known = pick.turn;
        if (known == null) {
            var media = pick.media;
            known = new GroupPlan.Turn(pick.slot.item(), media.id(), media.hash(), media.name(), pick.slot.medium().fit(), Math.toIntExact(frames(pick)));
            pick.turn = known;
        }
        return known;
    }

    RenditionKey key(Screen screen, GroupPlan.Turn turn) {
        return new RenditionKey(turn.master(), screen.width(), screen.height(), turn.fit(), screen.frameRate(), input.recipe());
    }

    /** What is over is no longer asked for. */
    private List<Pick> picks(PlaylistId id) {
        var before = picks.get(id);
        if (before != null) {
            return before;
        }
        var out = showable.places(id).stream().map(Pick::new).toList();
        for (Showable.Lost lost : showable.lost(id)) {
            Media media = lost.media();
            String name = media == null ? lost.slot().medium().media().value() : media.name();
            omissions.add(new Omission("itemLeftOut", "\"" + name + "\" is left out: " + (media == null ? "its media is gone." : media.failure()),
                    "Take the item out of its playlist, or upload the media again."));
        }
        picks.put(id, out);
        return out;
    }

    /** How long an item lasts on all screens. */
    private long frames(Pick pick) {
        int fps = input.screens().getFirst().frameRate();
        var length = pick.slot.medium().length();
        if (length != null) {
            return Math.max(1, Frames.covering(length.toNanos(), fps));
        }
        // A still's rendition is a short clip that repeats; a video's own length is that of its renditions, which are all made from the same frames.
        return pick.media.kind() == Media.Kind.STILL ? Frames.covering(Playlist.STILL_LENGTH.toNanos(), fps) : rendered.frames(pick.slot, pick.media);
    }
}
