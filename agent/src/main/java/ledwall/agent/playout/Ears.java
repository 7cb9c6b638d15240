package ledwall.agent.playout;

import java.util.function.Consumer;
import ledwall.agent.player.Player;
import ledwall.protocol.timesync.Changeover;
import org.jspecify.annotations.Nullable;

/**
 * What one opened player says: notes in which state it is by that and what is on the glass, steers, and tells the owner. What is late, of a list that is no
 * longer meant, or of a player that was given up, is not heard. On the loop.
 */
final class Ears implements Player.Events {
    private final GlassClock clock;
    private final PlayerLife life;
    private final Picture picture;
    private final Steering steering;
    private final OutputOwner owner;
    private final Consumer<String> lost;
    private long dropped;
    private boolean deaf;

    /** @param lost told why the player is gone */
    Ears(GlassClock clock, PlayerLife life, Picture picture, Steering steering, OutputOwner owner, Consumer<String> lost) {
        this.clock = clock;
        this.life = life;
        this.picture = picture;
        this.steering = steering;
        this.owner = owner;
        this.lost = lost;
    }

    /** The player was given up. */
    void deafen() {
        deaf = true;
    }

    /** The frames that it dropped since it was opened. */
    long droppedFrames() {
        return dropped;
    }

    @Override
    public void opened(Player.@Nullable Adopted adopted) {
        if (!deaf && life.is(OutputState.OPENING)) {
            life.enter(OutputState.IDLE, clock.nanos(), Long.MAX_VALUE, "the player is up");
            owner.opened(adopted);
        }
    }

    @Override
    public void cued(String listId, long atNanos, long runsAtNanos) {
        Reel reel = picture.coming();
        if (deaf || reel == null || !reel.id().equals(listId)) {
            return;
        }
        long now = clock.nanos();
        Changeover over = picture.over();
        picture.came(reel, runsAtNanos);
        if (over != null) {
            clock.seen(over);
        }
        life.enter(OutputState.PLAYING, now, Math.max(now, picture.runAtNanos()) + Output.SILENT_NANOS, "list " + listId + " is on the glass");
        // It runs from its instant on, also where the display moves it in later.
        owner.cued(reel, picture.cuePositionNanos() + Math.max(0, atNanos - picture.runAtNanos()), atNanos);
    }

    @Override
    public void position(String listId, long position, long at) {
        Reel reel = picture.onGlass();
        if (deaf || reel == null || !reel.id().equals(listId) || !(life.is(OutputState.CUEING) || life.is(OutputState.PLAYING))) {
            return;
        }
        long now = clock.nanos();
        long error = clock.mapping().timelineAt(at) - reel.instantAt(position);
        // Where the timeline clock was set, what goes on as before is seen all the same.
        if (Math.abs(error) <= DriftControl.RECUE_NANOS || picture.progress().goesOn(position, at)) {
            picture.progress().seen(position, at);
            owner.seen(reel, position, at);
        }
        if (life.is(OutputState.CUEING)) {
            // It plays on until what comes is there, and may show the next of its own meanwhile.
            return;
        }
        if (picture.progress().moved(position)) {
            life.extend(now + Output.SILENT_NANOS);
        }
        if (steering.astray(error, now)) {
            owner.astray(reel, now);
        }
    }

    @Override
    public void failed(String listId, String reason) {
        Reel reel = picture.coming() != null ? picture.coming() : picture.onGlass();
        if (!deaf && reel != null && reel.id().equals(listId)) {
            stopped("list " + listId + " failed: " + reason);
            owner.refused(reel, reason);
        }
    }

    @Override
    public void refused(String listId, String reason) {
        boolean wasComing = picture.coming() != null;
        Reel reel = wasComing ? picture.coming() : picture.prepared();
        if (deaf || reel == null || !reel.id().equals(listId)) {
            return;
        }
        picture.refuse();
        if (wasComing) {
            long now = clock.nanos();
            boolean nothing = picture.onGlass() == null;
            life.enter(nothing ? OutputState.IDLE : OutputState.PLAYING, now, nothing ? Long.MAX_VALUE : now + Output.SILENT_NANOS,
                "list " + listId + " failed: " + reason);
        }
        owner.refused(reel, reason);
    }

    @Override
    public void ended(String listId) {
        Reel reel = picture.onGlass();
        if (deaf || reel == null || !reel.id().equals(listId)) {
            return;
        }
        if (picture.coming() == null) {
            stopped("list " + listId + " came to its end");
        } else {
            picture.ends();
            owner.gap(clock.nanos());
        }
    }

    private void stopped(String reason) {
        long now = clock.nanos();
        picture.nothing();
        life.enter(OutputState.IDLE, now, Long.MAX_VALUE, reason);
        owner.dark(now, reason);
    }

    @Override
    public void stumbled(String listId) {
        Reel reel = picture.onGlass();
        if (!deaf && reel != null && reel.id().equals(listId)) {
            owner.stumbled(reel, picture.progress().position(clock.nanos(), life.is(OutputState.PLAYING)));
        }
    }

    @Override
    public void dropped(long frames) {
        if (!deaf) {
            dropped = frames;
        }
    }

    @Override
    public void lost(String reason) {
        if (!deaf) {
            lost.accept(reason);
        }
    }
}
