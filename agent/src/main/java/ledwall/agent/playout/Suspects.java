package ledwall.agent.playout;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timeline.Frames;

/**
 * Finds the file that a player cannot play although its hash is right: one such file makes a whole list fail. After a list failed, lists of one cue are
 * played, until one of those fails too; its file then counts as missing for a while. Where nothing but black is left it is tried again before that: what
 * failed may have been the player, and on a black glass another failure is not seen.
 */
final class Suspects {
    /** How long a file counts as unplayable at first, and how long single cues are played while the culprit is unknown. */
    static final long DOUBT_NANOS = 600 * Frames.SECOND;
    /** Each failure more doubles the doubt, up to some five hours: a wall must not stumble over a file that cannot be played all day long. */
    private static final int MOST_DOUBLINGS = 5;
    private static final long FIRST_TRIAL_NANOS = 2 * Frames.SECOND;
    /** A wall whose files can be played again is dark no longer than this. */
    private static final long LONGEST_WAIT_NANOS = 15 * Frames.SECOND;
    /** By then a list of one cue was answered. */
    private static final long TRIAL_NANOS = 3 * Frames.SECOND;
    private static final long NEVER = Long.MIN_VALUE;

    private final Map<MediaHash, Long> unplayableUntil = new TreeMap<>();
    /** How often each failed since it was last shown, or came anew. */
    private final Map<MediaHash, Integer> failures = new TreeMap<>();
    /** Of these, what gets another chance now. */
    private final Set<MediaHash> onTrial = new TreeSet<>();
    private final Stumbles stumbles = new Stumbles();
    private long narrowUntilNanos = NEVER;
    private long blackSinceNanos = NEVER;
    private long trialSinceNanos;
    private long waitNanos = FIRST_TRIAL_NANOS;

    /**
     * A list failed.
     *
     * @param nowNanos on the timeline clock, as all here
     * @return the culprit, where that is known now
     */
    Optional<MediaHash> refused(Reel reel, long nowNanos) {
        var media = reel.stretches().stream().map(Stretch::media).distinct().toList();
        if (media.size() > 1) {
            narrowUntilNanos = nowNanos + DOUBT_NANOS;
            return Optional.empty();
        }
        narrowUntilNanos = NEVER;
        convict(media.getFirst(), nowNanos);
        return Optional.of(media.getFirst());
    }

    private void convict(MediaHash culprit, long nowNanos) {
        int times = failures.merge(culprit, 1, Integer::sum);
        unplayableUntil.put(culprit, nowNanos + (DOUBT_NANOS << Math.min(times - 1, MOST_DOUBLINGS)));
        onTrial.remove(culprit);
    }

    /** The player complained about a file of a list that it plays. */
    void stumbled(Reel reel, long positionNanos) {
        stumbles.stumbled(reel, positionNanos);
    }

    /** A frame is seen; true where that shows that another file cannot be decoded. */
    boolean seen(Reel reel, long positionNanos, long nowNanos) {
        Optional<MediaHash> culprit = stumbles.seen(reel, positionNanos);
        culprit.ifPresent(media -> convict(media, nowNanos));
        return culprit.isPresent();
    }

    /** The player was given up, or ended. */
    void dark(long nowNanos) {
        stumbles.dark().ifPresent(media -> convict(media, nowNanos));
    }

    /** The file is not what it was: whatever was found of it is not so of the one that comes in its place. */
    void forget(MediaHash media) {
        unplayableUntil.remove(media);
        failures.remove(media);
        onTrial.remove(media);
    }

    /** The list is on the glass, so all of it can be played. */
    void shown(Reel reel) {
        reel.stretches().forEach(stretch -> {
            unplayableUntil.remove(stretch.media());
            failures.remove(stretch.media());
        });
        onTrial.clear();
        blackSinceNanos = NEVER;
        waitNanos = FIRST_TRIAL_NANOS;
    }

    /** Nothing but black is due: whether it is time to try what failed once more. */
    boolean tryAgain(long nowNanos) {
        if (unplayableUntil.isEmpty() || trying()) {
            return false;
        }
        if (blackSinceNanos == NEVER) {
            blackSinceNanos = nowNanos;
        }
        // Also where the timeline clock was set back.
        if (Math.abs(nowNanos - blackSinceNanos) < waitNanos) {
            return false;
        }
        onTrial.addAll(unplayableUntil.keySet());
        trialSinceNanos = nowNanos;
        blackSinceNanos = NEVER;
        waitNanos = Math.min(2 * waitNanos, LONGEST_WAIT_NANOS);
        return true;
    }

    /** Whether something is tried again, so that nobody knows yet what can be shown. */
    boolean trying() {
        return !onTrial.isEmpty();
    }

    /** Whether lists should hold one cue only, and no tail. */
    boolean narrow(long nowNanos) {
        return nowNanos < narrowUntilNanos;
    }

    Function<MediaHash, Optional<String>> without(Function<MediaHash, Optional<String>> verified) {
        return hash -> unplayableUntil.containsKey(hash) && !onTrial.contains(hash) ? Optional.empty() : verified.apply(hash);
    }

    /** Forgets what is over; true where that changes what counts as missing. */
    boolean expire(long nowNanos) {
        boolean judged = trying() && Math.abs(nowNanos - trialSinceNanos) >= TRIAL_NANOS;
        if (judged) {
            onTrial.clear();
        }
        return unplayableUntil.values().removeIf(until -> until <= nowNanos) || judged;
    }

    /** What counts as unplayable. */
    Set<MediaHash> unplayable() {
        return Set.copyOf(unplayableUntil.keySet());
    }
}
