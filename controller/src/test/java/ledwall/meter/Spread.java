package ledwall.meter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far apart screens are: for each frame, from the screen that began first to show it to the one that began last.
 *
 * @param millis one value a frame that all screens showed
 * @param unmatched frames of the first screen that not all others showed near it
 * @param uncertain frames left out because a look came too late to tell
 */
public record Spread(Quantiles millis, int unmatched, int uncertain) {
    /** The same frame of another turn lies further away. */
    private static final long NEAR_NANOS = 3_000_000_000L;

    /** @param screens each screen's changes */
    public static Spread of(List<List<Change>> screens) {
        List<Map<Integer, TreeMap<Long, Change>>> others = screens.stream().skip(1).map(Spread::byCode).toList();
        var millis = new ArrayList<Double>();
        int unmatched = 0;
        int uncertain = 0;
        // At either end another screen's change may lie outside of what was watched.
        long begin = screens.stream().mapToLong(each -> each.isEmpty() ? Long.MAX_VALUE : each.getFirst().atNanos()).max().orElse(0);
        long end = screens.stream().mapToLong(each -> each.isEmpty() ? Long.MIN_VALUE : each.getLast().atNanos()).min().orElse(0);
        for (Change change : screens.getFirst()) {
            if (change.atNanos() < begin + NEAR_NANOS / 3 || change.atNanos() > end - NEAR_NANOS / 3) {
                continue;
            }
            long least = change.atNanos();
            long most = change.atNanos();
            boolean certain = change.certain();
            boolean all = true;
            for (var other : others) {
                Change near = near(other.get(change.code()), change.atNanos());
                all &= near != null;
                if (near != null) {
                    certain &= near.certain();
                    least = Math.min(least, near.atNanos());
                    most = Math.max(most, near.atNanos());
                }
            }
            if (!all) {
                unmatched++;
            } else if (!certain) {
                uncertain++;
            } else {
                millis.add((most - least) / 1e6);
            }
        }
        return new Spread(Quantiles.of(millis), unmatched, uncertain);
    }

    private static Map<Integer, TreeMap<Long, Change>> byCode(List<Change> changes) {
        var out = new HashMap<Integer, TreeMap<Long, Change>>();
        changes.forEach(change -> out.computeIfAbsent(change.code(), code -> new TreeMap<>()).put(change.atNanos(), change));
        return out;
    }

    private static @Nullable Change near(@Nullable TreeMap<Long, Change> changes, long atNanos) {
        if (changes == null) {
            return null;
        }
        var before = changes.floorEntry(atNanos);
        var after = changes.ceilingEntry(atNanos);
        var nearest = before == null || after != null && after.getKey() - atNanos < atNanos - before.getKey() ? after : before;
        return nearest != null && Math.abs(nearest.getKey() - atNanos) <= NEAR_NANOS ? nearest.getValue() : null;
    }
}
