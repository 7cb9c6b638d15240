package ledwall.agent;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import ledwall.sim.SimWorld;

/** What runs inside a player and ends it where its agent is gone: a minute after it was last told that it is parked, or where it stands for nobody. */
final class FakeScript {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SimWorld world;
    private final BooleanSupplier awake;
    private final BooleanSupplier standsForNobody;
    private final Runnable end;
    private boolean parked;
    private int looks;

    FakeScript(SimWorld world, BooleanSupplier awake, BooleanSupplier standsForNobody, Runnable end) {
        this.world = world;
        this.awake = awake;
        this.standsForNobody = standsForNobody;
        this.end = end;
    }

    boolean isParked() {
        return parked;
    }

    void parked() {
        parked = true;
        look();
    }

    void seen() {
        parked = false;
        look();
    }

    /** Its player is gone. */
    void over() {
        looks++;
    }

    private void look() {
        int mine = ++looks;
        world.after(PATIENCE, () -> {
            if (looks != mine || !awake.getAsBoolean()) {
                return;
            }
            if (parked || standsForNobody.getAsBoolean()) {
                end.run();
            } else {
                look();
            }
        });
    }
}
