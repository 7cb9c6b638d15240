package ledwall.agent.playout;

import ledwall.agent.player.Player;

/** Keeps what plays on the timeline by its speed, and remembers how far off it was. On the loop; {@code now} is monotonic. */
final class Steering {
    private static final double SAME_SPEED = 1e-5;

    private final Player player;
    private final DriftControl control = new DriftControl();
    private final DriftRange drift = new DriftRange();
    private double speed = 1;

    Steering(Player player) {
        this.player = player;
    }

    /** Takes one error, + = late; whether only a new cue helps. */
    boolean astray(long errorNanos, long now) {
        drift.add(errorNanos, now);
        return switch (control.add(errorNanos, now)) {
            case DriftControl.Action.Wait() -> false;
            case DriftControl.Action.Speed(double factor) -> {
                speed(factor);
                yield false;
            }
            case DriftControl.Action.Recue() -> true;
        };
    }

    private void speed(double factor) {
        if (Math.abs(factor - speed) > SAME_SPEED) {
            speed = factor;
            player.speed(factor);
        }
    }

    /** What was measured before says nothing any more. */
    void clear() {
        control.clear();
    }

    /** Something else comes on. */
    void begin() {
        clear();
        drift.clear();
        speed(1);
    }

    /** The player is gone, or dark: whatever comes next runs at the natural speed. */
    void end() {
        clear();
        drift.clear();
        speed = 1;
    }

    /** The error furthest from 0 lately. */
    long worst(long now) {
        return drift.worst(now);
    }
}
