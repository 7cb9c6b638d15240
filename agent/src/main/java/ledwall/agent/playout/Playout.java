package ledwall.agent.playout;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import ledwall.agent.asrun.AsRunLog;
import ledwall.agent.health.Problems;
import ledwall.agent.player.Player;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timesync.Changeover;
import ledwall.protocol.timesync.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * Keeps on the glass what is due. Compares the list that the player holds with the programme, makes the next list ahead of the instant at which they part,
 * writes it down together with the as-run intent, and cues it at that instant. Everything on the loop; {@code now} is monotonic, {@code at} and {@code from}
 * are on the timeline clock.
 */
public final class Playout {
    /** A list is made this long before it is cued, and a player stands ready with it. */
    private static final long PREPARE_NANOS = 10_000_000_000L;
    private static final long TICK_NANOS = 1_000_000_000L;
    private static final long LEAST_WAIT_NANOS = 1_000_000L;
    private static final String STEP = "playout step";

    private final GlassClock clock;
    private final KnownLists lists;
    private final AsRunLog asRun;
    private final Output output;
    private final Witness witness;
    private final Trouble trouble;
    private final Suspects suspects = new Suspects();
    private final Ahead ahead;
    private final Desired desired;
    private final GlassEvents glass;
    private final Absence absence = new Absence(TICK_NANOS);
    private long timelineAheadNanos;
    private boolean closed;
    private final Wakeup wakeup;

    /**
     * @param mapping the timeline clock as it is known now
     * @param changeover the step to another one that is known ahead
     * @param programme what may go on the glass
     * @param verified the absolute path of a file that is here and whole
     * @param mayShow whether it is known, as of this monotonic instant, that nobody has stopped the wall meanwhile
     */
    public Playout(Clock clock, Loop loop, Work work, Disk disk, Supplier<Mapping> mapping, Supplier<Optional<Changeover>> changeover,
                   Supplier<Programme> programme, Function<MediaHash, Optional<String>> verified, AsRunLog asRun, Problems problems, Player player, LongPredicate mayShow) {
        this.clock = new GlassClock(clock, mapping, changeover);
        this.asRun = asRun;
        this.output = new Output(this.clock, player);
        this.witness = new Witness(asRun);
        this.trouble = new Trouble(problems);
        this.lists = new KnownLists(clock, loop, work, new ReelFile(disk), asRun.screen(), trouble);
        this.wakeup = new Wakeup(loop, STEP, this::step);
        this.ahead = new Ahead(lists, asRun, witness, output, this::step);
        this.desired = new Desired(programme, verified, mayShow, suspects, output, ahead);
        this.glass = new GlassEvents(this.clock, output, desired, lists, witness, suspects, trouble, () -> loop.post(STEP, this::step));
    }

    /** Reads which list the last run left to the player, then adopts the player or starts one. Called once. */
    public void start() {
        asRun.onPending(this::step);
        lists.read(this::begin);
    }

    private void begin() {
        if (!closed) {
            absence.begin(clock.nanos());
            output.open(glass, clock.nanos());
            step();
        }
    }

    /**
     * Takes the glass dark in this very turn, before anything is compared, written or waited for; the slate, where the stop says so, follows on the black. Also
     * called before {@link #start}: then no player ever shows anything else first.
     */
    public void stop(StopPicture picture) {
        desired.stop(picture);
        if (!closed) {
            long now = clock.nanos();
            output.darken(now);
            glass.blackened();
            if (output.state() != OutputState.CLOSED) {
                Mapping map = clock.mapping();
                witness.stop(map.timelineAt(now), map.boundNanos());
                step();
            }
        }
    }

    /** The programme may be seen again. */
    public void resume() {
        desired.stop(null);
        output.release();
        if (output.state() != OutputState.CLOSED) {
            step();
        }
    }

    /** The programme is another one, or a timeline's switch was decided. */
    public void programmeChanged() {
        mediaChanged();
    }

    /** A file ceased to be verified. A list that holds it open ceases to be right at its next turn, also when it is fetched again before. */
    public void mediaLost(MediaHash media) {
        suspects.forget(media);
        if (output.picture().spoil(media)) {
            lists.write(output.picture().held(), this::step);
        }
        ahead.lost(media);
        mediaChanged();
    }

    /** Told of files that the player stumbles over. */
    public void onStumble(Consumer<MediaHash> listener) {
        glass.onStumble(listener);
    }

    /** A file became verified or ceased to be. */
    public void mediaChanged() {
        desired.changed();
        step();
    }

