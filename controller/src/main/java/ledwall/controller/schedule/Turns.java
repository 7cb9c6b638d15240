package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ledwall.controller.media.Media;
import ledwall.controller.media.Rendition;
import ledwall.controller.media.RenditionKey;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.timeline.Frames;

/** Playlists as turns of whole frames, for one compilation. Collects what had to be left out and which renditions lack. */
final class Turns {
    private final Compiler.Input input;
    private final Map<PlaylistId, List<Pick>> picks = new LinkedHashMap<>();
    private final Map<PlaylistId, List<GroupPlan.Turn>> turns = new LinkedHashMap<>();
    private final Map<RenditionKey, Optional<Rendition>> found = new HashMap<>();
    private final Set<RenditionKey> missing = new LinkedHashSet<>();
    private final List<Omission> omissions = new ArrayList<>();

    private record Pick(PlaylistItem item, Media media) {}

    Turns(Compiler.Input input) {
        this.input = input;
    }

    Set<RenditionKey> missing() {
        return missing;
    }

    List<Omission> omissions() {
        return omissions;
    }

    /** Whether a rule has something to say: items that can be shown, or a list left empty on purpose. */
    boolean counts(Rule rule) {
        var playlist = input.playlists().get(rule.playlist());
        if (playlist != null && (playlist.items().isEmpty() || !picks(rule.playlist()).isEmpty())) {
            return true;
        }
        omissions.add(new Omission("ruleLeftOut", "Rule \"" + rule.name() + "\" is not followed: nothing in its playlist can be shown.",
                "Put an item into its playlist whose media is ready, or delete the rule."));
        return false;
    }

    /** Empty for the slate. Not to be relied upon while anything is {@link #missing}. */
    List<GroupPlan.Turn> of(PlaylistId playlist) {
        var known = turns.get(playlist);
        if (known != null) {
            return known;
        }
        var out = new ArrayList<GroupPlan.Turn>();
        for (Pick pick : picks(playlist)) {
            long frames = frames(pick);
            if (frames > 0) {
                var media = pick.media();
                out.add(new GroupPlan.Turn(pick.item().id(), media.id(), media.hash(), media.name(), pick.item().fit(), Math.toIntExact(frames)));
            }
        }
        var fixed = List.copyOf(out);
        turns.put(playlist, fixed);
        return fixed;
    }

    /** Each key is looked up once: the answer must not change in the middle of a compilation, and may cost a query. */
    Optional<Rendition> rendition(RenditionKey key) {
        return found.computeIfAbsent(key, input.renditions());
    }

    RenditionKey key(Screen screen, GroupPlan.Turn turn) {
        return new RenditionKey(turn.master(), screen.width(), screen.height(), turn.fit(), screen.frameRate(), input.recipe());
    }

    private List<Pick> picks(PlaylistId id) {
        var known = picks.get(id);
        if (known != null) {
            return known;
        }
        var out = new ArrayList<Pick>();
        var playlist = input.playlists().get(id);
        for (PlaylistItem item : playlist == null ? List.<PlaylistItem>of() : playlist.items()) {
            Media media = input.media().get(item.media());
            if (media != null && media.failure() == null) {
                out.add(new Pick(item, media));
            } else {
                String name = media == null ? item.media().value() : media.name();
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
            var key = new RenditionKey(pick.media().hash(), screen.width(), screen.height(), pick.item().fit(), screen.frameRate(), input.recipe());
            Rendition rendition = rendition(key).orElse(null);
            if (rendition == null) {
                missing.add(key);
                shortest = 0;
            } else {
                shortest = Math.min(shortest, rendition.frames());
            }
        }
        int fps = input.screens().getFirst().frameRate();
        var length = pick.item().length();
        if (shortest == 0) {
            return 0;
        }
        if (length != null) {
            return Math.max(1, Frames.covering(length.toNanos(), fps));
        }
        // A still's rendition is a short clip that repeats; a video's own length is that of its renditions, which are all made from the same frames.
        return pick.media().kind() == Media.Kind.STILL ? Frames.covering(Playlist.STILL_LENGTH.toNanos(), fps) : shortest;
    }
}
