package ledwall.agent;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import ledwall.agent.glass.Glass;
import ledwall.agent.health.Problems;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;

/**
 * Looks whether what the player paints can be seen at all: a player reports that time advances also when a message of the system lies over its window, or its
 * window is gone. What is parked beyond the output is none of what is asked about. Windows are asked about, not pixels: a still picture does not change for
 * minutes, and a black one may be planned. On the agent's loop; the display is asked inside Work.
 */
final class GlassWatch {
    static final String COVERED = "glassCovered";
    static final String EMPTY = "glassEmpty";
    private static final String DISPLAY_GONE = "displayGone";
    /** The output that was set is not there, or nothing hangs on it. */
    private static final String OUTPUT_GONE = "outputGone";
    private static final String OUTPUT_TAKEN = "outputTaken";
    private static final String WINDOW_MANAGER = "windowManager";
    private static final long LOOK_EVERY_NANOS = 2_000_000_000L;
    /** A display that cannot be asked is the player's trouble too, and named there. */
    private static final long FAILED_PAUSE_NANOS = 30_000_000_000L;
    /** Less of the display is a shadow, a cursor, a window manager's helper. */
    private static final double LEAST_SHARE = 0.001;
    private static final String PLAYER = "mpv";
    private static final String OURS = "ledwall-";

    private final Node node;
    private final Glass glass;
    private final Problems problems;
    private final BooleanSupplier playing;
    private final OffListener off;
    private boolean looking;
    private boolean blind;
    private long lookAtNanos;
    private long troublesAtNanos;
    private String last = "";

    /** Told at each look whether there is an output for anybody to see. */
    interface OffListener {
        void off(boolean is);
    }

    /** @param playing whether the player says that it shows something */
    GlassWatch(Node node, Glass glass, Problems problems, BooleanSupplier playing, OffListener off) {
        this.node = node;
        this.glass = glass;
        this.problems = problems;
        this.playing = playing;
        this.off = off;
        this.lookAtNanos = node.clock().nanos() + LOOK_EVERY_NANOS;
    }

    /** Acts on what is due; returns when to be called next. */
    long step(long now) {
        if (blind) {
            return Long.MAX_VALUE;
        }
        if (now >= troublesAtNanos) {
            troublesAtNanos = now + LOOK_EVERY_NANOS;
            Map<String, String> troubles = glass.troubles();
            set(DISPLAY_GONE, troubles);
            set(OUTPUT_GONE, troubles);
            off.off(troubles.containsKey(OUTPUT_GONE));
            set(OUTPUT_TAKEN, troubles);
            set(WINDOW_MANAGER, troubles);
        }
        if (!looking && now >= lookAtNanos) {
            looking = true;
            lookAtNanos = now + LOOK_EVERY_NANOS;
            node.work().submit("glass", "look for windows over the picture", glass::windows, node.loop(), new Work.Outcome<List<Glass.Window>>() {
                @Override
                public void done(List<Glass.Window> windows) {
                    looking = false;
                    judge(windows);
                }

                @Override
                public void failed(Exception cause) {
                    looking = false;
                    blind = cause instanceof Glass.NoDisplay;
                    lookAtNanos += FAILED_PAUSE_NANOS;
                    last = "";
                }
            });
        }
        return Math.min(lookAtNanos, troublesAtNanos);
    }

    /** Raised at the second look that says the same: windows come and go while a player starts. */
    private void judge(List<Glass.Window> windows) {
        @Nullable String foreign = null;
        boolean player = false;
        for (Glass.Window window : windows) {
            if (window.type().equals(PLAYER)) {
                player = true;
                break;
            }
            // Without a name it is nobody's program: a compositor's layer, a window manager's helper.
            if (foreign == null && window.share() >= LEAST_SHARE && !window.type().isEmpty() && !window.type().startsWith(OURS)) {
                foreign = window.type();
            }
        }
        String now = foreign != null ? COVERED + foreign : !player && playing.getAsBoolean() ? EMPTY : "";
        boolean again = now.equals(last);
        last = now;
        if (!again) {
            return;
        }
        set(COVERED, foreign != null, "a window of " + foreign + " lies over the picture");
        set(EMPTY, now.equals(EMPTY), "the player says that it plays, but has no window on the display");
    }

    private void set(String code, Map<String, String> troubles) {
        set(code, troubles.containsKey(code), troubles.getOrDefault(code, ""));
    }

    private void set(String code, boolean open, String detail) {
        if (open) {
            problems.raise(code, detail);
        } else {
            problems.clear(code);
        }
    }
}
