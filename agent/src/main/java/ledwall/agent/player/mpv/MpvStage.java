package ledwall.agent.player.mpv;

import java.time.Duration;
import java.util.List;
import ledwall.agent.player.Deck;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one living mpv shows, as told by its own events: a list, or black. On the agent's loop; one for each connection, so that nothing of an earlier mpv is mistaken for
 * the present one's.
 *
 * <p>Every list has a minute of black behind it in mpv's playlist, and black is renewed while an agent lives. So an mpv that is left alone goes black at the end of its list
 * and then ends, while with an agent it stays, also when a list breaks off.
 */
final class MpvStage {
    private static final Logger LOG = LoggerFactory.getLogger(MpvStage.class);
    private static final double NANOS_PER_SECOND = 1e9;
    /** From the command to the frame's clock starting: measured, see PLAYOUT.md. */
    private static final long UNPAUSE_AHEAD_NANOS = Duration.ofMillis(3).toNanos();
    /** Less than this the drift control makes up for within a second. */
    private static final long CATCH_UP_FROM_NANOS = Duration.ofMillis(20).toNanos();
    private static final long SEEK_LEAD_NANOS = Duration.ofMillis(30).toNanos();
    private static final int MAX_CATCH_UPS = 3;
    /** No list is a week long. */
    private static final double MOST_SECONDS = 604_800;

    private final MpvSocket socket;
    private final MpvRequests requests;
    private final Clock clock;
    private final Player.Events events;
    private final long displayDelayNanos;
    private final Loadfile loadfile;
    private final OpeningTimes openings;
    private final OpeningTimes seeks;
    private final DroppedFrames dropped = new DroppedFrames();
    private final LatePositions positions = new LatePositions();
    private @Nullable Show show;
    private long playing = -1;
    private String lastError = "";
    private final Darkness darkness;
    private final Holds holds;
    private boolean toldDark;

    MpvStage(MpvSocket socket, MpvRequests requests, Clock clock, Loop loop, Player.Events events, Edl edl, OpeningTimes openings,
             OpeningTimes seeks, Duration displayDelay) {
        this.socket = socket;
        this.requests = requests;
        this.clock = clock;
        this.events = events;
        this.loadfile = new Loadfile(edl);
        this.openings = openings;
        this.seeks = seeks;
        this.displayDelayNanos = displayDelay.toNanos();
        this.darkness = new Darkness(requests, loop, loadfile);
        this.holds = new Holds(socket, requests, clock);
    }

    /**
     * Finds out what mpv is doing; {@code opened} follows.
     *
     * @param dark it is to be dark at once: what it was found playing is told, and over
     */
    void enter(boolean adopted, boolean dark) {
        toldDark = dark;
        requests.send("request_log_messages", "error");
        requests.send(List.of("get_property", "mpv-version"), reply -> loadfile.version(reply.data()));
        requests.send("observe_property", 1, "frame-drop-count");
        requests.send("observe_property", MpvJson.POSITIONS, "time-pos");
        if (adopted) {
            MpvFound.ask(requests, this::adopt);
        } else {
            // Any answer will do: it says that mpv serves requests.
            requests.send(List.of("get_property", "pid"), reply -> events.opened(null));
        }
        if (dark) {
            // Behind the questions, which are answered in order, and before their answers.
            darken();
        }
    }

    private void adopt(MpvFound found) {
        long now = clock.nanos();
        @Nullable String listId = found.listId();
        if (toldDark) {
            events.opened(new Player.Adopted(listId, Math.round(found.seconds() * NANOS_PER_SECOND), now + seenAfterNanos()));
            return;
        }
        if (listId == null) {
            darkness.keep();
            events.opened(new Player.Adopted(null, 0, now));
            return;
        }
        var adopted = new Show(listId, null);
        adopted.way = Show.Way.READY;
        adopted.entry = found.entry();
        adopted.runsFromNanos = now;
        adopted.held = found.stands();
        playing = adopted.entry;
        show = adopted;
        requests.send("set_property", "speed", 1.0);
        events.opened(new Player.Adopted(listId, Math.round(found.seconds() * NANOS_PER_SECOND), now + seenAfterNanos()));
    }

