package ledwall.controller.playlist;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.PlaylistId;

/**
 * Whether a playlist can be saved beside the others: one level of nesting, no circles, no turn of more cues than a timeline holds. Pure; asked by the store within
 * the transaction that saves, so that two edits at once cannot do together what neither may.
 */
public final class Company {
    /** A refusal names so many weights. */
    private static final int MOST_WEIGHTS = 8;

    private Company() {}

    /**
     * @param saved the list as it would be
     * @param others by id: the lists nested in it, those that nest it, and all that these nest
     */
    public static Optional<Refusal> refusal(Playlist saved, Map<PlaylistId, Playlist> others) {
        List<Playlist> outers = others.values().stream().filter(other -> !other.id().equals(saved.id()) && nests(other, saved.id())).toList();
        for (int i = 0; i < saved.items().size(); i++) {
            if (saved.items().get(i).content() instanceof Content.Nested(PlaylistId id)) {
                var refusal = nested(i + 1, saved, id, others, outers);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
        }
        var all = new TreeMap<>(others);
        all.put(saved.id(), saved);
        return turn(saved, all, "").or(() -> outers.stream().flatMap(outer -> turn(outer, all, " \"" + outer.name() + "\", which this list is part of,").stream())
                .findFirst());
    }

    private static Optional<Refusal> nested(int place, Playlist saved, PlaylistId id, Map<PlaylistId, Playlist> others, List<Playlist> outers) {
        if (id.equals(saved.id())) {
            return conflict("nestingCircle", "Item " + place + " is the playlist itself.", "Take the item out.");
        }
        Playlist inner = others.get(id);
        if (inner == null) {
            return Optional.of(Refusal.invalid("playlistUnknown", "Item " + place + ": there is no playlist " + id + ".",
                    "Choose one of the playlists listed."));
        }
        if (nests(inner, saved.id())) {
            return conflict("nestingCircle", "Item " + place + " is \"" + inner.name() + "\", which holds this playlist: each would hold itself.",
                    "Take one of the two out of the other first.");
        }
        if (inner.items().stream().anyMatch(item -> item.content() instanceof Content.Nested)) {
            return conflict("nestingTooDeep", "Item " + place + " is \"" + inner.name() + "\", which holds a playlist itself.",
                    "Nest only playlists of media: put the items of \"" + inner.name() + "\" there one by one.");
        }
        if (!outers.isEmpty()) {
            return conflict("nestingTooDeep", "Item " + place + " is a playlist, and this one is itself part of \"" + outers.getFirst().name() + "\".",
                    "Keep it to media, or take it out of \"" + outers.getFirst().name() + "\" first.");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> turn(Playlist list, Map<PlaylistId, Playlist> all, String whose) {
        List<Slot> slots = Slot.of(list, all);
        long cues = Expansion.cues(slots, Slot::every);
        if (cues <= Playlist.MAX_CUES) {
            return Optional.empty();
        }
        List<Long> weights = slots.stream().map(Slot::every).filter(every -> every > 1).distinct().sorted().toList();
        String how = weights.isEmpty() ? "" : ": weights of " + weights.stream().limit(MOST_WEIGHTS).map(String::valueOf).collect(Collectors.joining(", "))
                + (weights.size() > MOST_WEIGHTS ? " and " + (weights.size() - MOST_WEIGHTS) + " more" : "") + " come round together only after "
                + count(Expansion.turns(slots, Slot::every)) + " turns of the list";
        return Optional.of(new Refusal(Refusal.Kind.TOO_LARGE, "turnTooLong", "One turn" + (whose.isEmpty() ? "" : " of" + whose) + " would hold " + count(cues)
                + " cues" + how + ". " + Playlist.MAX_CUES + " are the most.",
                weights.isEmpty() ? "Use fewer items." : "Use weights that divide each other, such as 2, 4 and 8, or fewer items."));
    }

    private static String count(long number) {
        return number == Long.MAX_VALUE ? "countless" : String.valueOf(number);
    }

    private static boolean nests(Playlist list, PlaylistId id) {
        return list.items().stream().anyMatch(item -> item.content() instanceof Content.Nested(PlaylistId inner) && inner.equals(id));
    }

    private static Optional<Refusal> conflict(String code, String cause, String advice) {
        return Optional.of(Refusal.conflict(code, cause, advice));
    }
}
