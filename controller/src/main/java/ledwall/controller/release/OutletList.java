package ledwall.controller.release;

import java.util.AbstractList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A release's outlets, in order and by id: there may be thousands of walls, and each is looked for by its id with every look at the release. Immutable, safe from
 * any thread.
 */
final class OutletList extends AbstractList<Outlet> implements RandomAccess {
    private final List<Outlet> outlets;
    /** Made when it is first asked for; whoever comes at the same time makes the same one. */
    private volatile @Nullable Map<OutletId, Outlet> byId;

    private OutletList(List<Outlet> outlets) {
        this.outlets = outlets;
    }

    static OutletList of(Collection<Outlet> outlets) {
        return outlets instanceof OutletList known ? known : new OutletList(List.copyOf(outlets));
    }

    Optional<Outlet> find(OutletId id) {
        Map<OutletId, Outlet> index = byId;
        if (index == null) {
            index = HashMap.newHashMap(outlets.size());
            for (Outlet outlet : outlets) {
                index.putIfAbsent(outlet.id(), outlet);
            }
            byId = index;
        }
        return Optional.ofNullable(index.get(id));
    }

    @Override
    public Outlet get(int place) {
        return outlets.get(place);
    }

    @Override
    public int size() {
        return outlets.size();
    }
}
