package ledwall.agent.playout;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ledwall.agent.player.Player;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timesync.Mapping;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is on the output, and the player that brings it there: opens it, cues lists so that they run on the timeline, steers out drift, notices its death and
 * its silence and starts it again. It does not know what should be shown. On the loop; {@code now} is monotonic.
 */
final class Output {
    private static final Logger LOG = LoggerFactory.getLogger(Output.class);
    /** A player that plays and says nothing, or always the same, for so long hangs. */
    static final long SILENT_NANOS = 3_000_000_000L;
    private static final long OPEN_NANOS = 8_000_000_000L;
    private static final long CUE_NANOS = 3_000_000_000L;

    private final Clock clock;
    private final Player player;
    private final Supplier<Mapping> mapping;
    private final OutputOwner owner;
    private final Steering steering;
    private final Patience patience = new Patience();
    private OutputState state = OutputState.CLOSED;
    private long sinceNanos;
    private long deadlineNanos = Long.MAX_VALUE;
    private @Nullable Ears ears;
    private @Nullable Reel onGlass;
    private @Nullable Reel coming;
    private @Nullable Reel prepared;
    /** What the player that was lost last had on the glass: another one may hold it too. */
    private @Nullable Reel last;
    private long cuePositionNanos;
    private long runAtNanos;
    private final Progress progress = new Progress();
    private boolean black;
    private boolean blackForGood;
    private boolean dark;
    private long losses;
    private long droppedBefore;
    private long dropped;

    Output(Clock clock, Player player, Supplier<Mapping> mapping, OutputOwner owner) {
        this.clock = clock;
        this.player = player;
        this.steering = new Steering(player);
        this.mapping = mapping;
        this.owner = owner;
    }

    void open(long now) {
        enter(OutputState.OPENING, now, now + OPEN_NANOS, "opening the player");
        ears = new Ears();
        player.open(ears);
        if (dark) {
            player.darken();
        }
    }

    /** The player already plays {@code reel}, which was at {@code position} at {@code at}; {@code whole}: another one could open it, too. */
    void adopt(Reel reel, long position, long at, long now, boolean whole) {
        reel.openable(whole).ifPresent(list -> player.adopted(list, position, at));
        onGlass = reel;
        runAtNanos = now;
        progress.seen(position, at);
        steering.clear();
        enter(OutputState.PLAYING, now, now + SILENT_NANOS, "adopted list " + reel.id());
    }

    /** Puts a list on the glass at an instant of the timeline, or where that is too near for the player, as soon as it can. */
    void cue(Reel reel, long fromNanos, long now) {
        prepared = null;
        aim(reel, fromNanos, now);
        player.cue(reel.list(), cuePositionNanos, runAtNanos);
        enter(OutputState.CUEING, now, runAtNanos + CUE_NANOS, "cueing list " + reel.id());
    }

    /** Seeks to where the list should be. */
    void recue(Reel reel, long now) {
        switch (patience.astray(now)) {
            case CUE_AGAIN -> {
                aim(reel, Long.MIN_VALUE, now);
                player.recue(cuePositionNanos, runAtNanos);
                enter(OutputState.CUEING, now, runAtNanos + CUE_NANOS, "cueing list " + reel.id() + " again");
            }
            case START_AGAIN -> fall(now, "the player does not follow the timeline", true);
            case LEAVE -> steering.clear();
        }
    }

    private void aim(Reel reel, long fromNanos, long now) {
        coming = reel;
        black = false;
        steering.begin();
        Mapping map = mapping.get();
        cuePositionNanos = reel.positionAt(Math.max(fromNanos, map.timelineAt(now + leadNanos(reel))));
        runAtNanos = map.monoAt(reel.instantAt(cuePositionNanos));
    }

    /** This list will be cued soon, for this instant of the timeline; {@code null}: none will. */
    void prepare(@Nullable Reel reel, long fromNanos) {
        if (reel != null || prepared != null) {
            prepared = reel;
            player.prepare(reel == null ? null : reel.list(), reel == null ? 0 : reel.positionAt(fromNanos));
        }
    }

