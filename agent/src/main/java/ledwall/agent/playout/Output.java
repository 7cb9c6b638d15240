package ledwall.agent.playout;

import java.util.Objects;
import java.util.Set;
import ledwall.agent.player.Player;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timesync.Changeover;
import ledwall.protocol.timesync.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * What is on the output, and the player that brings it there: opens it, cues lists so that they run on the timeline, steers out drift, notices its death and
 * its silence and starts it again. It does not know what should be shown. On the loop; {@code now} is monotonic.
 */
final class Output {
    /** A player that plays and says nothing, or always the same, for so long hangs. */
    static final long SILENT_NANOS = 3_000_000_000L;
    private static final long OPEN_NANOS = 8_000_000_000L;
    private static final long CUE_NANOS = 3_000_000_000L;

    private final GlassClock clock;
    private final Player player;
    private final Steering steering;
    private final Patience patience = new Patience();
    private final PlayerLife life = new PlayerLife();
    private final Picture picture = new Picture();
    private @Nullable OutputOwner owner;
    private @Nullable Ears ears;
    /** Whether every player that is opened is dark until it is cued. */
    private boolean dark;
    private long losses;
    /** By players that were lost. */
    private long droppedBefore;

    Output(GlassClock clock, Player player) {
        this.clock = clock;
        this.player = player;
        this.steering = new Steering(player);
    }

    /** @param told what happens on the glass from now on */
    void open(OutputOwner told, long now) {
        owner = told;
        open(now);
    }

    private void open(long now) {
        life.enter(OutputState.OPENING, now, now + OPEN_NANOS, "opening the player");
        ears = new Ears(clock, life, picture, steering, Objects.requireNonNull(owner), reason -> fall(clock.nanos(), reason, false));
        player.open(ears);
        if (dark) {
            player.darken();
        }
    }

    /** The player already plays {@code reel}, which was at {@code position} at {@code at}; {@code whole}: another one could open it, too. */
    void adopt(Reel reel, long position, long at, long now, boolean whole) {
        reel.openable(whole).ifPresent(list -> player.adopted(list, position, at));
        picture.adopt(reel, position, at);
        steering.clear();
        life.enter(OutputState.PLAYING, now, now + SILENT_NANOS, "adopted list " + reel.id());
    }

    /**
     * Puts a list on the glass at an instant of the timeline, or where that is too near for the player, as soon as it can.
     *
     * @param over to the clock by which it is that instant; {@code null} for that of now
     */
    void cue(Reel reel, long fromNanos, long now, @Nullable Changeover over) {
        picture.prepare(null);
        aim(reel, fromNanos, now, over);
        player.cue(reel.list(), picture.cuePositionNanos(), picture.runAtNanos());
        life.enter(OutputState.CUEING, now, picture.runAtNanos() + CUE_NANOS, "cueing list " + reel.id());
    }

    /** Seeks to where the list should be. */
    void recue(Reel reel, long now) {
        switch (patience.astray(now)) {
            case CUE_AGAIN -> {
                aim(reel, Long.MIN_VALUE, now, null);
                player.recue(picture.cuePositionNanos(), picture.runAtNanos());
                life.enter(OutputState.CUEING, now, picture.runAtNanos() + CUE_NANOS, "cueing list " + reel.id() + " again");
            }
            case START_AGAIN -> fall(now, "the player does not follow the timeline", true);
            case LEAVE -> steering.clear();
        }
    }

    private void aim(Reel reel, long fromNanos, long now, @Nullable Changeover over) {
        steering.begin();
        Mapping map = over == null ? clock.mapping() : over.coming();
        long position = reel.positionAt(Math.max(fromNanos, map.timelineAt(now + leadNanos(reel))));
        picture.aim(reel, position, map.monoAt(reel.instantAt(position)), over);
    }

