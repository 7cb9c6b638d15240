package ledwall.controller.release.channel.wechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ledwall.controller.release.channel.ShiftedClock;
import ledwall.protocol.json.JsonObject;
import org.junit.jupiter.api.Test;

class TokenTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ShiftedClock clock = new ShiftedClock();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger fetched = new AtomicInteger();
    private final Token token = new Token(clock, this::fetch);

    /** Answers the first question at once, and the next one when it may. */
    private JsonObject fetch(boolean force) {
        int number = fetched.incrementAndGet();
        if (number > 1) {
            asked.countDown();
            try {
                assertTrue(answers.await(LONG.toSeconds(), TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return JsonObject.parse("{\"access_token\":\"token-%d\",\"expires_in\":7200}".formatted(number).getBytes(StandardCharsets.UTF_8));
    }

    /** Somebody looks whether the site is well while another release is due: that one does not wait for the answer. */
    @Test
    void whoeverHasAGoodTokenDoesNotWaitForOneWhoLooksWhetherWechatIsThere() throws Exception {
        assertEquals("token-1", token.get());
        clock.advance(Duration.ofMinutes(1));
        var knocking = CompletableFuture.runAsync(() -> {
            try {
                token.knock();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertTrue(asked.await(LONG.toSeconds(), TimeUnit.SECONDS));
        try {
            assertEquals("token-1", assertTimeoutPreemptively(Duration.ofSeconds(5), token::get));
        } finally {
            answers.countDown();
        }
        knocking.get(LONG.toSeconds(), TimeUnit.SECONDS);
        assertEquals("token-2", token.get());
        assertEquals(2, fetched.get());
    }
}