    /** @param runAtNanos {@link Deck#NEVER}: it is to stand until it is cued */
    void cue(PlayList list, long positionNanos, long runAtNanos) {
        holds.release(show);
        Show before = show;
        if (before != null && before.isToStand(list)) {
            if (before.way == Show.Way.READY) {
                cueStanding(before, positionNanos, runAtNanos);
            } else {
                // mpv cannot seek in what is still being opened.
                before.whenItStands = () -> cueStanding(before, positionNanos, runAtNanos);
            }
            return;
        }
        var asked = new Show(list.id(), list);
        asked.cuedAtNanos = clock.nanos();
        begin(asked, positionNanos, runAtNanos);
        darkness.lift();
        leave();
        show = asked;
        pauseAtNaturalSpeed();
        requests.send(loadfile.list(list, asked.positionNanos), reply -> {
            if (reply.success() && reply.data() instanceof Long entry) {
                asked.entry = entry;
            } else {
                fail(asked, "mpv refused it: " + reply.error());
            }
        });
        requests.send(loadfile.blackBehind(), reply -> {});
    }

    /** It is open, and stands: what is asked for is a seek away, or there already. */
    private void cueStanding(Show standing, long positionNanos, long runAtNanos) {
        long stood = standing.positionNanos;
        socket.cancelPlanned();
        requests.send("set_property", "pause", true);
        standing.caughtUp = 0;
        begin(standing, positionNanos, runAtNanos);
        if (standing.positionNanos == stood) {
            standing.way = Show.Way.OPENING;
            pictureReady();
        } else {
            seek(standing, positionNanos, runAtNanos);
        }
    }

    /** Whether this list is open and paused, on the picture it was told to stand on. */
    boolean standsIn(String listId) {
        Show standing = show;
        return standing != null && standing.listId.equals(listId) && standing.way == Show.Way.READY && standing.runAtNanos == Deck.NEVER;
    }

    void recue(long positionNanos, long runAtNanos) {
        Show current = show;
        if (current == null) {
            return;
        }
        if (current.list != null && current.way != Show.Way.READY) {
            // mpv cannot seek in what is still being opened.
            cue(current.list, positionNanos, runAtNanos);
            return;
        }
        holds.release(show);
        socket.cancelPlanned();
        current.caughtUp = 0;
        pauseAtNaturalSpeed();
        seek(current, positionNanos, runAtNanos);
    }

    private void seek(Show current, long positionNanos, long runAtNanos) {
        begin(current, positionNanos, runAtNanos);
        current.way = Show.Way.SEEK_ASKED;
        current.soughtAtNanos = clock.nanos();
        requests.send(Loadfile.seek(current.positionNanos), reply -> {
            if (!reply.success()) {
                fail(current, "mpv could not seek: " + reply.error());
            }
        });
    }

    private static void begin(Show asked, long positionNanos, long runAtNanos) {
        asked.positionNanos = asked.list == null ? positionNanos : FrameGrid.roundUp(asked.list, positionNanos);
        asked.runAtNanos = runAtNanos == Deck.NEVER ? runAtNanos : runAtNanos + asked.positionNanos - positionNanos;
        asked.runsFromNanos = Long.MAX_VALUE;
        asked.heldRunAtNanos = Deck.NEVER;
        asked.seenAtNanos = asked.caughtUp == 0 ? Long.MAX_VALUE : asked.seenAtNanos;
    }

    /** @param atNanos the monotonic instant from which it stands still; what does not run yet does not begin */
    void hold(long atNanos) {
        holds.hold(show, atNanos);
    }

    void goOn() {
        Show held = show;
        if (held != null && holds.goOn(held) && held.way == Show.Way.READY) {
            held.way = Show.Way.OPENING;
            pictureReady();
        }
    }

    void speed(double factor) {
        positions.speed(factor);
        requests.tell("set_property", "speed", factor);
    }

    void black() {
        leave();
        darkness.black();
    }

    /** Black at once and for good. */
    void darken() {
        leave();
        darkness.forGood();
    }

    /** Whether black was asked for by {@link #darken} and has not been seen since. */
    boolean disobeys() {
        return darkness.disobeyed();
    }

    /** Nothing more is told of this stage. */
    void leave() {
        holds.release(show);
        socket.cancelPlanned();
        positions.clear();
        show = null;
        lastError = "";
        darkness.leave();
    }

    void received(MpvMessage message, long atNanos, long unreadNanos) {
        switch (message) {
            case MpvMessage.Reply reply -> requests.answered(reply);
            case MpvMessage.StartFile(long entry) -> started(entry);
            case MpvMessage.PlaybackRestart restart -> pictureReady();
            case MpvMessage.Seek seek -> seekBegan();
            case MpvMessage.Changed(String property, @Nullable Object data) -> changed(property, data, atNanos, unreadNanos);
            case MpvMessage.EndFile(long entry, String reason, String error) -> ended(entry, reason, error);
            case MpvMessage.LogLine(String text) -> noteError(text);
            case MpvMessage.Other other -> { }
        }
    }

