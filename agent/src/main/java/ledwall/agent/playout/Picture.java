package ledwall.agent.playout;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timesync.Changeover;
import org.jspecify.annotations.Nullable;

/** What the output shows, and what it was told to show next: a list, black that was asked for, or nothing of ours. On the loop; instants are monotonic. */
final class Picture {
    private final Progress progress = new Progress();
    private @Nullable Reel onGlass;
    private @Nullable Reel coming;
    private @Nullable Reel prepared;
    private @Nullable Reel last;
    /** Where the list that comes, or came last, begins, and when. */
    private long cuePositionNanos;
    private long runAtNanos;
    private @Nullable Changeover over;
    private boolean black;
    private boolean blackForGood;

    /** The player was found playing this. */
    void adopt(Reel reel, long position, long at) {
        onGlass = reel;
        progress.seen(position, at);
    }

    /** This is to come on, from that position on, at that instant; {@code to}: by the clock that is gone over to with it. */
    void aim(Reel reel, long position, long runAt, @Nullable Changeover to) {
        over = to;
        coming = reel;
        cuePositionNanos = position;
        runAtNanos = runAt;
        black = false;
    }

    /** This will come soon; {@code null}: nothing that is known yet. */
    void prepare(@Nullable Reel reel) {
        prepared = reel;
    }

    /** What was to come is on the glass. */
    void came(Reel reel, long runsAt) {
        coming = null;
        onGlass = reel;
        last = null;
        runAtNanos = Math.max(runsAt, runAtNanos);
        progress.seen(cuePositionNanos, runAtNanos);
    }

    /** What was to come, or was prepared, will not. */
    void refuse() {
        coming = null;
        prepared = null;
    }

    /** What was on the glass ended before what comes is there. */
    void ends() {
        onGlass = null;
    }

    /** @param forGood also without an agent */
    void black(boolean forGood) {
        nothing();
        black = true;
        blackForGood = forGood;
    }

    /** The player shows nothing of ours, and was told nothing that will change that. */
    void nothing() {
        onGlass = null;
        coming = null;
        black = false;
    }

    /** The player is gone with all that it had. */
    void lose() {
        last = onGlass;
        prepared = null;
        nothing();
    }

    /** A file of the lists was found damaged; whether one of those that the player may hold has it. */
    boolean spoil(MediaHash media) {
        boolean held = held().stream().anyMatch(reel -> reel.holds(media));
        onGlass = Reel.spoilt(onGlass, media);
        coming = Reel.spoilt(coming, media);
        last = Reel.spoilt(last, media);
        return held;
    }

    /** The lists that the player may hold. */
    List<Reel> held() {
        return Stream.of(onGlass, coming).filter(Objects::nonNull).distinct().toList();
    }

    @Nullable Reel onGlass() {
        return onGlass;
    }

    @Nullable Reel coming() {
        return coming;
    }

    @Nullable Reel prepared() {
        return prepared;
    }

    /** What the player that was lost last had on the glass: another one may hold it too. */
    @Nullable Reel last() {
        return last;
    }

    Progress progress() {
        return progress;
    }

    long cuePositionNanos() {
        return cuePositionNanos;
    }

    /** What is gone over to with the list that comes, or came last; {@code null}: it is by the clock of then. */
    @Nullable Changeover over() {
        return over;
    }

    /** Whether what is to come comes on as that clock is gone over to. */
    boolean comesWith(@Nullable Changeover to) {
        return to != null && coming != null && over != null && over.atNanos() == to.atNanos();
    }

    long runAtNanos() {
        return runAtNanos;
    }

    /** Whether black was asked for, and stands. */
    boolean black() {
        return black;
    }

    /** Whether it stands also without an agent. */
    boolean blackForGood() {
        return black && blackForGood;
    }
}
