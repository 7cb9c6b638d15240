package ledwall.agent.playout;

import org.jspecify.annotations.Nullable;

/** Where a running list ceases to show what is due. Pure. */
final class Divergence {
    private Divergence() {}

    /** The first instant at or after {@code fromNanos} at which the list disagrees with the ladder; at the latest where its plan ends. */
    static long first(Reel reel, Ladder ladder, long fromNanos) {
        long frameNanos = 1_000_000_000L / reel.frameRate();
        long at = fromNanos;
        while (at < reel.untilNanos()) {
            Scene scene = ladder.at(at);
            // Cues keep to their own block's frames, so a stretch may begin up to half a frame beside its scene.
            int index = reel.indexAt(at);
            if (!agrees(reel, scene, reel.stretches().get(index))) {
                index = reel.indexAt(at + frameNanos);
                // What lasts less than a frame has no place in a list.
                if (scene.untilNanos() - at >= frameNanos && !agrees(reel, scene, reel.stretches().get(index))) {
                    return at;
                }
            }
            at = Math.min(scene.untilNanos(), Math.max(at + 1, end(reel, index)));
        }
        return Math.max(fromNanos, reel.untilNanos());
    }

    /**
     * When another list is to follow, if not at once. One that ends where it is to be dark is not renewed: it would be the same again, and again. One that runs on
     * into a quiet window that an edit has brought is, at the next begin of something else: from then on the wall goes dark also if its agent dies. So is one that
     * runs on into what was withdrawn.
     */
    static long change(Reel reel, Ladder ladder, long fromNanos, long atNanos) {
        long parts = first(reel, ladder, fromNanos);
        if (parts < reel.untilNanos() && (ladder.at(parts).rung() == Rung.QUIET || withdrawn(reel, ladder, parts))) {
            int next = reel.indexAt(atNanos) + 1;
            return next < reel.stretches().size() ? Math.min(parts, Math.max(atNanos, reel.stretches().get(next).atNanos())) : parts;
        }
        return Math.min(parts, Math.max(atNanos, ladder.at(reel.untilNanos()).black() ? reel.untilNanos() : reel.renewAtNanos()));
    }

    private static boolean withdrawn(Reel reel, Ladder ladder, long atNanos) {
        Due due = reel.at(atNanos + 1_000_000_000L / reel.frameRate()).due();
        return due != null && ladder.withdrawn(due.item());
    }

    private static boolean agrees(Reel reel, Scene scene, Stretch stretch) {
        return scene.clip() != null && scene.clip().media().equals(stretch.media()) && !reel.spoilt().contains(stretch.media())
                && scene.rung() == stretch.rung() && scene.frameRate() == reel.frameRate()
                && same(scene.told(), stretch.due());
    }

    private static boolean same(@Nullable Due one, @Nullable Due other) {
        return one == null ? other == null : other != null && one.sameTurn(other);
    }

    private static long end(Reel reel, int index) {
        return index + 1 < reel.stretches().size() ? reel.stretches().get(index + 1).atNanos() : reel.untilNanos();
    }
}
