package ledwall.agent.timeline;

import java.util.ArrayList;
import java.util.List;

import ledwall.protocol.timeline.Programme;

/** The timelines that this agent keeps. On the agent's loop. */
public final class Shelf {
    private final List<Runnable> listeners = new ArrayList<>();

    /** What may go on the glass: every timeline that has its switch and is ready, oldest first. */
    public Programme programme() {
        return Programme.EMPTY;
    }

    /** Told on the loop each time {@link #programme} changed. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
