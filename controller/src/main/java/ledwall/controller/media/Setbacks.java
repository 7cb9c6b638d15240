package ledwall.controller.media;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import ledwall.protocol.id.MediaHash;

/**
 * What went wrong with rendering: masters of which nothing can be made, single renditions that cannot, and masters that rest because what stopped them may
 * pass. Changed on the loop; questions from any thread, but for those of tries.
 */
final class Setbacks {
    private final Map<MediaHash, String> broken = new ConcurrentHashMap<>();
    private final Map<RenditionKey, String> failed = new ConcurrentHashMap<>();
    private final Map<MediaHash, Rest> rests = new ConcurrentHashMap<>();
    private final Map<RenditionKey, Integer> tries = new HashMap<>();

    /**
     * A master that waits for its next try, or is just having it.
     *
     * @param times how often in a row it was sent to rest
     * @param unreadable the disk did not give it back, or did not take what came of it
     */
    private record Rest(int times, boolean over, boolean unreadable, String words) {}

    Optional<String> broken(MediaHash master) {
        return Optional.ofNullable(broken.get(master));
    }

    void breaks(MediaHash master, String words) {
        broken.put(master, words);
    }

    /** Why this one is never made, if so. */
    Optional<String> failure(RenditionKey key) {
        return Optional.ofNullable(failed.get(key)).or(() -> broken(key.master()));
    }

    void fails(RenditionKey key, String words) {
        failed.put(key, words);
        tries.remove(key);
    }

    /** Why nothing is made of this master for now, if so. */
    Optional<String> delay(MediaHash master) {
        return Optional.ofNullable(rests.get(master)).map(Rest::words);
    }

    boolean resting(MediaHash master) {
        var rest = rests.get(master);
        return rest != null && !rest.over();
    }

    /** Sends a master to rest; says how often in a row that happened. */
    int rest(MediaHash master, boolean unreadable, String words) {
        var before = rests.get(master);
        var rest = new Rest(before == null ? 1 : before.times() + 1, false, unreadable, words);
        rests.put(master, rest);
        return rest.times();
    }

    void rested(MediaHash master) {
        rests.computeIfPresent(master, (same, rest) -> new Rest(rest.times(), true, rest.unreadable(), rest.words()));
    }

    /** Ends the rest of a master that could not be read: the disk may be well again, and somebody waits for it now. */
    void wakeUnreadable(MediaHash master) {
        Rest rest = rests.get(master);
        if (rest != null && rest.unreadable()) {
            rested(master);
        }
    }

    /** Counts a try that went wrong; says how many there were. */
    int tried(RenditionKey key) {
        return tries.merge(key, 1, Integer::sum);
    }

    void suspect(RenditionKey key) {
        tries.putIfAbsent(key, 0);
    }

    /** Whether it shall be rendered alone, so that what went wrong is known to be its own fault. */
    boolean suspected(RenditionKey key) {
        return tries.containsKey(key);
    }

    void well(MediaHash master, Iterable<RenditionKey> keys) {
        rests.remove(master);
        keys.forEach(tries::remove);
    }

    /** Everything of this master is forgotten; whether there was anything that kept renditions from being made. */
    boolean forget(MediaHash master) {
        tries.keySet().removeIf(key -> key.master().equals(master));
        boolean one = failed.keySet().removeIf(key -> key.master().equals(master));
        boolean all = broken.remove(master) != null;
        boolean rest = rests.remove(master) != null;
        return one || all || rest;
    }
}
