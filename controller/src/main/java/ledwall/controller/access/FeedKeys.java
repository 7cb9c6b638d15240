package ledwall.controller.access;

import java.util.Optional;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;

/**
 * Secrets in the addresses of calendar feeds: calendar programs cannot log in. Each opens one screen's feed for reading and nothing else, until another is
 * made or it is withdrawn. Blocking, safe from any thread.
 */
public final class FeedKeys {
    private final FeedKeyStore store;
    private final Clock clock;
    private final Entropy entropy;

    public FeedKeys(FeedKeyStore store, Clock clock, Entropy entropy) {
        this.store = store;
        this.clock = clock;
        this.entropy = entropy;
    }

    /** A fresh key, told this once; the one of before opens nothing any more. */
    public String make(ScreenId screen, String by) {
        String key = Tokens.fresh(entropy);
        store.put(screen, Tokens.hash(key), new FeedKeyStore.Made(clock.wall(), by));
        return key;
    }

    public void withdraw(ScreenId screen) {
        store.delete(screen);
    }

    /** When the screen's key was made, and by whom; empty if it has none. */
    public Optional<FeedKeyStore.Made> made(ScreenId screen) {
        return store.made(screen);
    }

    public Optional<ScreenId> opens(String key) {
        return store.screen(Tokens.hash(key));
    }
}
