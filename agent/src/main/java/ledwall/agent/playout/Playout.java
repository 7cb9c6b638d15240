package ledwall.agent.playout;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import ledwall.agent.asrun.AsRunLog;
import ledwall.agent.health.Problems;
import ledwall.agent.player.Player;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Programme;
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
    /** A list is cued a little before its time; until then its predecessor's last frame is right. */
    private static final long EARLY_NANOS = 1_500_000_000L;
    private static final long TICK_NANOS = 1_000_000_000L;
    private static final long LONG_UNHEARD_NANOS = 500_000_000L;
    private static final long LEAST_WAIT_NANOS = 1_000_000L;

    private final Clock clock;
    private final Loop loop;
    private final KnownLists lists;
    private final Supplier<Mapping> mapping;
    private final Supplier<Programme> programme;
    private final Function<MediaHash, Optional<String>> verified;
    private final AsRunLog asRun;
    private final LongPredicate mayShow;
    private final Output output;
    private final Showings showings;
    private final Witness witness;
    private final LastRun lastRun;
    private final Trouble trouble;
    private final Suspects suspects = new Suspects();
    private Consumer<MediaHash> stumbled = media -> { };
    private final Ahead ahead;
    private final Absence absence = new Absence(TICK_NANOS);
    private boolean firstOpen = true;
    private Ladder ladder;
    /** What the wall is stopped to; {@code null} where it is not. */
    private @Nullable StopPicture stop;
    /** When what is on the glass ceases to be right. */
    private long changeAtNanos;
    private boolean stale = true;
    private long timelineAheadNanos;
    private boolean closed;
    private final Wakeup wakeup;

    /**
     * @param mapping the timeline clock as it is known now
     * @param programme what may go on the glass
     * @param verified the absolute path of a file that is here and whole
     * @param mayShow whether it is known, as of this monotonic instant, that nobody has stopped the wall meanwhile
     */
    public Playout(Clock clock, Loop loop, Work work, Disk disk, Supplier<Mapping> mapping, Supplier<Programme> programme,
                   Function<MediaHash, Optional<String>> verified, AsRunLog asRun, Problems problems, Player player, LongPredicate mayShow) {
        this.clock = clock;
        this.loop = loop;
        this.mapping = mapping;
        this.programme = programme;
        this.verified = verified;
        this.asRun = asRun;
        this.mayShow = mayShow;
        this.output = new Output(clock, player, mapping, new Glass());
        this.showings = new Showings(asRun);
        this.witness = new Witness(showings);
        this.lastRun = new LastRun(asRun, showings);
        this.trouble = new Trouble(problems);
        this.lists = new KnownLists(clock, loop, work, new ReelFile(disk), asRun.screen(), trouble);
        this.wakeup = new Wakeup(loop, "playout step", this::step);
        this.ahead = new Ahead(lists, asRun, showings, output, this::step);
        this.ladder = new Ladder(Programme.EMPTY, verified, null);
    }

    /** Reads which list the last run left to the player, then adopts the player or starts one. Called once. */
    public void start() {
        asRun.onPending(this::step);
        lists.read(this::begin);
    }

    private void begin() {
        if (!closed) {
            absence.begin(clock.nanos());
            output.open(clock.nanos());
            step();
        }
    }

    /**
     * Takes the glass dark in this very turn, before anything is compared, written or waited for; the slate, where the stop says so, follows on the black. Also
     * called before {@link #start}: then no player ever shows anything else first.
     */
    public void stop(StopPicture picture) {
        stop = picture;
        ahead.drop();
        stale = true;
        if (!closed) {
            long now = clock.nanos();
            output.darken(now);
            if (output.state() != OutputState.CLOSED) {
                Mapping map = mapping.get();
                witness.stop(map.timelineAt(now), map.boundNanos());
                step();
            }
        }
    }

    /** The programme may be seen again. */
    public void resume() {
        stop = null;
        ahead.drop();
        stale = true;
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
        if (output.spoil(media)) {
            lists.write(output.held(), this::step);
        }
        ahead.lost(media);
        mediaChanged();
    }

    /** Told of files that the player stumbles over. */
    public void onStumble(Consumer<MediaHash> listener) {
        stumbled = listener;
    }

    /** A file became verified or ceased to be. */
    public void mediaChanged() {
        stale = true;
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
        Mapping map = mapping.get();
        long at = map.timelineAt(now);
        if (Math.abs(at - now - timelineAheadNanos) > DriftControl.RECUE_NANOS) {
            // The timeline clock was set: what was made ready for an instant of it as it was might wait for that for hours.
            ahead.drop();
            stale = true;
        }
        timelineAheadNanos = at - now;
        if (suspects.expire(at) || stale) {
            compare(at);
        }
        Scene scene = ladder.at(at);
        if (stop == null && scene.rung() == Rung.BLACK && suspects.tryAgain(at)) {
            compare(at);
            scene = ladder.at(at);
        }
        if (stop == null) {
            witness.plan(scene.due(), at, map.boundNanos());
        }
        if (!suspects.trying()) {
            trouble.look(scene, suspects, output.state(), stop == null ? programme.get() : Programme.EMPTY);
        }
        trouble.unrecorded(ahead.unrecorded());
        // Also while a lost player is started again: by the time it is up, what it is to show is on the disk.
        if (ahead.next() == null && at >= changeAtNanos - PREPARE_NANOS && (output.state().ready() || (!firstOpen && output.state() == OutputState.OPENING))) {
            ahead.make(ladder, suspects, Math.max(at, changeAtNanos), now);
        }
        if (ahead.next() != null && at >= ahead.next().fromNanos() - Ahead.COMMIT_NANOS) {
            ahead.commit(at, now, map.boundNanos());
        }
        if (output.state().ready() && ahead.ready(now) && at >= ahead.cueAtNanos() && mayShow.test(now)) {
            show(now);
        }
        arm(now, map, scene);
    }

    /** Looks anew until when what is on the glass, or on its way there, is right. */
    private void compare(long at) {
        stale = false;
        ladder = new Ladder(programme.get(), suspects.without(verified), stop);
        Reel reel = output.coming() != null ? output.coming() : output.onGlass();
        if (reel != null) {
            long from = reel.fromNanos() - at < EARLY_NANOS ? Math.max(at, reel.fromNanos()) : at;
            changeAtNanos = Divergence.change(reel, ladder, from, at);
        } else {
            Scene scene = ladder.at(at);
            changeAtNanos = scene.black() && output.black(scene.rung() == Rung.QUIET) ? scene.untilNanos() : at;
        }
        ahead.dropUnlessRight(ladder, at, changeAtNanos);
    }

    private void show(long now) {
        Next next = ahead.take();
        Reel reel = next == null ? null : next.reel();
        Mapping map = mapping.get();
        if (next == null || reel == null) {
            output.black(now, ladder.at(map.timelineAt(now)).rung() == Rung.QUIET);
            witness.glass(null, map.timelineAt(now), map.boundNanos());
        } else {
            output.cue(reel, next.fromNanos(), now);
        }
        compare(map.timelineAt(now));
    }

    private void arm(long now, Mapping map, Scene scene) {
        long wake = Math.min(now + TICK_NANOS, output.deadline());
        wake = Math.min(wake, mono(map, scene.untilNanos()));
        wake = Math.min(wake, ahead.next() == null ? mono(map, changeAtNanos - PREPARE_NANOS) : ahead.wakeNanos(map, now));
        wakeup.in(Math.max(LEAST_WAIT_NANOS, wake - now));
    }

    private static long mono(Mapping map, long at) {
        // Windows may end at the end of time, where the arithmetic would wrap.
        return at > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : map.monoAt(at);
    }

    public PlayStatus status() {
        return output.status(programme.get(), clock.nanos());
    }

    /** Ends the player and starts it again at the right frame. */
    public void restartPlayer() {
        if (!closed) {
            output.restart(clock.nanos(), "asked to start the player again");
            step();
        }
    }

    /** Since {@code atNanos} (monotonic) something lies over all of the picture, or it was taken away. */
    public void covered(boolean all, long atNanos) {
        witness.covered(all, mapping.get().timelineAt(atNanos), mapping.get().boundNanos());
    }

    /** The last run died while something lay over all of the picture, since {@code sinceNanos} of the timeline clock. Before {@link #start}. */
    public void wasCovered(long sinceNanos) {
        lastRun.wasCovered(sinceNanos);
    }

    /** Lets go of the player for good; without {@code endPlayer} it plays its list to the end and can be adopted. */
    public void close(boolean endPlayer) {
        closed = true;
        wakeup.cancel();
        if (endPlayer) {
            witness.dark(mapping.get().timelineAt(clock.nanos()), mapping.get().boundNanos(), true, false);
        }
        output.close(endPlayer);
    }

    private final class Glass implements OutputOwner {
        /** When the player last said where it is, monotonic; 0 after it went dark. */
        private long heardNanos;

        @Override
        public void opened(Player.@Nullable Adopted adopted) {
            long now = clock.nanos();
            Mapping map = mapping.get();
            Reel reel = lists.find(adopted);
            if (stop != null) {
                openedDark(adopted, reel, map, now);
                return;
            }
            if (adopted != null && reel != null) {
                output.adopt(reel, adopted.positionNanos(), adopted.atNanos(), now, reel.stretches().stream().allMatch(each -> verified.apply(each.media()).isPresent()));
                heardNanos = now;
                long late = map.timelineAt(adopted.atNanos()) - reel.instantAt(adopted.positionNanos());
                if (firstOpen) {
                    lastRun.adopt(reel, lists.all(), reel.indexAtPosition(adopted.positionNanos()), late, map.timelineAt(now), map.boundNanos());
                } else {
                    shows(reel, adopted.positionNanos(), map.timelineAt(now), 0);
                }
                if (Math.abs(late) > DriftControl.RECUE_NANOS) {
                    // Its agent died between the cue and the start: it stands, and would not report.
                    astray(reel, now);
                }
            } else if (firstOpen) {
                lastRun.startAfresh(lists.all(), map.timelineAt(now), map.boundNanos());
            }
            firstOpen = false;
            again();
        }

        /** What it was found playing is over already: the player was told before it was asked. */
        private void openedDark(Player.@Nullable Adopted adopted, @Nullable Reel reel, Mapping map, long now) {
            output.darkened(now);
            long at = map.timelineAt(now);
            if (firstOpen && adopted != null && reel != null) {
                long late = map.timelineAt(adopted.atNanos()) - reel.instantAt(adopted.positionNanos());
                lastRun.adopt(reel, lists.all(), reel.indexAtPosition(adopted.positionNanos()), late, at, map.boundNanos());
                witness.stop(at, map.boundNanos());
            } else if (firstOpen) {
                lastRun.startAfresh(lists.all(), at, map.boundNanos());
            }
            firstOpen = false;
            again();
        }

        @Override
        public void cued(Reel reel, long positionNanos, long atNanos) {
            suspects.shown(reel);
            // Since the last report something may have come on that was never reported, as when the player stood still on the first frame of a cue.
            long unheard = heardNanos == 0 || atNanos - heardNanos < LONG_UNHEARD_NANOS ? 0 : atNanos - heardNanos;
            shows(reel, positionNanos, mapping.get().timelineAt(atNanos), unheard);
            heardNanos = atNanos;
            again();
        }

        @Override
        public void seen(Reel reel, long positionNanos, long atNanos) {
            long into = positionNanos - reel.position(reel.atPosition(positionNanos));
            heardNanos = atNanos;
            stale |= suspects.seen(reel, positionNanos, mapping.get().timelineAt(atNanos));
            shows(reel, positionNanos, mapping.get().timelineAt(atNanos) - into, 0);
        }

        /** What the glass shows, and what it is to show after that. */
        private void shows(Reel reel, long positionNanos, long sinceNanos, long doubtNanos) {
            long bound = mapping.get().boundNanos();
            int index = reel.indexAtPosition(positionNanos);
            witness.glass(reel.stretches().get(index).showing(), sinceNanos, bound > Long.MAX_VALUE - doubtNanos ? bound : bound + doubtNanos);
            if (index + 1 < reel.stretches().size()) {
                Stretch after = reel.stretches().get(index + 1);
                if (after.showing() != null && after.atNanos() < changeAtNanos) {
                    showings.announce(after.showing(), mapping.get().timelineAt(clock.nanos()), bound);
                }
            }
        }

        @Override
        public void astray(Reel reel, long nowNanos) {
            Mapping map = mapping.get();
            long at = map.timelineAt(nowNanos);
            compare(at);
            long lead = output.leadNanos(reel);
            if (changeAtNanos > at + lead && mayShow.test(nowNanos)) {
                witness.jump(reel.atPosition(reel.positionAt(at + lead)).showing(), at, map.boundNanos());
                output.recue(reel, nowNanos);
            }
            again();
        }

        @Override
        public void stumbled(Reel reel, long positionNanos) {
            suspects.stumbled(reel, positionNanos);
            reel.decodedAt(positionNanos).forEach(stumbled);
        }

        @Override
        public void refused(Reel reel, String reason) {
            suspects.refused(reel, mapping.get().timelineAt(clock.nanos())).ifPresent(stumbled);
            ahead.drop();
            again();
        }

        @Override
        public void dark(long atNanos, String reason) {
            Mapping map = mapping.get();
            // A list that leads into a quiet window ends by itself, a moment before or after it is told to.
            boolean asPlanned = stop == null && ladder.at(map.timelineAt(atNanos) + Witness.GRACE_NANOS).rung() == Rung.QUIET;
            witness.dark(map.timelineAt(atNanos), map.boundNanos(), heardNanos != 0, asPlanned);
            heardNanos = 0;
            ahead.drop();
            suspects.dark(map.timelineAt(atNanos));
            trouble.gone(reason);
            again();
        }

        /** Posted: the output is in the midst of its own step. */
        private void again() {
            stale = true;
            loop.post("playout step", Playout.this::step);
        }
    }
}
