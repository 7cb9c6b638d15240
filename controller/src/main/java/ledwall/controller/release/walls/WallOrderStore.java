package ledwall.controller.release.walls;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Tokens;
import ledwall.protocol.timeline.Verdict;

/** What screens were ordered of releases, and what they hold of it. Blocking. */
public interface WallOrderStore {
    /** Those ordered after an instant, and withdrawals that no screen's disk is known to have; by screen, release, verdict. */
    List<WallOrder> since(Instant after);

    /** Stores an order for each of these screens, where it is not the one that stands there. A release does the same within its own transaction. */
    void order(ReleaseRef ref, Collection<ScreenId> screens, Verdict verdict, Instant at);

    /** Stores what screens said. */
    void heard(List<WallOrder> orders);

    /** All that a screen is known to have heard of releases, ever. */
    Tokens heard(ScreenId screen);
}
