package ledwall.controller.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is logged in. A session ends {@link #IDLE} after its last use and {@link #ABSOLUTE} after it was opened. Blocking, safe from any thread. */
public final class Sessions {
    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    public static final Duration IDLE = Duration.ofHours(12);
    public static final Duration ABSOLUTE = Duration.ofDays(7);
    /** A page asks several times a second; its last use needs no finer grain than this, and each touch is a durable write. */
    static final Duration TOUCH_EVERY = Duration.ofMinutes(1);
    /** A script that logs in for each request must not fill the table. */
    static final int MAX_PER_PERSON = 50;
    private static final int TOKEN_LENGTH = 43;

    private final SessionStore store;
    private final Clock clock;
    private final Entropy entropy;

    public Sessions(SessionStore store, Clock clock, Entropy entropy) {
        this.store = store;
        this.clock = clock;
        this.entropy = entropy;
    }

    /** Opens a session and returns its token, which is kept nowhere. */
    String open(Person person) {
        Instant now = clock.wall();
        store.prune(now.minus(ABSOLUTE), now.minus(IDLE), person.name(), MAX_PER_PERSON - 1);
        var token = Tokens.fresh(entropy);
        store.insert(Tokens.hash(token), person.name(), now);
        return token;
    }

    /** Whose session it is; empty for an unknown token and one that has ended. */
    public Optional<Person> find(String token) {
        if (token.length() != TOKEN_LENGTH) {
            return Optional.empty();
        }
        var hash = Tokens.hash(token);
        Instant now = clock.wall();
        return store.find(hash).filter(stored -> alive(stored, now)).map(stored -> {
            if (stored.usedAt().plus(TOUCH_EVERY).isBefore(now)) {
                touch(hash, now);
            }
            return stored.person();
        });
    }

    /** A database that can be read only must not keep people from looking. */
    private void touch(String hash, Instant now) {
        try {
            store.touch(hash, now);
        } catch (Refusal e) {
            log.warn("the use of a session is not noted: {}", e.cause());
        }
    }

    /** Whether the session is still alive. Asking is no use of it: a page that only lies open does not keep it so. */
    public boolean alive(String token) {
        return store.find(Tokens.hash(token)).filter(stored -> alive(stored, clock.wall())).isPresent();
    }

    public void end(String token) {
        store.delete(Tokens.hash(token));
    }

    /** Sessions used within the last hour. */
    public long countRecent() {
        return store.countUsedSince(clock.wall().minus(Duration.ofHours(1)));
    }

    private static boolean alive(SessionStore.Stored stored, Instant now) {
        return now.isBefore(stored.usedAt().plus(IDLE)) && now.isBefore(stored.openedAt().plus(ABSOLUTE));
    }
}
