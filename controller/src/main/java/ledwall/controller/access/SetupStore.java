package ledwall.controller.access;

import java.util.Optional;

/** The SHA-256 of the one token that makes the first administrator. Blocking; each method is one transaction. */
public interface SetupStore {
    Optional<String> tokenHash();

    /** Replaces the one before. */
    void replace(String tokenHash);

    void clear();
}
