package ledwall.agent.playout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import ledwall.agent.asrun.AsRunLog;
import ledwall.agent.health.Problems;
import ledwall.agent.player.Player;
import ledwall.protocol.id.MediaHash;
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
    /** A list is made and written down this long before it is cued. */
    private static final long PREPARE_NANOS = 1_500_000_000L;
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
    private final Deck deck;
    private final Witness witness;
    private final Trouble trouble;
    private final Suspects suspects = new Suspects();
    private Consumer<MediaHash> stumbled = media -> { };
    private final Absence absence = new Absence(TICK_NANOS);
    private boolean firstOpen = true;
    private Ladder ladder;
    private @Nullable Next next;
    /** What went on the glass before the disk held what it must hold by then. */
    private @Nullable Next unrecorded;
    /** When what is on the glass ceases to be right. */
    private long changeAtNanos;
    private boolean stale = true;
    private boolean stopped;
    private Loop.@Nullable Timer timer;

    /**
     * @param mapping the timeline clock as it is known now
     * @param programme what may go on the glass
     * @param verified the absolute path of a file that is here and whole
     */
    public Playout(Clock clock, Loop loop, Work work, Disk disk, Supplier<Mapping> mapping, Supplier<Programme> programme,
                   Function<MediaHash, Optional<String>> verified, AsRunLog asRun, Problems problems, Player player) {
        this.clock = clock;
        this.loop = loop;
        this.mapping = mapping;
        this.programme = programme;
        this.verified = verified;
        this.asRun = asRun;
        this.deck = new Deck(clock, player, mapping, new Glass());
        this.witness = new Witness(asRun);
        this.trouble = new Trouble(problems);
        this.lists = new KnownLists(clock, loop, work, new ReelFile(disk), asRun.screen(), trouble);
        this.ladder = new Ladder(Programme.EMPTY, verified);
    }

    /** Reads which list the last run left to the player, then adopts the player or starts one. Called once. */
    public void start() {
        asRun.onPending(this::step);
        lists.read(this::begin);
    }

    private void begin() {
        if (!stopped) {
            absence.begin(clock.nanos());
            deck.open(clock.nanos());
            step();
        }
    }

    /** The programme is another one, or a timeline's switch was decided. */
    public void programmeChanged() {
        stale = true;
        step();
    }

    /** A file ceased to be verified. A list that holds it open ceases to be right at its next turn, also when the file is fetched again before. */
    public void mediaLost(MediaHash media) {
        if (deck.spoil(media)) {
            lists.write(deck.held(), this::step);
        }
        if (next != null && next.reel() != null && next.reel().holds(media)) {
            next = null;
        }
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
        if (stopped) {
            return;
        }
        long now = clock.nanos();
        if (absence.hearsOut(now)) {
            wake(absence.untilNanos() - now);
            return;
        }
        deck.step(now);
        Mapping map = mapping.get();
        long at = map.timelineAt(now);
        if (suspects.expire(at) || stale) {
            compare(at);
        }
        Scene scene = ladder.at(at);
        witness.plan(scene.due(), at, map.boundNanos());
        trouble.look(scene, suspects, deck.state(), programme.get());
        if (unrecorded != null && unrecorded.recorded(asRun.forced(unrecorded.intent()))) {
            unrecorded = null;
        }
        trouble.unrecorded(unrecorded != null);
        // Also while a lost player is started again: by the time it is up, what it is to show is on the disk.
        if (next == null && at >= changeAtNanos - PREPARE_NANOS && (deck.state().ready() || (!firstOpen && deck.state() == DeckState.OPENING))) {
            prepare(Math.max(at, changeAtNanos), now, map.boundNanos());
        }
        if (deck.state().ready() && due(at, now)) {
            show(now);
        }
        arm(now, map, scene);
    }

    /** Looks anew until when what is on the glass, or on its way there, is right. */
    private void compare(long at) {
        stale = false;
        ladder = new Ladder(programme.get(), suspects.without(verified));
        Reel reel = deck.coming() != null ? deck.coming() : deck.onGlass();
        if (reel != null) {
            // A list is cued a little before its time; until then its predecessor's last frame is right.
            long from = reel.fromNanos() - at < PREPARE_NANOS ? Math.max(at, reel.fromNanos()) : at;
            changeAtNanos = Math.min(Divergence.first(reel, ladder, from), Math.max(at, reel.renewAtNanos()));
        } else {
            Scene scene = ladder.at(at);
            changeAtNanos = scene.rung() == Rung.BLACK && deck.black() ? scene.untilNanos() : at;
        }
        Next waiting = next;
        if (waiting != null && (!waiting.holds(ladder, at) || Math.max(at, changeAtNanos) != Math.max(at, waiting.fromNanos()))) {
            next = null;
        }
    }

    private void prepare(long from, long now, long boundNanos) {
        boolean narrow = suspects.narrow(from);
        Reel reel = ListBuilder.build("list-" + Long.toString(now, 36), ladder, from, narrow ? 1 : ListBuilder.HORIZON_NANOS, !narrow);
        if (reel == null) {
            Scene scene = ladder.at(from);
            if (scene.rung() == Rung.BLACK) {
                next = new Next(null, from, now, 0, true);
            } else {
                // Too short for a frame of its own: until then what stands may stand.
                prepare(scene.untilNanos(), now, boundNanos);
            }
            return;
        }
        long at = mapping.get().timelineAt(now);
        long intent = 0;
        for (Stretch stretch : List.of(reel.at(from), reel.atPosition(reel.positionAt(from + deck.leadNanos())))) {
            if (stretch.rung() == Rung.CUE && stretch.due() != null) {
                intent = Math.max(intent, witness.announce(stretch.due(), at, boundNanos));
            }
        }
        next = new Next(reel, from, now, intent, false);
        deck.prepare(reel);
        var reels = new ArrayList<>(deck.held());
        reels.add(reel);
        lists.write(reels, () -> {
            if (next != null && next.madeNanos() == now) {
                next = next.nowWritten();
            }
            if (unrecorded != null && unrecorded.madeNanos() <= now) {
                unrecorded = unrecorded.nowWritten();
            }
            step();
        });
    }

    private boolean due(long at, long now) {
        // Half a frame early: the player holds its picture from the cue on, and the frame that must not be seen any more is already on its way to the glass.
        return next != null && next.ready(asRun.forced(next.intent()), now) && at >= next.fromNanos() - halfFrame(next.reel());
    }

    private static long halfFrame(@Nullable Reel reel) {
        return reel == null ? 0 : 500_000_000L / reel.frameRate();
    }

    private void show(long now) {
        Reel reel = next == null ? null : next.reel();
        unrecorded = next;
        next = null;
        Mapping map = mapping.get();
        if (reel == null) {
            deck.black(now);
            witness.glass(null, map.timelineAt(now), map.boundNanos());
        } else {
            deck.cue(reel, now);
        }
        compare(map.timelineAt(now));
    }

    private void arm(long now, Mapping map, Scene scene) {
        long wake = Math.min(now + TICK_NANOS, deck.deadline());
        wake = Math.min(wake, mono(map, scene.untilNanos()));
        if (next == null) {
            wake = Math.min(wake, mono(map, changeAtNanos - PREPARE_NANOS));
        } else if (next.ready(asRun.forced(next.intent()), now)) {
            wake = Math.min(wake, mono(map, next.fromNanos() - halfFrame(next.reel())));
        } else {
            wake = Math.min(wake, next.patienceEnds());
        }
        wake(Math.max(LEAST_WAIT_NANOS, wake - now));
    }

    private void wake(long inNanos) {
        if (timer != null) {
            timer.cancel();
        }
        timer = loop.after(Duration.ofNanos(inNanos), "playout step", this::step);
    }

    private static long mono(Mapping map, long at) {
        // Windows may end at the end of time, where the arithmetic would wrap.
        return at > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : map.monoAt(at);
    }

    public PlayStatus status() {
        long now = clock.nanos();
        long version = programme.get().inForce(mapping.get().timelineAt(now)).map(entry -> entry.timeline().version()).orElse(0L);
        return deck.status(version, now);
    }

    /** Ends the player and starts it again at the right frame. */
    public void restartPlayer() {
        if (!stopped) {
            deck.restart(clock.nanos(), "asked to start the player again");
            step();
        }
    }

    /** Since {@code atNanos} (monotonic) something lies over all of the picture, or it was taken away. */
    public void covered(boolean all, long atNanos) {
        witness.covered(all, mapping.get().timelineAt(atNanos), mapping.get().boundNanos());
    }

    /** The last run died while something lay over all of the picture, since {@code sinceNanos} of the timeline clock. Before {@link #start}. */
    public void wasCovered(long sinceNanos) {
        witness.wasCovered(sinceNanos);
    }

    /** Lets go of the player for good; without {@code endPlayer} it plays its list to the end and can be adopted. */
    public void stop(boolean endPlayer) {
        stopped = true;
        if (timer != null) {
            timer.cancel();
        }
        if (endPlayer) {
            Mapping map = mapping.get();
            witness.dark(map.timelineAt(clock.nanos()), map.boundNanos(), true);
        }
        deck.close(endPlayer);
    }

    private final class Glass implements Deck.Owner {
        /** When the player last said where it is, monotonic; 0 after it went dark. */
        private long heardNanos;

        @Override
        public void opened(Player.@Nullable Adopted adopted) {
            long now = clock.nanos();
            Mapping map = mapping.get();
            Reel reel = lists.find(adopted);
            if (adopted != null && reel != null) {
                deck.adopt(reel, adopted.positionNanos(), adopted.atNanos(), now);
                heardNanos = now;
                long late = map.timelineAt(adopted.atNanos()) - reel.instantAt(adopted.positionNanos());
                if (firstOpen) {
                    witness.adopt(reel, lists.all(), reel.indexAtPosition(adopted.positionNanos()), late, map.timelineAt(now), map.boundNanos());
                } else {
                    shows(reel, adopted.positionNanos(), map.timelineAt(now), 0);
                }
                if (Math.abs(late) > DriftControl.RECUE_NANOS) {
                    // Its agent died between the cue and the start: it stands, and would not report.
                    astray(reel, now);
                }
            } else if (firstOpen) {
                witness.startAfresh(lists.all(), map.timelineAt(now));
            }
            firstOpen = false;
            again();
        }

        @Override
        public void cued(Reel reel, long positionNanos, long atNanos) {
            // Since the last report something may have come on that was never reported, as when the player stood still on the first frame of a cue.
            long unheard = heardNanos == 0 || atNanos - heardNanos < LONG_UNHEARD_NANOS ? 0 : atNanos - heardNanos;
            shows(reel, positionNanos, mapping.get().timelineAt(atNanos), unheard);
            heardNanos = atNanos;
            again();
        }

        @Override
        public void seen(Reel reel, long positionNanos, long atNanos) {
            Stretch stretch = reel.atPosition(positionNanos);
            long into = positionNanos - reel.position(stretch);
            heardNanos = atNanos;
            shows(reel, positionNanos, mapping.get().timelineAt(atNanos) - into, 0);
        }

        /** What the glass shows, and what it is to show after that. */
        private void shows(Reel reel, long positionNanos, long sinceNanos, long doubtNanos) {
            long bound = mapping.get().boundNanos();
            int index = reel.indexAtPosition(positionNanos);
            Stretch stretch = reel.stretches().get(index);
            witness.glass(stretch.rung() == Rung.CUE ? stretch.due() : null, sinceNanos, bound > Long.MAX_VALUE - doubtNanos ? bound : bound + doubtNanos);
            if (index + 1 < reel.stretches().size()) {
                Stretch after = reel.stretches().get(index + 1);
                if (after.rung() == Rung.CUE && after.due() != null && after.atNanos() < changeAtNanos) {
                    witness.announce(after.due(), mapping.get().timelineAt(clock.nanos()), bound);
                }
            }
        }

        @Override
        public void astray(Reel reel, long nowNanos) {
            Mapping map = mapping.get();
            long at = map.timelineAt(nowNanos);
            compare(at);
            if (changeAtNanos > at + deck.leadNanos()) {
                Stretch to = reel.atPosition(reel.positionAt(at + deck.leadNanos()));
                witness.jump(to.rung() == Rung.CUE ? to.due() : null, at, map.boundNanos());
                deck.recue(reel, nowNanos);
            }
            again();
        }

        @Override
        public void stumbled(Reel reel, long positionNanos) {
            reel.decodedAt(positionNanos).forEach(stumbled);
        }

        @Override
        public void refused(Reel reel, String reason) {
            suspects.refused(reel, mapping.get().timelineAt(clock.nanos()));
            again();
        }

        @Override
        public void dark(long atNanos, String reason) {
            Mapping map = mapping.get();
            witness.dark(map.timelineAt(atNanos), map.boundNanos(), heardNanos != 0);
            heardNanos = 0;
            next = null;
            again();
        }

        /** Posted: the deck is in the midst of its own step. */
        private void again() {
            stale = true;
            loop.post("playout step", Playout.this::step);
        }
    }
}