    /** @param forGood on purpose: a player that does not obey is ended, and one without an agent stays dark */
    void black(long now, boolean forGood) {
        onGlass = null;
        coming = null;
        black = true;
        blackForGood = forGood;
        if (forGood) {
            player.darken();
        } else {
            player.black();
        }
        enter(OutputState.IDLE, now, Long.MAX_VALUE, forGood ? "it is quiet" : "nothing to show");
    }

    /** Takes the glass dark at once, whatever the player does, and keeps every player that is opened from now on dark until it is cued. */
    void darken(long now) {
        dark = true;
        if (state == OutputState.CLOSED) {
            return;
        }
        player.darken();
        onGlass = null;
        coming = null;
        steering.end();
        if (state.ready()) {
            darkened(now);
        }
    }

    void darkened(long now) {
        black = true;
        blackForGood = true;
        enter(OutputState.IDLE, now, Long.MAX_VALUE, "the wall is stopped");
    }

    void release() {
        dark = false;
    }

    /** Ends the player and starts it again. */
    void restart(long now, String reason) {
        player.drop();
        gone(now, now, reason);
    }

    void close(boolean end) {
        ears = null;
        player.close(end);
        state = OutputState.CLOSED;
        deadlineNanos = Long.MAX_VALUE;
    }

    void step(long now) {
        if (now < deadlineNanos) {
            return;
        }
        switch (state) {
            case CLOSED, IDLE -> deadlineNanos = Long.MAX_VALUE;
            case LOST -> open(now);
            case OPENING -> fall(now, "the player did not come up", true);
            case CUEING -> fall(now, "the player did not answer to a cue", true);
            case PLAYING -> fall(now, "the player is silent, or its picture stands still", true);
        }
    }

    private void fall(long now, String reason, boolean end) {
        losses++;
        long pause = patience.pauseAfter(state.ready() ? now - sinceNanos : 0);
        if (end) {
            player.drop();
        }
        gone(now, now + pause, reason);
    }

    private void gone(long now, long reopenNanos, String reason) {
        ears = null;
        last = onGlass;
        onGlass = null;
        coming = null;
        prepared = null;
        black = false;
        droppedBefore += dropped;
        dropped = 0;
        steering.end();
        enter(OutputState.LOST, now, reopenNanos, reason);
        owner.dark(now, reason);
        step(now);
    }

    private void enter(OutputState next, long now, long deadline, String why) {
        if (next != state) {
            LOG.info("player {} -> {}: {}", state, next, why);
            // A cue in between does not make a player that runs for hours a fresh one.
            sinceNanos = next.ready() && state.ready() ? sinceNanos : now;
        }
        state = next;
        deadlineNanos = deadline;
    }

    /** The lists that the player may hold. */
    List<Reel> held() {
        return Stream.of(onGlass, coming).filter(Objects::nonNull).distinct().toList();
    }

    /** A file of the lists was found damaged; whether one of them holds it. */
    boolean spoil(MediaHash media) {
        boolean held = held().stream().anyMatch(reel -> reel.holds(media));
        onGlass = Reel.spoilt(onGlass, media);
        coming = Reel.spoilt(coming, media);
        last = Reel.spoilt(last, media);
        return held;
    }

    OutputState state() {
        return state;
    }

    /** Whether black was asked for, and stands; {@code forGood}: also without an agent. */
    boolean black(boolean forGood) {
        return black && (blackForGood || !forGood);
    }

    long leadNanos(Reel reel) {
        return player.lead(reel.id()).toNanos();
    }

    long headStartNanos(Reel reel) {
        return player.headStart(reel.id()).toNanos();
    }

    @Nullable Reel last() {
        return last;
    }

    @Nullable Reel onGlass() {
        return onGlass;
    }

    @Nullable Reel coming() {
        return coming;
    }

    private long position(long now) {
        return progress.position(now, state == OutputState.PLAYING);
    }

    PlayStatus status(Programme programme, long now) {
        long at = mapping.get().timelineAt(now);
        long version = programme.inForce(at).map(entry -> entry.timeline().version()).orElse(0L);
        boolean quiet = programme.quiet(at).isPresent();
        PlayState nothing = black ? quiet ? PlayState.QUIET : PlayState.BLACK : losses > 0 ? PlayState.PLAYER_LOST : PlayState.STARTING;
        return PlayStatus.of(onGlass, position(now), dark ? PlayState.STOPPED : nothing, dark, version, steering.worst(now), droppedBefore + dropped);
    }

