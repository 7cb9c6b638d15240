package ledwall.agent.playout;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timeline.Frames;

/**
 * Finds the file that a player cannot play although its hash is right: one such file makes a whole list fail. After a list failed, lists of one cue are
 * played, until one of those fails too; its file then counts as missing for a while.
 */
final class Suspects {
    /** How long a file counts as unplayable, and how long single cues are played while the culprit is unknown. */
    static final long DOUBT_NANOS = 600 * Frames.SECOND;

    private final Map<MediaHash, Long> unplayableUntil = new TreeMap<>();
    private long narrowUntilNanos = Long.MIN_VALUE;

    /** @param nowNanos on the timeline clock, as all here */
    void refused(Reel reel, long nowNanos) {
        var media = reel.stretches().stream().map(Stretch::media).distinct().toList();
        if (media.size() == 1) {
            unplayableUntil.put(media.getFirst(), nowNanos + DOUBT_NANOS);
            narrowUntilNanos = Long.MIN_VALUE;
        } else {
            narrowUntilNanos = nowNanos + DOUBT_NANOS;
        }
    }

    /** Whether lists should hold one cue only, and no tail. */
    boolean narrow(long nowNanos) {
        return nowNanos < narrowUntilNanos;
    }

    Function<MediaHash, Optional<String>> without(Function<MediaHash, Optional<String>> verified) {
        return hash -> unplayableUntil.containsKey(hash) ? Optional.empty() : verified.apply(hash);
    }

    /** Forgets what is over; true where a file gets another chance by it. */
    boolean expire(long nowNanos) {
        return unplayableUntil.values().removeIf(until -> until <= nowNanos);
    }

    boolean any() {
        return !unplayableUntil.isEmpty();
    }

    @Override
    public String toString() {
        return unplayableUntil.keySet().toString();
    }
}
