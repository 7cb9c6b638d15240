package ledwall.sim;

import java.io.Serial;

/** Unwinds what a process was doing when it was killed in the midst of it. An error, for nobody may survive it. */
public final class SimKilled extends Error {
    @Serial private static final long serialVersionUID = 1;

    SimKilled(String host) {
        super(host + " was killed in the midst of this", null, false, false);
    }
}
