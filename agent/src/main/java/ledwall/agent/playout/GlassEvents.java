package ledwall.agent.playout;

import java.util.function.Consumer;
import ledwall.agent.player.Player;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timesync.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens on the glass, and passes it on: what is seen to the as-run record, what cannot be played to the suspects. A player that is found playing is
 * adopted here, and a list that strayed is sought; what comes next is decided elsewhere, in a later turn. On the loop.
 */
final class GlassEvents implements OutputOwner {
    private static final long LONG_UNHEARD_NANOS = 500_000_000L;

    private final GlassClock clock;
    private final Output output;
    private final Desired desired;
    private final KnownLists lists;
    private final Witness witness;
    private final Suspects suspects;
    private final Trouble trouble;
    private final Runnable again;
    private Consumer<MediaHash> stumbled = media -> { };
    private boolean firstOpen = true;
    private boolean adopted;
    /** A player was found playing what nobody wrote down, and nothing of ours came on since. */
    private boolean strange;
    /** When the player last said where it is, monotonic; 0 after it went dark. */
    private long heardNanos;
    /** When what was seen ended before what comes was said to be there, monotonic; 0 where it did not. */
    private long gapNanos;

    /** @param again asks for another step of playout, in a later turn */
    GlassEvents(GlassClock clock, Output output, Desired desired, KnownLists lists, Witness witness, Suspects suspects, Trouble trouble,
               Runnable again) {
        this.clock = clock;
        this.output = output;
        this.desired = desired;
        this.lists = lists;
        this.witness = witness;
        this.suspects = suspects;
        this.trouble = trouble;
        this.again = again;
    }

    /** Told of files that the player stumbles over. */
    void onStumble(Consumer<MediaHash> listener) {
        stumbled = listener;
    }

    /** Whether a player came up in this run, so that it is known what the last one left. */
    boolean opened() {
        return !firstOpen;
    }

    boolean adopted() {
        return adopted;
    }

    /** Whether it is known what the player shows: of a list that the disk did not keep only the player knows. */
    boolean known() {
        return !firstOpen && (!strange || output.picture().black());
    }

    @Override
    public void opened(Player.@Nullable Adopted adopted) {
        long now = clock.nanos();
        Mapping map = clock.mapping();
        Reel reel = lists.find(adopted);
        if (desired.stopped()) {
            openedDark(adopted, reel, map, now);
            return;
        }
        if (adopted != null && reel != null) {
            output.adopt(reel, adopted.positionNanos(), adopted.atNanos(), now, desired.whole(reel));
            heardNanos = now;
            long late = map.timelineAt(adopted.atNanos()) - reel.instantAt(adopted.positionNanos());
            if (firstOpen) {
                this.adopted = true;
                witness.adopt(reel, lists.all(), reel.indexAtPosition(adopted.positionNanos()), late, map.timelineAt(now), map.boundNanos());
            } else {
                shows(reel, adopted.positionNanos(), map.timelineAt(now), 0);
            }
            if (Math.abs(late) > DriftControl.RECUE_NANOS) {
                // Its agent died between the cue and the start, or a while after it was held.
                astray(reel, now);
            }
        } else if (firstOpen) {
            strange = adopted != null;
            witness.startAfresh(lists.all(), map.timelineAt(now), map.boundNanos());
        }
        firstOpen = false;
        decide();
    }

    /** What it was found playing is over already: the player was told before it was asked. */
    private void openedDark(Player.@Nullable Adopted adopted, @Nullable Reel reel, Mapping map, long now) {
        output.darkened(now);
        long at = map.timelineAt(now);
        if (firstOpen && adopted != null && reel != null) {
            long late = map.timelineAt(adopted.atNanos()) - reel.instantAt(adopted.positionNanos());
            witness.adopt(reel, lists.all(), reel.indexAtPosition(adopted.positionNanos()), late, at, map.boundNanos());
            witness.stop(at, map.boundNanos());
        } else if (firstOpen) {
            witness.startAfresh(lists.all(), at, map.boundNanos());
        }
        firstOpen = false;
        decide();
    }

