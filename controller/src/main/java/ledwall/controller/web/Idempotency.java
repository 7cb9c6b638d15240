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
    /** A larger answer is forgotten, not its key: whoever repeats the request is told that it was done. A release of very many outlets gives one. */
    static final int MAX_ANSWER_BYTES = 256 << 10;
    /** Of all answers together; beyond this the oldest are forgotten likewise. */
    static final int MAX_BYTES = 32 << 20;

    private final Clock clock;
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    Idempotency(Clock clock) {
        this.clock = clock;
    }

    /** {@code answer} is null while the request is under way, and where it was too large to be kept. */
    private record Entry(String fingerprint, long atNanos, boolean done, Answer.@Nullable Content answer) {
        int bytes() {
            return answer == null ? 0 : answer.bytes().length();
        }
    }

    /**
     * Begins a request, or gives the answer that it had the first time.
     *
     * @throws HttpProblem if the key is under way, was used for another request, or was done with an answer that is not there any more
     */
    synchronized Optional<Answer.Content> begin(String person, String key, String request, byte[] body) {
        expire();
        String name = person + "\n" + key;
        String fingerprint = request + " " + Bytes.of(body).sha256();
        Entry known = entries.get(name);
        if (known == null) {
            entries.put(name, new Entry(fingerprint, clock.nanos(), false, null));
            return Optional.empty();
        }
        if (!known.fingerprint.equals(fingerprint)) {
            throw new HttpProblem(422, "keyUsed", "This Idempotency-Key was used for another request.", "Use a fresh key for each new request.");
        }
        if (known.done && known.answer == null) {
            throw new HttpProblem(409, "doneBefore", "The request with this Idempotency-Key was done; its answer was too large to be kept.",
                "Read what it changed: nothing needs to be done again.");
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
        if (begun == null) {
            return;
        }
        boolean kept = answer.bytes().length() <= MAX_ANSWER_BYTES;
        entries.put(name, new Entry(begun.fingerprint, clock.nanos(), true, kept ? answer : null));
        bytes += kept ? answer.bytes().length() : 0;
        if (bytes > MAX_BYTES) {
            lighten();
        }
    }

    private void lighten() {
        for (var each : entries.entrySet()) {
            if (bytes <= MAX_BYTES) {
                return;
            }
            Entry old = each.getValue();
            bytes -= old.bytes();
            each.setValue(new Entry(old.fingerprint, old.atNanos, old.done, null));
        }
    }

    /** The request came to nothing: the key may be used again. */
    synchronized void forget(String person, String key) {
        entries.remove(person + "\n" + key);
    }

    private void expire() {
        long oldest = clock.nanos() - KEPT.toNanos();
        while (!entries.isEmpty() && (entries.size() >= MAX_ANSWERS || entries.firstEntry().getValue().atNanos < oldest)) {
            bytes -= entries.pollFirstEntry().getValue().bytes();
        }
    }
}
