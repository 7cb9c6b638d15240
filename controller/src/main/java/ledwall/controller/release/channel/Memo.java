package ledwall.controller.release.channel;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an adapter has to remember of a job, such as the ids that a site gave. Never a secret: it is stored as it is. */
public record Memo(Map<String, String> entries) {
    public static final Memo EMPTY = new Memo(Map.of());

    public Memo {
        // Sorted, so that it is stored as the same text each time.
        entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    }

    public @Nullable String get(String name) {
        return entries.get(name);
    }

    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /** A count; 0 where there is none yet. */
    public int count(String name) {
        String value = entries.get(name);
        return value == null ? 0 : Integer.parseInt(value);
    }

    public Memo with(String name, String value) {
        var more = new TreeMap<>(entries);
        more.put(name, value);
        return new Memo(more);
    }

    public Memo without(String name) {
        var less = new TreeMap<>(entries);
        less.remove(name);
        return new Memo(less);
    }
}