    @Override
    public void cued(Reel reel, long positionNanos, long atNanos) {
        strange = false;
        suspects.shown(reel);
        if (gapNanos >= atNanos) {
            // It was there by then: the display says so later.
            gapNanos = 0;
        }
        endBeforeGap();
        long at = clock.mapping().timelineAt(atNanos);
        // Since the last report something may have come on that was never reported, as when the player stood still on the first frame of a cue.
        long unheard = heardNanos == 0 ? 0 : Math.max(0, atNanos - heardNanos);
        if (unheard < LONG_UNHEARD_NANOS) {
            // At least the list before may have gone on to what this one begins with, from its own instant on.
            Due due = reel.atPosition(positionNanos).showing();
            unheard = due == null ? 0 : Math.clamp(at - due.startNanos(), 0, unheard);
        }
        shows(reel, positionNanos, at, unheard);
        heardNanos = atNanos;
        decide();
    }

    @Override
    public void seen(Reel reel, long positionNanos, long atNanos) {
        long into = positionNanos - reel.position(reel.atPosition(positionNanos));
        heardNanos = atNanos;
        if (suspects.seen(reel, positionNanos, clock.mapping().timelineAt(atNanos))) {
            desired.changed();
        }
        shows(reel, positionNanos, clock.mapping().timelineAt(atNanos) - into, 0);
    }

    /** What the glass shows, and what it is to show after that. */
    private void shows(Reel reel, long positionNanos, long sinceNanos, long doubtNanos) {
        long bound = clock.mapping().boundNanos();
        int index = reel.indexAtPosition(positionNanos);
        witness.glass(reel.stretches().get(index).showing(), sinceNanos, bound > Long.MAX_VALUE - doubtNanos ? bound : bound + doubtNanos);
        if (index + 1 < reel.stretches().size()) {
            Stretch after = reel.stretches().get(index + 1);
            // What has had its time by a clock that was set is to be replaced before it comes on; if it does all the same, it is entered then.
            if (after.showing() != null && after.atNanos() < desired.changeAtNanos() && after.atNanos() > sinceNanos) {
                witness.announce(after.showing(), clock.mapping().timelineAt(clock.nanos()), bound);
            }
        }
    }

    @Override
    public void astray(Reel reel, long nowNanos) {
        Mapping map = clock.mapping();
        long at = map.timelineAt(nowNanos);
        desired.compare(at);
        long lead = output.leadNanos(reel);
        if (desired.changeAtNanos() > at + lead && desired.mayShow(nowNanos)) {
            witness.jump(reel.atPosition(reel.positionAt(at + lead)).showing(), at, map.boundNanos());
            output.recue(reel, nowNanos);
        }
        decide();
    }

    @Override
    public void stumbled(Reel reel, long positionNanos) {
        suspects.stumbled(reel, positionNanos);
        reel.decodedAt(positionNanos).forEach(stumbled);
    }

    @Override
    public void refused(Reel reel, String reason) {
        endBeforeGap();
        suspects.refused(reel, clock.mapping().timelineAt(clock.nanos())).ifPresent(stumbled);
        desired.overturned();
        decide();
    }

    /** It was told to be black: nothing can have come on until it is cued again. */
    void blackened() {
        endBeforeGap();
        heardNanos = 0;
    }

    @Override
    public void gap(long atNanos) {
        gapNanos = atNanos;
    }

    /** What was on the glass before the gap, if there is one. */
    private void endBeforeGap() {
        if (gapNanos != 0) {
            Mapping map = clock.mapping();
            witness.glass(null, map.timelineAt(gapNanos), map.boundNanos());
            gapNanos = 0;
            heardNanos = 0;
        }
    }

    @Override
    public void dark(long atNanos, String reason) {
        endBeforeGap();
        Mapping map = clock.mapping();
        // A list that leads into a quiet window ends by itself, a moment before or after it is told to.
        boolean asPlanned = !desired.stopped() && desired.quiet(map.timelineAt(atNanos) + Witness.GRACE_NANOS);
        witness.dark(map.timelineAt(atNanos), map.boundNanos(), heardNanos != 0, asPlanned);
        heardNanos = 0;
        strange = false;
        desired.overturned();
        suspects.dark(map.timelineAt(atNanos));
        trouble.gone(reason);
        decide();
    }

    /** The output is in the midst of its own step: what follows is decided in a later turn. */
    private void decide() {
        desired.changed();
        again.run();
    }
}
