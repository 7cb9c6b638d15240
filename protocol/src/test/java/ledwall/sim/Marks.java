package ledwall.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Coverage marks: what really happened in a run. A simulation whose faults never strike proves nothing, so tests assert that the fixed seeds hit every mark.
 */
public final class Marks {
    private final Map<String, Long> hits = new TreeMap<>();

    public void hit(String name) {
        hits.merge(name, 1L, Long::sum);
    }

    public long count(String name) {
        return hits.getOrDefault(name, 0L);
    }

    /** Everything that was hit, in order of names. */
    public Set<String> names() {
        return Collections.unmodifiableSet(hits.keySet());
    }

    /** Adds what another run hit. */
    public void addAll(Marks other) {
        other.hits.forEach((name, count) -> hits.merge(name, count, Long::sum));
    }

    /** Fails, naming all that are missing at once. */
    public void assertHit(String... names) {
        var missing = new ArrayList<String>();
        for (var name : names) {
            if (count(name) == 0) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw new AssertionError("never happened: " + missing + "; what did: " + hits);
        }
    }

    @Override
    public String toString() {
        return hits.toString();
    }
}
