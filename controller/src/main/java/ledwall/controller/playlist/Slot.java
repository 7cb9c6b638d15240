package ledwall.controller.playlist;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.PlaylistId;

/**
 * One medium's place in a playlist once the nested lists are laid out.
 *
 * @param item the item that names the medium: the inner list's where it is nested
 * @param validity the item's own, within that of the place where its list is nested
 * @param every it is in the list's turns 0, {@code every}, 2 x {@code every} and so on. A nested list takes one of its own turns each time it comes up: an item
 *     of weight 3 in a list nested with weight 2 is there every sixth time
 */
public record Slot(ItemId item, Content.Medium medium, Validity validity, long every) {
    /**
     * The places of a list in their order, those that are never valid left out.
     *
     * @param others at least the lists nested in it; one that is not there has no items
     */
    public static List<Slot> of(Playlist list, Map<PlaylistId, Playlist> others) {
        var out = new ArrayList<Slot>();
        for (PlaylistItem item : list.items()) {
            switch (item.content()) {
                case Content.Medium medium -> add(out, new Slot(item.id(), medium, item.terms().validity(), item.terms().every()));
                case Content.Nested(PlaylistId id) -> {
                    Playlist inner = others.get(id);
                    if (inner != null) {
                        inner.items().forEach(each -> addInner(out, item.terms(), each));
                    }
                }
            }
        }
        return out;
    }

    private static void addInner(List<Slot> out, Terms outer, PlaylistItem item) {
        // Deeper nesting is refused wherever a list is saved.
        if (item.content() instanceof Content.Medium medium) {
            add(out, new Slot(item.id(), medium, item.terms().validity().within(outer.validity()), (long) outer.every() * item.terms().every()));
        }
    }

    private static void add(List<Slot> out, Slot slot) {
        if (!slot.validity().isNever()) {
            out.add(slot);
        }
    }
}
