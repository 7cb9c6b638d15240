package ledwall.agent.player;

import java.util.List;

/**
 * A finite, unrolled list of verified files. Position 0 is the first frame of the first entry.
 *
 * @param id names the list across restarts of the agent: a player that is adopted says which list it plays
 */
public record PlayList(String id, List<Entry> entries) {
    /** More entries than this make loading slow: 2,000 load in under 100 ms. */
    public static final int MAX_ENTRIES = 2_000;
    /** More distinct files than this cost file handles and memory: one handle each. */
    public static final int MAX_FILES = 200;

    /** {@code frames} frames of the file at {@code path} (absolute), from its first frame on. */
    public record Entry(String path, int frames, int frameRate) {}

    public PlayList {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("a list has 1 to " + MAX_ENTRIES + " entries, not " + entries.size());
        }
    }
}
