package ledwall.agent.player.deck;

import java.time.Duration;
import ledwall.agent.player.Stage;
import ledwall.protocol.runtime.Loop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From being asked for a player to there being one: at first whatever a predecessor left is found, and which of it is seen; later one that is up, or is started. */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    /** A display that cannot be asked who is seen is asked again. Meanwhile nothing could be shown by it either. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(250);

    private final Loop loop;
    private final Stage stage;
    private final Crew crew;
    private final House house;
    private boolean begun;
    /** Whether an answer is still owed. */
    private boolean waiting;
    /** Of how many it is not known yet whether a predecessor left them. */
    private int adopting;
    private int asked;
    private int opening;

    /** Who has asked. */
    interface House {
        Ears ears(Slot slot);

        boolean closed();

        /** Whether a list is on its way to the glass: its outcome will say who is seen. */
        boolean coming();

        /** This one is seen, none where it is null; {@code adopts}: it is also the answer. */
        void seen(@Nullable Slot slot, boolean adopts);

        /** A player is up, and shows nothing that is seen. */
        void opened();
    }

    Opening(Loop loop, Stage stage, Crew crew, House house) {
        this.loop = loop;
        this.stage = stage;
        this.crew = crew;
        this.house = house;
    }

    /** Whether the first one has begun. */
    boolean begun() {
        return begun;
    }

    boolean waiting() {
        return waiting;
    }

    boolean adopting() {
        return adopting > 0;
    }

    void open() {
        waiting = true;
        opening++;
        if (begun) {
            answer();
            return;
        }
        begun = true;
        adopting = crew.all().size();
        for (Slot slot : crew.all()) {
            slot.deck.adopt(house.ears(slot));
        }
    }

    /** One more was found, or was not. */
    void adopted() {
        if (adopting > 0 && --adopting == 0) {
            if (crew.up().isEmpty()) {
                answer();
            } else {
                askWhoIsSeen();
            }
        }
    }

    void askWhoIsSeen() {
        int mine = ++asked;
        stage.ask(crew.alive().stream().map(slot -> slot.deck.pid()).toList(), seen -> {
            if (mine == asked && !house.closed()) {
                switch (seen) {
                    case Stage.Seen.Player(long pid) -> known(crew.byPid(pid));
                    case Stage.Seen.Nobody() -> known(null);
                    case Stage.Seen.Unknown() -> unknown(mine);
                }
            }
        });
    }

    private void known(@Nullable Slot shown) {
        if (house.coming()) {
            return;
        }
        crew.certain();
        if (shown != null) {
            LOG.info("player {} is the one that is seen", shown.name);
            // Its predecessor may have died as it was about to be seen, or held for what was to take its place.
            shown.deck.seen();
            shown.deck.goOn();
        }
        crew.up().stream().filter(slot -> slot != shown && slot != crew.seen()).forEach(slot -> slot.deck.parked());
        boolean adopts = waiting && shown != null;
        waiting &= !adopts;
        house.seen(shown, adopts);
        answer();
    }

    private void unknown(int mine) {
        if (waiting && !house.coming()) {
            crew.doubtAll();
        }
        loop.after(ASK_AGAIN, "ask again who is seen", () -> {
            if (mine == asked && crew.inDoubt() && !house.closed()) {
                askWhoIsSeen();
            }
        });
    }

    /** Says that a player is up, or starts one. What was found is waited for, until the one that asked gives up: it may be on the glass, or come onto it. */
    void answer() {
        if (!waiting || adopting > 0 || house.closed()) {
            return;
        }
        if (!crew.up().isEmpty()) {
            waiting = false;
            int mine = opening;
            loop.post("a player is up", () -> {
                if (mine == opening && !house.closed()) {
                    house.opened();
                }
            });
            return;
        }
        Slot best = crew.opening() ? null : crew.toStart();
        if (best != null) {
            start(best);
        }
    }

    void start(Slot slot) {
        LOG.debug("player {} is to be started", slot.name);
        slot.deck.open(house.ears(slot));
    }

    /** The one that asked is told otherwise, or gives up. */
    void over() {
        waiting = false;
        adopting = 0;
    }
}
