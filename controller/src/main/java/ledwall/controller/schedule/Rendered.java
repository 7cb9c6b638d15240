package ledwall.controller.schedule;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ledwall.controller.media.Media;
import ledwall.controller.media.Rendition;
import ledwall.controller.media.RenditionKey;
import ledwall.controller.playlist.Slot;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ScreenId;

/**
 * What is rendered of the media that a group shows, and what becomes of what is not: a place of a list that lacks a rendition is left out on all walls of the
 * group alike, so that they stay in step, until the rendition is there. A release is left out as a whole, on the walls that lack something of it: half of one is
 * none. What the walls have already is not taken off them for another wall that lacks it: that the compilation waits for. For one compilation.
 */
final class Rendered {
    private final Compiler.Input input;
    private final Map<RenditionKey, Optional<Rendition>> found = new HashMap<>();
    private final Set<RenditionKey> missing = new LinkedHashSet<>();
    private final Set<Had> had = new HashSet<>();
    private final Map<PlaylistId, Targets> releases = new HashMap<>();
    /** Walls that lack something of a list. */
    private final Map<PlaylistId, Set<ScreenId>> lacking = new HashMap<>();
    private boolean waits;

    /** What a wall shows, or is to show, by what it was told. */
    private record Had(ItemId item, MediaHash master) {}

    Rendered(Compiler.Input input) {
        this.input = input;
        var resolved = input.resolved();
        Stream.concat(Stream.ofNullable(resolved).map(GroupPlan.Resolved::plan), Stream.ofNullable(input.newest())).flatMap(plan -> plan.blocks().stream())
                .filter(span -> span.untilNanos() > input.editNanos())
                // Lists are long and mostly one and the same.
                .map(GroupPlan.Span::turns).distinct().flatMap(List::stream).forEach(turn -> had.add(new Had(turn.item(), turn.master())));
        for (Rule rule : input.rules()) {
            if (rule.release() != null) {
                releases.put(rule.playlist(), rule.targets());
            }
        }
    }

    /** Each key is looked up once: the answer must not change in the middle of a compilation, and may cost a query. */
    Optional<Rendition> rendition(RenditionKey key) {
        return found.computeIfAbsent(key, input.renditions());
    }

    RenditionKey key(Screen screen, Slot slot, Media media) {
        return new RenditionKey(media.hash(), screen.width(), screen.height(), slot.medium().fit(), screen.frameRate(), input.recipe());
    }

    /** Whether a place can be shown now. What it lacks is noted. */
    boolean isThere(PlaylistId playlist, Slot slot, Media media) {
        Targets targets = releases.get(playlist);
        Predicate<Screen> concerned = screen -> targets == null || targets.holds(screen);
        boolean some = false;
        boolean all = true;
        for (Screen screen : input.screens()) {
            if (concerned.test(screen)) {
                boolean there = has(key(screen, slot, media));
                some |= there;
                all &= there;
                if (!there) {
                    lacking.computeIfAbsent(playlist, any -> new HashSet<>()).add(screen.id());
                }
            }
        }
        waits |= !all && (had.contains(new Had(slot.item(), media.hash())) || (targets == null && awaited(slot, media)));
        return targets == null ? all : some;
    }

    private boolean awaited(Slot slot, Media media) {
        return input.screens().stream().map(screen -> key(screen, slot, media)).anyMatch(key -> rendition(key).isEmpty() && input.awaited().test(key));
    }

    /** Whether a rendition is there; one that is not is noted. */
    boolean has(RenditionKey key) {
        boolean there = rendition(key).isPresent();
        if (!there) {
            missing.add(key);
        }
        return there;
    }

    /** How many frames a place has, on whichever wall has fewest. */
    int frames(Slot slot, Media media) {
        return input.screens().stream().flatMap(screen -> rendition(key(screen, slot, media)).stream()).mapToInt(Rendition::frames).min().orElseThrow();
    }

    /** Whether something of a list was left out, or would be. */
    boolean lacks(PlaylistId playlist) {
        return lacking.containsKey(playlist);
    }

    /** Whether a wall lacks something of a list. */
    boolean lacks(PlaylistId playlist, Screen screen) {
        return lacking.getOrDefault(playlist, Set.of()).contains(screen.id());
    }

    /** What is to be rendered, in the order in which it was found to be wanted. */
    Collection<RenditionKey> missing() {
        return missing;
    }

    /** Whether what is ordinary has to stay as it is until what lacks is there. */
    boolean waits() {
        return waits;
    }
}
