package ledwall.controller.release;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether one outlet could go now, from what was heard of it just now.
 *
 * @param cause why not; null where it could
 * @param percent of what it needs; 100 where it could go
 * @param eta until it has all it needs, by how fast it went so far; null where nobody can say
 */
public record Standing(OutletId outlet, String name, @Nullable Cause cause, int percent, @Nullable Duration eta) {
    static final int ALL = 100;

    static Standing ready(Outlet outlet) {
        return new Standing(outlet.id(), outlet.name(), null, ALL, null);
    }

    static Standing lacking(Outlet outlet, Cause cause, int percent, @Nullable Duration eta) {
        return new Standing(outlet.id(), outlet.name(), cause, percent, eta);
    }

    public boolean isReady() {
        return cause == null;
    }
}