    long deadline() {
        return deadlineNanos;
    }

    /** What one opened player says; a player that was given up talks to nobody. */
    private final class Ears implements Player.Events {
        private boolean deaf() {
            return ears != this;
        }

        @Override
        public void opened(Player.@Nullable Adopted adopted) {
            if (!deaf() && state == OutputState.OPENING) {
                enter(OutputState.IDLE, clock.nanos(), Long.MAX_VALUE, "the player is up");
                owner.opened(adopted);
            }
        }

        @Override
        public void cued(String listId, long atNanos, long runsAtNanos) {
            Reel reel = coming;
            if (deaf() || reel == null || !reel.id().equals(listId)) {
                return;
            }
            long now = clock.nanos();
            coming = null;
            onGlass = reel;
            last = null;
            progress.seen(cuePositionNanos, Math.max(runsAtNanos, runAtNanos));
            enter(OutputState.PLAYING, now, Math.max(now, runAtNanos) + SILENT_NANOS, "list " + listId + " is on the glass");
            owner.cued(reel, cuePositionNanos, atNanos);
        }

        @Override
        public void position(String listId, long position, long at) {
            Reel reel = onGlass;
            if (deaf() || reel == null || !reel.id().equals(listId)) {
                return;
            }
            long now = clock.nanos();
            if (state == OutputState.CUEING) {
                // It plays on until what comes is there, and may show the next of its own meanwhile.
                if (Math.abs(mapping.get().timelineAt(at) - reel.instantAt(position)) <= DriftControl.RECUE_NANOS) {
                    owner.seen(reel, position, at);
                }
                return;
            }
            if (state != OutputState.PLAYING) {
                return;
            }
            if (progress.moved(position)) {
                deadlineNanos = now + SILENT_NANOS;
            }
            long error = mapping.get().timelineAt(at) - reel.instantAt(position);
            if (Math.abs(error) <= DriftControl.RECUE_NANOS) {
                progress.seen(position, at);
                owner.seen(reel, position, at);
            }
            if (steering.astray(error, now)) {
                owner.astray(reel, now);
            }
        }

        @Override
        public void failed(String listId, String reason) {
            Reel reel = coming != null ? coming : onGlass;
            if (!deaf() && reel != null && reel.id().equals(listId)) {
                stopped("list " + listId + " failed: " + reason);
                owner.refused(reel, reason);
            }
        }

        @Override
        public void refused(String listId, String reason) {
            boolean wasComing = coming != null;
            Reel reel = wasComing ? coming : prepared;
            if (deaf() || reel == null || !reel.id().equals(listId)) {
                return;
            }
            if (wasComing) {
                coming = null;
                long now = clock.nanos();
                enter(onGlass == null ? OutputState.IDLE : OutputState.PLAYING, now, onGlass == null ? Long.MAX_VALUE : now + SILENT_NANOS,
                    "list " + listId + " failed: " + reason);
            }
            prepared = null;
            owner.refused(reel, reason);
        }

        @Override
        public void ended(String listId) {
            Reel reel = onGlass;
            if (!deaf() && coming == null && reel != null && reel.id().equals(listId)) {
                stopped("list " + listId + " came to its end");
            }
        }

        private void stopped(String reason) {
            long now = clock.nanos();
            onGlass = null;
            coming = null;
            black = false;
            enter(OutputState.IDLE, now, Long.MAX_VALUE, reason);
            owner.dark(now, reason);
        }

        @Override
        public void stumbled(String listId) {
            Reel reel = onGlass;
            if (!deaf() && reel != null && reel.id().equals(listId)) {
                owner.stumbled(reel, Output.this.position(clock.nanos()));
            }
        }

        @Override
        public void dropped(long frames) {
            if (!deaf()) {
                dropped = frames;
            }
        }

        @Override
        public void lost(String reason) {
            if (!deaf()) {
                fall(clock.nanos(), reason, false);
            }
        }
    }
}
