package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import ledwall.controller.media.Media;
import ledwall.controller.media.Rendition;
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
 * Playlists as turns of whole frames, nested lists and weights expanded, as they are at any instant. For one compilation; collects what had to be left out and
 * which renditions lack.
 */
final class Turns {
    private final Compiler.Input input;
    private final Map<PlaylistId, List<Pick>> picks = new LinkedHashMap<>();
    private final Map<Moment, List<GroupPlan.Turn>> known = new HashMap<>();
    private final Map<RenditionKey, Optional<Rendition>> found = new HashMap<>();
    private final Set<RenditionKey> missing = new LinkedHashSet<>();
    private final List<Omission> omissions = new ArrayList<>();

    /** A place whose medium can be shown. */
    private static final class Pick {
        final Slot slot;
        final Media media;
        /** Whether its renditions were looked up. */
        boolean known;
        /** Null while a rendition lacks. */
        GroupPlan.@Nullable Turn turn;

        Pick(Slot slot, Media media) {
            this.slot = slot;
            this.media = media;
        }

        Validity validity() {
            return slot.validity();
        }
    }

    private record Moment(PlaylistId playlist, long nanos) {}

    private record Weighted(GroupPlan.Turn turn, long every) {}

    Turns(Compiler.Input input) {
        this.input = input;
    }

    Set<RenditionKey> missing() {
        return missing;
    }

    List<Omission> omissions() {
        return omissions;
    }

    /** Whether a rule has something to say at any time before {@code until}: items that can be shown, or a list left empty on purpose. */
    boolean counts(Rule rule, long until) {
        if (isBlank(rule.playlist()) || picks(rule.playlist()).stream().anyMatch(pick -> pick.validity().fromNanos() < until)) {
            return true;
        }
        omissions.add(new Omission("ruleLeftOut", "Rule \"" + rule.name() + "\" is not followed: nothing in its playlist can be shown.",
                "Put an item into its playlist whose media is ready and that is valid then, or delete the rule."));
        return false;
    }

    /** The same at one instant. */
    boolean shows(PlaylistId playlist, long atNanos) {
        return isBlank(playlist) || picks(playlist).stream().anyMatch(pick -> pick.validity().covers(atNanos));
    }

    private boolean isBlank(PlaylistId id) {
        var playlist = input.playlists().get(id);
        return playlist != null && playlist.items().isEmpty();
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

    /** One turn of what is valid at an instant; empty for the slate. Not to be relied upon while anything is {@link #missing}. */
    List<GroupPlan.Turn> at(PlaylistId playlist, long atNanos) {
        return known.computeIfAbsent(new Moment(playlist, atNanos),
                key -> expanded(picks(playlist).stream().filter(pick -> pick.validity().covers(atNanos)).toList()));
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
        return GroupPlan.rotated(at(playlist, edgeNanos), before);
    }

    private List<GroupPlan.Turn> expanded(List<Pick> valid) {
        var out = new ArrayList<Weighted>(valid.size());
        for (Pick pick : valid) {
            var turn = turn(pick);
            if (turn != null) {
                out.add(new Weighted(turn, pick.slot.every()));
            }
        }
        return Expansion.of(out, Weighted::every, Playlist.MAX_CUES).stream().map(Weighted::turn).toList();
    }

    private GroupPlan.@Nullable Turn turn(Pick pick) {
        if (!pick.known) {
            pick.known = true;
            long frames = frames(pick);
            var media = pick.media;
            pick.turn = frames == 0 ? null
                    : new GroupPlan.Turn(pick.slot.item(), media.id(), media.hash(), media.name(), pick.slot.medium().fit(), Math.toIntExact(frames));
        }
        return pick.turn;
    }

    /** Each key is looked up once: the answer must not change in the middle of a compilation, and may cost a query. */
    Optional<Rendition> rendition(RenditionKey key) {
        return found.computeIfAbsent(key, input.renditions());
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
        var out = new ArrayList<Pick>();
        var playlist = input.playlists().get(id);
        for (Slot slot : playlist == null ? List.<Slot>of() : Slot.of(playlist, input.playlists())) {
            if (slot.validity().untilNanos() <= input.editNanos()) {
                continue;
            }
            Media media = input.media().get(slot.medium().media());
            if (media != null && media.failure() == null) {
                out.add(new Pick(slot, media));
            } else {
                String name = media == null ? slot.medium().media().value() : media.name();
                omissions.add(new Omission("itemLeftOut", "\"" + name + "\" is left out: " + (media == null ? "its media is gone." : media.failure()),
                        "Take the item out of its playlist, or upload the media again."));
            }
        }
        picks.put(id, out);
        return out;
    }

    /** How long an item lasts on all screens; 0 while a rendition lacks. */
    private long frames(Pick pick) {
        int shortest = Integer.MAX_VALUE;
        for (Screen screen : input.screens()) {
            var key = new RenditionKey(pick.media.hash(), screen.width(), screen.height(), pick.slot.medium().fit(), screen.frameRate(), input.recipe());
            Rendition rendition = rendition(key).orElse(null);
            if (rendition == null) {
                missing.add(key);
                shortest = 0;
            } else {
                shortest = Math.min(shortest, rendition.frames());
            }
        }
        int fps = input.screens().getFirst().frameRate();
        var length = pick.slot.medium().length();
        if (shortest == 0) {
            return 0;
        }
        if (length != null) {
            return Math.max(1, Frames.covering(length.toNanos(), fps));
        }
        // A still's rendition is a short clip that repeats; a video's own length is that of its renditions, which are all made from the same frames.
        return pick.media.kind() == Media.Kind.STILL ? Frames.covering(Playlist.STILL_LENGTH.toNanos(), fps) : shortest;
    }
}
