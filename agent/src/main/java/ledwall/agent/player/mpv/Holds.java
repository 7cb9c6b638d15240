package ledwall.agent.player.mpv;

import java.time.Duration;
import ledwall.agent.player.Deck;
import ledwall.protocol.runtime.Clock;
import org.jspecify.annotations.Nullable;

/** Lets what one mpv shows stand still for what is to take its place, and go on where that does not come. On the agent's loop. */
final class Holds {
    /** What should take the place of a held picture does so within milliseconds, or the agent has died. */
    private static final long HELD_NANOS = Duration.ofSeconds(1).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;

    private final MpvSocket socket;
    private final MpvRequests requests;
    private final Clock clock;

    Holds(MpvSocket socket, MpvRequests requests, Clock clock) {
        this.socket = socket;
        this.requests = requests;
        this.clock = clock;
    }

    void hold(@Nullable Show show, long atNanos) {
        if (show == null || show.runAtNanos == Deck.NEVER) {
            return;
        }
        show.held = true;
        if (show.way != Show.Way.READY) {
            show.heldRunAtNanos = show.runAtNanos;
            show.runAtNanos = Deck.NEVER;
            return;
        }
        long at = Math.max(atNanos, show.runsFromNanos);
        goOnByItself((Math.max(0, at - clock.nanos()) + HELD_NANOS) / NANOS_PER_SECOND);
        // In the place of its own start, where that is still to come.
        requests.sendAt(at, "set_property", "pause", true);
    }

    /** Takes it back; whether it had not begun and is to begin at its instant again. */
    boolean goOn(Show show) {
        if (!show.held) {
            return false;
        }
        release(show);
        if (show.heldRunAtNanos == Deck.NEVER) {
            socket.cancelPlanned();
            requests.send("set_property", "pause", false);
            return false;
        }
        show.runAtNanos = show.heldRunAtNanos;
        show.heldRunAtNanos = Deck.NEVER;
        return true;
    }

    /** It is something else from now on, or goes on: it must not begin to run by itself in the midst of that. */
    void release(@Nullable Show show) {
        if (show != null && show.held) {
            show.held = false;
            goOnByItself(0);
        }
    }

    private void goOnByItself(double afterSeconds) {
        requests.send("script-message", PlayerScript.HELD, Double.toString(afterSeconds));
    }
}
