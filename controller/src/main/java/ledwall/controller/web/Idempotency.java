package ledwall.controller.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the answers to POSTs by their {@code Idempotency-Key}, so that a client which lost the answer may ask again without doing it twice. Kept in memory:
 * a restart forgets them, and a repeated request is then a new one. Keys of different people never meet. Safe from any thread.
 */
final class Idempotency {
    static final Duration KEPT = Duration.ofHours(24);
    /** Beyond this the oldest are forgotten. */
    static final int MAX_ANSWERS = 2_000;
    /** Larger answers are not kept; no POST of this API gives one. */
    static final int MAX_ANSWER_BYTES = 16 << 10;

    private final Clock clock;
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();

    Idempotency(Clock clock) {
        this.clock = clock;
    }

    /** {@code answer} is null while the request is under way. */
    private record Entry(String fingerprint, long atNanos, Answer.@Nullable Content answer) {}

    /**
     * Begins a request, or gives the answer that it had the first time.
     *
     * @throws HttpProblem if the key is under way, or was used for another request
     */
    synchronized Optional<Answer.Content> begin(String person, String key, String request, byte[] body) {
        expire();
        String name = person + "\n" + key;
        String fingerprint = request + " " + Bytes.of(body).sha256();
        Entry known = entries.get(name);
        if (known == null) {
            entries.put(name, new Entry(fingerprint, clock.nanos(), null));
            return Optional.empty();
        }
        if (!known.fingerprint.equals(fingerprint)) {
            throw new HttpProblem(422, "keyUsed", "This Idempotency-Key was used for another request.", "Use a fresh key for each new request.");
        }
        if (known.answer == null) {
            throw new HttpProblem(409, "inProgress", "The first request with this Idempotency-Key is still under way.",
                "Wait for its answer, or try again later.");
        }
        return Optional.of(known.answer);
    }

    /** The request succeeded. */
    synchronized void done(String person, String key, Answer.Content answer) {
        String name = person + "\n" + key;
        Entry begun = entries.remove(name);
        if (begun != null && answer.bytes().length() <= MAX_ANSWER_BYTES) {
            entries.put(name, new Entry(begun.fingerprint, clock.nanos(), answer));
        }
    }

    /** The request came to nothing: the key may be used again. */
    synchronized void forget(String person, String key) {
        entries.remove(person + "\n" + key);
    }

    private void expire() {
        long oldest = clock.nanos() - KEPT.toNanos();
        while (!entries.isEmpty() && (entries.size() >= MAX_ANSWERS || entries.firstEntry().getValue().atNanos < oldest)) {
            entries.pollFirstEntry();
        }
    }
}
