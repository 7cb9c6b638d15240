package ledwall.controller.access;

import java.time.Instant;
import java.util.Optional;

/** Open sessions by the SHA-256 of their token. Blocking; each method is one transaction. */
public interface SessionStore {
    void insert(String tokenHash, String person, Instant openedAt);

    Optional<Stored> find(String tokenHash);

    void touch(String tokenHash, Instant usedAt);

    void delete(String tokenHash);

    /** Forgets those opened or last used before these instants, and of this person's all but the {@code keep} used last. */
    void prune(Instant openedBefore, Instant usedBefore, String person, int keep);

    /** How many were used since. */
    long countUsedSince(Instant since);

    /** A session as stored. */
    record Stored(Person person, Instant openedAt, Instant usedAt) {}
}
