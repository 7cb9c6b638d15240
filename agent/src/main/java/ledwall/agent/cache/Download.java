package ledwall.agent.cache;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file on its way, and how far it is. On the agent's loop. */
final class Download {
    private static final Logger LOG = LoggerFactory.getLogger(Download.class);

    final MediaWant want;
    /** Bytes that came, all before this one. */
    long received;
    /** Of these, what the disk still has to take. */
    long unwritten;
    long stallsAtNanos = Long.MAX_VALUE;
    /** How often it was asked for again since its last piece. */
    int stalls;
    private @Nullable State state;

    enum State {
        /** Room is being made; nothing was asked for yet. */
        BEGINNING,
        /** Pieces are coming. */
        RECEIVING,
        /** All is here; it is being forced and hashed. */
        FINISHING
    }

    Download(MediaWant want) {
        this.want = want;
    }

    boolean is(State one) {
        return state == one;
    }

    /** Its next state; {@code null} at its end. */
    void enter(@Nullable State next, String why) {
        LOG.debug("cache: {} {} -> {}: {}", want.hash(), state, next, why);
        state = next;
    }
}
