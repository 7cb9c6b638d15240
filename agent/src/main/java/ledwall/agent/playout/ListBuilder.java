package ledwall.agent.playout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ledwall.agent.player.PlayList;
import ledwall.protocol.timeline.Frames;
import org.jspecify.annotations.Nullable;

/**
 * Unrolls the programme into a finite list. The list begins with the first frame of the cue that is due, also where that lies before the instant asked for: the
 * position says where to begin. It ends where the horizon or a bound ends it, or before a cue whose front is cut off, which only a fresh cue of the player can
 * show; the slate follows as its tail, but not into a quiet window: a list that nobody is left to end must not light a wall that is to be dark.
 */
final class ListBuilder {
    static final long HORIZON_NANOS = 7_200 * Frames.SECOND;
    /** Long enough for an agent to come back after a crash and renew the list. */
    static final long TAIL_NANOS = 60 * Frames.SECOND;
    private static final int MAX_TAIL = PlayList.MAX_ENTRIES / 2;

    private final String id;
    private final Ladder ladder;
    private final Scene.@Nullable Clip slate;
    private final List<Stretch> stretches = new ArrayList<>();
    private final List<PlayList.Entry> entries = new ArrayList<>();
    private final Set<String> files = new HashSet<>();
    private final int room;
    private final int frameRate;
    private final long fromNanos;
    private final long horizonNanos;
    private long frames;
    private long atNanos;

    private ListBuilder(String id, Ladder ladder, long fromNanos, long spanNanos, boolean tail) {
        this.id = id;
        this.ladder = ladder;
        this.frameRate = ladder.at(fromNanos).frameRate();
        this.slate = tail ? ladder.slate(fromNanos + spanNanos) : null;
        this.room = PlayList.MAX_ENTRIES - tailEntries(slate);
        this.fromNanos = fromNanos;
        this.atNanos = fromNanos;
        this.horizonNanos = fromNanos + spanNanos;
    }

    /** The list to play from {@code fromNanos} on, about {@code spanNanos} long; {@code null} where black is due, or what is due ends within half a frame and no list can go on. */
    static @Nullable Reel build(String id, Ladder ladder, long fromNanos, long spanNanos, boolean tail) {
        return new ListBuilder(id, ladder, fromNanos, spanNanos, tail).build();
    }

    private @Nullable Reel build() {
        // What lasts less than half a frame has no place in a list: what follows it takes the list's front.
        while (stretches.isEmpty() || atNanos < horizonNanos) {
            Scene scene = ladder.at(atNanos);
            if (scene.clip() == null || scene.frameRate() != frameRate || !add(scene, scene.clip())) {
                break;
            }
        }
        if (stretches.isEmpty()) {
            return null;
        }
        long planned = frames;
        long tail = slate == null ? 0 : tailFrames(slate);
        if (slate != null && tail > 0) {
            put(new Stretch(frames, tail, atNanos, Rung.SLATE, slate.media(), null), slate);
        }
        return new Reel(id, frameRate, fromNanos, stretches, entries, planned, atNanos, Set.of());
    }

    /** Adds what is due at {@code atNanos} and moves on to its end; false where the list must end here, or within what was added. */
    private boolean add(Scene scene, Scene.Clip clip) {
        if (!files.contains(clip.path()) && files.size() >= PlayList.MAX_FILES - 1) {
            return false;
        }
        long zero = scene.sinceNanos();
        long skip = nearest(atNanos - zero);
        if (!stretches.isEmpty() && skip % clip.frames() != 0) {
            return false;
        }
        // Whole repetitions that are over are left out, or a still that stands for a day would fill the list.
        long first = skip / clip.frames() * clip.frames();
        // The slate for one turn at least, however near the horizon is.
        long turnNanos = Frames.toNanos(clip.frames(), frameRate);
        long until = scene.shown() == null ? Math.min(scene.untilNanos(), Math.max(horizonNanos, atNanos + turnNanos)) : scene.untilNanos();
        long count = nearest(until - zero) - first;
        if (count <= 0) {
            atNanos = scene.untilNanos();
            return true;
        }
        long start = zero + Frames.toNanos(first, frameRate);
        long most = (long) (room - entries.size()) * clip.frames();
        if (count > clip.frames()) {
            // A repeated file may be left at the end of any of its turns, and is at the horizon.
            long turns = Frames.covering(Math.max(1, horizonNanos - start), frameRate) / clip.frames() + 1;
            most = Math.min(most, turns * clip.frames());
        }
        if (most <= skip - first) {
            return false;
        }
        put(new Stretch(frames, Math.min(count, most), start, scene.rung(), clip.media(), scene.told()), clip);
        atNanos = count > most ? start + Frames.toNanos(most, frameRate) : until;
        return count <= most;
    }

    private void put(Stretch stretch, Scene.Clip clip) {
        stretches.add(stretch);
        files.add(clip.path());
        for (long left = stretch.frames(); left > 0; left -= clip.frames()) {
            entries.add(new PlayList.Entry(clip.path(), (int) Math.min(left, clip.frames()), frameRate));
        }
        frames += stretch.frames();
    }

    private long nearest(long nanos) {
        return nanos <= 0 ? 0 : Frames.at(nanos + Frames.SECOND / frameRate / 2, frameRate);
    }

    private long tailFrames(Scene.Clip slate) {
        long whole = (long) tailEntries(slate) * slate.frames();
        long at = atNanos;
        long end = atNanos + Frames.toNanos(whole, frameRate);
        while (at < end && !ladder.at(at).black()) {
            at = ladder.nextQuiet(at);
        }
        return at >= end ? whole : nearest(at - atNanos);
    }

    private int tailEntries(Scene.@Nullable Clip slate) {
        return slate == null ? 0 : (int) Math.min(MAX_TAIL, (Frames.covering(TAIL_NANOS, frameRate) - 1) / slate.frames() + 1);
    }
}
