package ledwall.controller.access;

import java.time.Instant;
import java.util.Optional;
import ledwall.protocol.id.ScreenId;

/** Keys of calendar feeds by their SHA-256, one for a screen. Blocking; each method is one transaction. */
public interface FeedKeyStore {
    /** In the place of the screen's key of before. */
    void put(ScreenId screen, String keyHash, Made made);

    void delete(ScreenId screen);

    Optional<Made> made(ScreenId screen);

    /** The screen in service whose key this is. */
    Optional<ScreenId> screen(String keyHash);

    record Made(Instant at, String by) {}
}