    /** Decides and acts; called whenever something happened, and at the deadlines. */
    private void step() {
        if (closed) {
            return;
        }
        long now = clock.nanos();
        if (absence.hearsOut(now)) {
            wakeup.in(absence.untilNanos() - now);
            return;
        }
        output.step(now);
        Mapping map = clock.mapping();
        long at = map.timelineAt(now);
        Changeover over = clock.coming();
        if (Math.abs(at - now - timelineAheadNanos) > DriftControl.RECUE_NANOS) {
            ahead.clockSet(at);
            desired.changed();
        }
        timelineAheadNanos = at - now;
        Changeover going = output.picture().comesWith(over) ? over : null;
        Scene scene = going != null ? desired.at(at) : desired.now(at);
        if (!desired.stopped()) {
            witness.plan(scene.due(), at, map.boundNanos());
        }
        if (!suspects.trying()) {
            trouble.look(scene, suspects, output.state(), desired.programme());
        }
        trouble.unrecorded(ahead.unrecorded());
        if (going != null) {
            // What comes on then is cued for its instant: until then nothing else is decided.
            wakeup.in(Math.max(LEAST_WAIT_NANOS, Math.min(going.monoNanos(), Math.min(now + TICK_NANOS, output.deadline())) - now));
            return;
        }
        Changeover with = over != null && over.monoNanos() - now <= PREPARE_NANOS && desired.changesWith(over, map) ? over : null;
        decide(now, map, with);
        arm(now, map, scene, over, with);
    }

    /** Makes, writes down and cues what comes next; {@code with}: it comes on as that clock is gone over to. */
    private void decide(long now, Mapping map, @Nullable Changeover with) {
        long at = map.timelineAt(now);
        long itsAt = with == null ? at : with.coming().timelineAt(now);
        ahead.dropUnlessBy(with);
        // Also while a lost player is started again: by the time it is up, what it is to show is on the disk.
        boolean up = output.state().ready() || (glass.opened() && output.state() == OutputState.OPENING);
        if (ahead.next() == null && up && with != null) {
            desired.make(with, now);
        } else if (ahead.next() == null && up && at >= desired.changeAtNanos() - PREPARE_NANOS) {
            desired.make(at, now);
        }
        if (ahead.next() != null && itsAt >= ahead.next().fromNanos() - Ahead.COMMIT_NANOS) {
            ahead.commit(at, itsAt, now, map.boundNanos());
        }
        if (output.state().ready() && ahead.ready(now) && itsAt >= ahead.cueAtNanos() && desired.mayShow(now)) {
            show(now, with);
        }
    }

    private void show(long now, @Nullable Changeover with) {
        Next next = ahead.take();
        Reel reel = next == null ? null : next.reel();
        Mapping map = clock.mapping();
        if (next == null || reel == null) {
            output.black(now, desired.quiet(map.timelineAt(now)));
            glass.blackened();
            witness.glass(null, map.timelineAt(now), map.boundNanos());
        } else {
            output.cue(reel, next.fromNanos(), now, with);
        }
        if (with == null) {
            desired.compare(map.timelineAt(now));
        } else {
            // It is right by a clock that is not gone over to yet: it is compared once that is done, or taken back.
            desired.changed();
        }
    }

    private void arm(long now, Mapping map, Scene scene, @Nullable Changeover over, @Nullable Changeover with) {
        long wake = Math.min(now + TICK_NANOS, output.deadline());
        wake = Math.min(wake, mono(map, scene.untilNanos()));
        if (over != null) {
            wake = Math.min(wake, now < over.monoNanos() - PREPARE_NANOS ? over.monoNanos() - PREPARE_NANOS : over.monoNanos());
        }
        wake = Math.min(wake, ahead.next() == null ? mono(map, desired.changeAtNanos() - PREPARE_NANOS) : ahead.wakeNanos(with == null ? map : with.coming(), now));
        wakeup.in(Math.max(LEAST_WAIT_NANOS, wake - now));
    }

    private static long mono(Mapping map, long at) {
        // Windows may end at the end of time, where the arithmetic would wrap.
        return at > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : map.monoAt(at);
    }

    /** Whether the player of the last run was found with a picture on the glass, and taken over. */
    public boolean adopted() {
        return glass.adopted();
    }

    /** Whether the player may show one of these now or later, without being told anything more. Where nobody knows what the last run left, it may. */
    public boolean holds(Set<ItemId> items) {
        return !items.isEmpty() && (!glass.known() || output.holds(items, clock.nanos()));
    }

    public PlayStatus status() {
        return output.status(desired.planned(), clock.nanos());
    }

    /** Ends the player and starts it again at the right frame. */
    public void restartPlayer() {
        if (!closed) {
            output.restart(clock.nanos(), "asked to start the player again");
            step();
        }
    }

    /** Since {@code atNanos} (monotonic), or up to {@code doubtNanos} before, something lies over all of the picture, or it was taken away. */
    public void covered(boolean all, long atNanos, long doubtNanos) {
        long bound = clock.mapping().boundNanos();
        witness.covered(all, clock.mapping().timelineAt(atNanos), bound > Long.MAX_VALUE - doubtNanos ? bound : bound + doubtNanos);
    }

    /** The last run died while something lay over all of the picture, since {@code sinceNanos} of the timeline clock. Before {@link #start}. */
    public void wasCovered(long sinceNanos) {
        witness.wasCovered(sinceNanos);
    }

    /** Lets go of the player for good; without {@code endPlayer} it plays its list to the end and can be adopted. */
    public void close(boolean endPlayer) {
        closed = true;
        wakeup.cancel();
        if (endPlayer) {
            witness.dark(clock.mapping().timelineAt(clock.nanos()), clock.mapping().boundNanos(), true, false);
        }
        output.close(endPlayer);
    }
}
