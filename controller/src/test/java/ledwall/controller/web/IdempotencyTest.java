package ledwall.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import ledwall.protocol.id.Bytes;
import ledwall.controller.access.HandClock;
import org.junit.jupiter.api.Test;

/** What answers take in memory is bounded, and a key whose answer is not kept is still known. */
class IdempotencyTest {
    private final Idempotency idempotency = new Idempotency(new HandClock());

    private static Answer.Content answer(int bytes) {
        return new Answer.Content(200, Map.of(), "application/json", Bytes.of(new byte[bytes]), "");
    }

    private Optional<Answer.Content> begin(String key) {
        return idempotency.begin("operator", key, "addRelease", new byte[0]);
    }

    private void done(String key, int bytes) {
        assertEquals(Optional.empty(), begin(key));
        idempotency.done("operator", key, answer(bytes));
    }

    @Test
    void anAnswerTooLargeToKeepStillKeepsItsRequestFromBeingDoneAgain() {
        done("large", Idempotency.MAX_ANSWER_BYTES + 1);
        assertEquals("doneBefore", assertThrows(HttpProblem.class, () -> begin("large")).code());
        done("just right", Idempotency.MAX_ANSWER_BYTES);
        assertEquals(Idempotency.MAX_ANSWER_BYTES, begin("just right").orElseThrow().bytes().length());
    }

    @Test
    void whatAllAnswersTakeIsBoundedAndTheOldestGoFirst() {
        int most = Idempotency.MAX_BYTES / Idempotency.MAX_ANSWER_BYTES;
        for (int i = 0; i <= most; i++) {
            done("k" + i, Idempotency.MAX_ANSWER_BYTES);
        }
        assertEquals("doneBefore", assertThrows(HttpProblem.class, () -> begin("k0")).code());
        assertTrue(begin("k1").isPresent());
        assertTrue(begin("k" + most).isPresent());
    }

    @Test
    void whatCameToNothingMayBeDoneAgain() {
        assertEquals(Optional.empty(), begin("k"));
        assertEquals("inProgress", assertThrows(HttpProblem.class, () -> begin("k")).code());
        idempotency.forget("operator", "k");
        done("k", 10);
        assertEquals(10, begin("k").orElseThrow().bytes().length());
    }
}