    private void started(long entry) {
        playing = entry;
        if (show != null && show.entry == entry) {
            show.way = Show.Way.OPENING;
        }
    }

    private void seekBegan() {
        if (show != null && show.way == Show.Way.SEEK_ASKED) {
            show.way = Show.Way.OPENING;
        }
    }

    private void pictureReady() {
        darkness.pictureReady(playing);
        Show ready = show;
        if (ready == null || playing != ready.entry || ready.way != Show.Way.OPENING) {
            return;
        }
        if (ready.cuedAtNanos > 0) {
            openings.add(clock.nanos() - ready.cuedAtNanos);
            ready.cuedAtNanos = 0;
        } else if (ready.soughtAtNanos > 0) {
            seeks.add(clock.nanos() - ready.soughtAtNanos);
        }
        ready.soughtAtNanos = 0;
        ready.seenAtNanos = Math.min(ready.seenAtNanos, clock.nanos());
        if (ready.runAtNanos == Deck.NEVER) {
            ready.way = Show.Way.READY;
            Runnable then = ready.whenItStands;
            ready.whenItStands = null;
            if (then == null) {
                events.cued(ready.listId, ready.seenAtNanos, Deck.NEVER);
            } else {
                then.run();
            }
            return;
        }
        long unpauseAt = ready.runAtNanos - UNPAUSE_AHEAD_NANOS - displayDelayNanos;
        long now = clock.nanos();
        long late = now - unpauseAt;
        if (late > CATCH_UP_FROM_NANOS && ready.caughtUp < MAX_CATCH_UPS) {
            // A seek takes 10 ms; to run behind and hurry would show the wrong frame for seconds.
            LOG.info("list {} was ready {} ms too late and is sought ahead", ready.listId, late / 1_000_000);
            ready.caughtUp++;
            long ahead = late + SEEK_LEAD_NANOS;
            seek(ready, ready.positionNanos + ahead, ready.runAtNanos + ahead);
            return;
        }
        ready.way = Show.Way.READY;
        ready.runsFromNanos = Math.max(now, unpauseAt);
        requests.sendAt(unpauseAt, "set_property", "pause", false);
        events.cued(ready.listId, ready.seenAtNanos + displayDelayNanos, ready.runsFromNanos + UNPAUSE_AHEAD_NANOS + displayDelayNanos);
    }

    private void changed(String property, @Nullable Object data, long atNanos, long unreadNanos) {
        if (property.equals("frame-drop-count") && data instanceof Long count) {
            events.dropped(dropped.total(count));
        } else if (property.equals("time-pos") && data instanceof Double seconds && isPosition(seconds) && show != null
                && show.way == Show.Way.READY && playing == show.entry && atNanos >= show.runsFromNanos) {
            String listId = show.listId;
            positions.come(Math.round(seconds * NANOS_PER_SECOND), atNanos, unreadNanos,
                    (position, at) -> events.position(listId, position, at + seenAfterNanos()));
        }
    }

    /** Anything else is none of mpv's: nothing is steered or recorded by it. */
    private static boolean isPosition(double seconds) {
        return seconds >= 0 && seconds < MOST_SECONDS;
    }

    private void ended(long entry, String reason, String error) {
        Show over = show;
        if (over == null || over.entry != entry) {
            return;
        }
        switch (reason) {
            case "eof" -> {
                leave();
                darkness.keep();
                events.ended(over.listId);
            }
            case "error" -> fail(over, lastError.isEmpty() ? error : lastError);
            // Replaced by a later command of ours, or mpv quits, and then its socket closes.
            default -> { }
        }
    }

    private void fail(Show failed, String reason) {
        if (show != failed) {
            return;
        }
        leave();
        requests.send("set_property", "pause", false);
        darkness.keep();
        events.failed(failed.listId, reason);
    }

    private void noteError(String text) {
        LOG.warn("mpv: {}", text);
        if (show != null) {
            events.stumbled(show.listId);
        }
        // The first says why, what follows are consequences.
        if (lastError.isEmpty()) {
            lastError = text;
        }
    }

    private void pauseAtNaturalSpeed() {
        positions.clear();
        positions.speed(1);
        requests.send("set_property", "pause", true);
        requests.send("set_property", "speed", 1.0);
    }

    private long seenAfterNanos() {
        return MpvCommand.TIMING_OFFSET.toNanos() + displayDelayNanos;
    }
}