    /** This list will be cued soon, for this instant of the timeline; {@code null}: none will. */
    void prepare(@Nullable Reel reel, long fromNanos) {
        if (reel != null || picture.prepared() != null) {
            picture.prepare(reel);
            player.prepare(reel == null ? null : reel.list(), reel == null ? 0 : reel.positionAt(fromNanos));
        }
    }

    /** @param forGood on purpose: a player that does not obey is ended, and one without an agent stays dark */
    void black(long now, boolean forGood) {
        picture.black(forGood);
        if (forGood) {
            player.darken();
        } else {
            player.black();
        }
        life.enter(OutputState.IDLE, now, Long.MAX_VALUE, forGood ? "it is quiet" : "nothing to show");
    }

    /** Takes the glass dark at once, whatever the player does, and keeps every player that is opened from now on dark until it is cued. */
    void darken(long now) {
        dark = true;
        if (life.is(OutputState.CLOSED)) {
            return;
        }
        player.darken();
        picture.nothing();
        steering.end();
        if (life.state().ready()) {
            darkened(now);
        }
    }

    void darkened(long now) {
        picture.black(true);
        life.enter(OutputState.IDLE, now, Long.MAX_VALUE, "the wall is stopped");
    }

    void release() {
        dark = false;
    }

    /** Ends the player and starts it again. */
    void restart(long now, String reason) {
        if (!life.is(OutputState.CLOSED)) {
            player.drop();
            gone(now, now, reason);
        }
    }

    void close(boolean end) {
        if (ears != null) {
            ears.deafen();
        }
        player.close(end);
        life.close();
    }

    void step(long now) {
        if (now < life.deadlineNanos()) {
            return;
        }
        switch (life.state()) {
            case CLOSED, IDLE -> life.extend(Long.MAX_VALUE);
            case LOST -> open(now);
            case OPENING -> fall(now, "the player did not come up", true);
            case CUEING -> fall(now, "the player did not answer to a cue", true);
            case PLAYING -> fall(now, "the player is silent, or its picture stands still", true);
        }
    }

    private void fall(long now, String reason, boolean end) {
        losses++;
        long pause = patience.pauseAfter(life.upNanos(now));
        if (end) {
            player.drop();
        }
        gone(now, now + pause, reason);
    }

    private void gone(long now, long reopenNanos, String reason) {
        if (ears != null) {
            ears.deafen();
            droppedBefore += ears.droppedFrames();
            ears = null;
        }
        picture.lose();
        steering.end();
        life.enter(OutputState.LOST, now, reopenNanos, reason);
        Objects.requireNonNull(owner).dark(now, reason);
        step(now);
    }

    Picture picture() {
        return picture;
    }

    OutputState state() {
        return life.state();
    }

    long leadNanos(Reel reel) {
        return player.lead(reel.id()).toNanos();
    }

    long headStartNanos(Reel reel) {
        return player.headStart(reel.id()).toNanos();
    }

    /** Whether what is left of a list that the player may hold shows one of these. */
    boolean holds(Set<ItemId> items, long now) {
        Reel onGlass = picture.onGlass();
        long position = picture.progress().position(now, life.is(OutputState.PLAYING));
        return picture.held().stream().anyMatch(reel -> reel.shows(items, reel.equals(onGlass) ? reel.indexAtPosition(position) : 0));
    }

    PlayStatus status(Programme programme, long now) {
        long at = clock.mapping().timelineAt(now);
        long version = programme.inForce(at).map(entry -> entry.timeline().version()).orElse(0L);
        boolean quiet = programme.quiet(at).isPresent();
        PlayState nothing = picture.black() ? quiet ? PlayState.QUIET : PlayState.BLACK : losses > 0 ? PlayState.PLAYER_LOST : PlayState.STARTING;
        long position = picture.progress().position(now, life.is(OutputState.PLAYING));
        long dropped = droppedBefore + (ears == null ? 0 : ears.droppedFrames());
        return PlayStatus.of(picture.onGlass(), position, dark ? PlayState.STOPPED : nothing, dark, version, steering.worst(now), dropped);
    }

    long deadline() {
        return life.deadlineNanos();
    }
}
