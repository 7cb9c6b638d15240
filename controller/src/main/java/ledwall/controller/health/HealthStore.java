package ledwall.controller.health;

import java.util.List;
import java.util.Map;
import ledwall.protocol.id.ScreenId;

/** What happened to screens, and how they were last seen. Blocking. */
public interface HealthStore {
    /** Kept of each screen; older ones go. */
    int KEPT_EVENTS = 500;

    /** Appends events, replaces what is known of the screens named, and trims: one transaction. */
    void append(List<ScreenEvent> events, List<LastSeen> seen);

    /** The newest events of a screen, the newest first. */
    List<ScreenEvent> latest(ScreenId screen, int limit);

    Map<ScreenId, LastSeen> lastSeen();
}
