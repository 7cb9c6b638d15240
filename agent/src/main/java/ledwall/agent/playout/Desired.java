package ledwall.agent.playout;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timesync.Changeover;
import ledwall.protocol.timesync.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * What should be on the glass, and when what is on it, or on its way there, ceases to be that. It looks anew once something has changed, and has what was made
 * ahead dropped where that is no longer right. On the loop; {@code at} is on the timeline clock.
 */
final class Desired {
    /** A list that comes on so soon is compared from its own instant on: until then its predecessor is right. */
    private static final long EARLY_NANOS = 1_500_000_000L;

    private final Supplier<Programme> programme;
    private final Function<MediaHash, Optional<String>> verified;
    private final LongPredicate mayShow;
    private final Suspects suspects;
    private final Output output;
    private final Ahead ahead;
    private Ladder ladder;
    /** What the wall is stopped to; {@code null} where it is not. */
    private @Nullable StopPicture stop;
    private long changeAtNanos;
    private boolean stale = true;

    Desired(Supplier<Programme> programme, Function<MediaHash, Optional<String>> verified, LongPredicate mayShow, Suspects suspects, Output output,
            Ahead ahead) {
        this.programme = programme;
        this.verified = verified;
        this.mayShow = mayShow;
        this.suspects = suspects;
        this.output = output;
        this.ahead = ahead;
        this.ladder = new Ladder(Programme.EMPTY, verified, null);
    }

    /** Something that it follows from is another than when it was looked at last. */
    void changed() {
        stale = true;
    }

    /** Nothing that was made ahead will do, and what is on the glass may not. */
    void overturned() {
        ahead.drop();
        stale = true;
    }

    /** {@code null}: the programme may be seen. */
    void stop(@Nullable StopPicture picture) {
        stop = picture;
        overturned();
    }

    boolean stopped() {
        return stop != null;
    }

    /** What should be on the glass now, after another look where there is reason for one. */
    Scene now(long at) {
        if (suspects.expire(at) || stale) {
            compare(at);
        }
        Scene scene = ladder.at(at);
        if (stop == null && scene.rung() == Rung.BLACK && suspects.tryAgain(at)) {
            compare(at);
            scene = ladder.at(at);
        }
        return scene;
    }

    /** Looks anew until when what is on the glass, or on its way there, is right. */
    void compare(long at) {
        stale = false;
        ladder = new Ladder(programme.get(), suspects.without(verified), stop);
        Picture picture = output.picture();
        Reel reel = picture.coming() != null ? picture.coming() : picture.onGlass();
        if (reel != null) {
            long from = reel.fromNanos() - at < EARLY_NANOS ? Math.max(at, reel.fromNanos()) : at;
            changeAtNanos = Divergence.change(reel, ladder, from, at);
        } else {
            Scene scene = ladder.at(at);
            changeAtNanos = stands(scene) ? scene.untilNanos() : at;
        }
        ahead.dropUnlessRight(ladder, at, changeAtNanos);
    }

    /** When what is on the glass, or on its way there, ceases to be right. */
    long changeAtNanos() {
        return changeAtNanos;
    }

    /** Makes what comes at the change; {@code now} is this machine's instant {@code at}. */
    void make(long at, long now) {
        ahead.make(ladder, suspects, Math.max(at, changeAtNanos), now, 0);
    }

    /** Makes what is due as another clock is gone over to. */
    void make(Changeover over, long now) {
        ahead.make(ladder, suspects, over.atNanos(), now, over.atNanos());
    }

    /** Whether another picture comes on with this clock, and nothing else before it; {@code map} is that of now. */
    boolean changesWith(Changeover over, Mapping map) {
        Scene scene = ladder.at(over.atNanos());
        boolean staysDark = output.picture().held().isEmpty() && stands(scene);
        return !staysDark && changeAtNanos >= map.timelineAt(over.monoNanos());
    }

    /** Whether it is dark as it should be. */
    private boolean stands(Scene scene) {
        Picture picture = output.picture();
        return scene.black() && (scene.rung() == Rung.QUIET ? picture.blackForGood() : picture.black());
    }

    /** What should be on the glass at an instant, as it was when it was looked at last. */
    Scene at(long at) {
        return ladder.at(at);
    }

    boolean quiet(long at) {
        return ladder.at(at).rung() == Rung.QUIET;
    }

    /** Whether it is known, as of this monotonic instant, that nobody has stopped the wall meanwhile. */
    boolean mayShow(long now) {
        return mayShow.test(now);
    }

    /** Whether all files of a list are here. */
    boolean whole(Reel reel) {
        return reel.stretches().stream().allMatch(each -> verified.apply(each.media()).isPresent());
    }

    /** What is planned, whether or not the wall is stopped. */
    Programme planned() {
        return programme.get();
    }

    /** Of that, what may be seen. */
    Programme programme() {
        return stop == null ? programme.get() : Programme.EMPTY;
    }
}
