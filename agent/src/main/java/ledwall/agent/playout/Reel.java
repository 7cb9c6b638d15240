package ledwall.agent.playout;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ledwall.agent.player.PlayList;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timeline.Frames;
import org.jspecify.annotations.Nullable;

/**
 * A list as it is handed to the player, and what each stretch of it shows when. Positions are nanoseconds from the list's first frame; instants are on the
 * timeline clock. The two are tied stretch by stretch, so that a window's edge between two frames does not shift all that follows.
 *
 * @param fromNanos the instant for which the list was made; its first frame may belong to an earlier one
 * @param stretches without gaps from frame 0 on; what follows {@code plannedFrames} is the tail
 * @param untilNanos the instant at which the plan in this list ends and its tail begins
 * @param spoilt files of it that were found damaged: the player holds them open as they were, also when they are whole again under the same name
 */
record Reel(String id, int frameRate, long fromNanos, List<Stretch> stretches, List<PlayList.Entry> entries, long plannedFrames, long untilNanos,
            Set<MediaHash> spoilt) {
    private static final long DECODED_AHEAD_NANOS = 500_000_000L;

    Reel {
        stretches = List.copyOf(stretches);
        entries = List.copyOf(entries);
        spoilt = Set.copyOf(spoilt);
        if (stretches.isEmpty()) {
            throw new IllegalArgumentException("list " + id + " shows nothing");
        }
    }

    /** The files that a player at this position may be decoding: it is a little ahead of what is seen. */
    List<MediaHash> decodedAt(long positionNanos) {
        return Stream.of(atPosition(positionNanos), atPosition(positionNanos + DECODED_AHEAD_NANOS)).map(Stretch::media).distinct().toList();
    }

    boolean holds(MediaHash media) {
        return stretches.stream().anyMatch(stretch -> stretch.media().equals(media));
    }

    /** Whether one of these is shown in a stretch or after it. */
    boolean shows(Set<ItemId> items, int from) {
        return stretches.subList(from, stretches.size()).stream().map(Stretch::showing).anyMatch(due -> due != null && items.contains(due.item()));
    }

    Reel spoil(MediaHash media) {
        var all = new HashSet<>(spoilt);
        all.add(media);
        return new Reel(id, frameRate, fromNanos, stretches, entries, plannedFrames, untilNanos, all);
    }

    static @Nullable Reel spoilt(@Nullable Reel reel, MediaHash media) {
        return reel != null && reel.holds(media) ? reel.spoil(media) : reel;
    }

    /** The list, where its entries are known and its files are all there. */
    Optional<PlayList> openable(boolean whole) {
        return whole && !entries.isEmpty() ? Optional.of(list()) : Optional.empty();
    }

    PlayList list() {
        return new PlayList(id, entries);
    }

    /** The instant of the timeline to which a position belongs. */
    long instantAt(long positionNanos) {
        Stretch stretch = atPosition(positionNanos);
        return stretch.atNanos() + positionNanos - Frames.toNanos(stretch.firstFrame(), frameRate);
    }

    /** The position of the first whole frame due at or after an instant; within the list's bounds. */
    long positionAt(long instantNanos) {
        int index = indexAt(instantNanos);
        Stretch stretch = stretches.get(index);
        long frame = Frames.covering(Math.max(0, instantNanos - stretch.atNanos()), frameRate);
        boolean last = index == stretches.size() - 1;
        return Frames.toNanos(stretch.firstFrame() + Math.min(frame, last ? stretch.frames() - 1 : stretch.frames()), frameRate);
    }

    /** The stretch on show at an instant: the first one before, the last one after the list. */
    Stretch at(long instantNanos) {
        return stretches.get(indexAt(instantNanos));
    }

    int indexAt(long instantNanos) {
        int low = 0;
        int high = stretches.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (stretches.get(middle).atNanos() <= instantNanos) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    Stretch atPosition(long positionNanos) {
        return stretches.get(indexAtPosition(positionNanos));
    }

    int indexAtPosition(long positionNanos) {
        long frame = Frames.at(Math.max(0, positionNanos), frameRate);
        int low = 0;
        int high = stretches.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (stretches.get(middle).firstFrame() <= frame) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The position of a stretch's first frame. */
    long position(Stretch stretch) {
        return Frames.toNanos(stretch.firstFrame(), frameRate);
    }

    /** When the list is to be renewed: with half of it gone, at the next begin of something else; in the midst of the slate it cannot be seen. */
    long renewAtNanos() {
        long half = fromNanos + (untilNanos - fromNanos) / 2;
        if (at(half).rung() == Rung.SLATE) {
            return half;
        }
        int next = indexAt(half) + 1;
        return next < stretches.size() ? Math.min(stretches.get(next).atNanos(), untilNanos) : untilNanos;
    }
}
