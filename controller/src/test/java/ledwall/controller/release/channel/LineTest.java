package ledwall.controller.release.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import ledwall.controller.access.CountingEntropy;
import ledwall.controller.access.HandClock;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlCallStore;
import ledwall.controller.storage.SqlChannelStore;
import ledwall.protocol.id.ChannelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineTest {
    private static final ChannelId CHANNEL = new ChannelId("channel-one");
    private static final Limits LIMITS = new Limits(ZoneId.of("Asia/Shanghai"), Map.of("submit", 2));

    private final Database database = Database.inMemory();
    private final CallStore store = new SqlCallStore(database);
    private final HandClock clock = new HandClock();

    @BeforeEach
    void channel() {
        new SqlChannelStore(database).insert(new Channel(CHANNEL, "One", ChannelKind.WECHAT, Map.of(), false, 1, Instant.EPOCH), null);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Line line() {
        return new Line(CHANNEL, LIMITS, store, clock, new CountingEntropy());
    }

    private static String lost() throws NoAnswer {
        throw new NoAnswer.Lost("nothing came");
    }

    @Test
    void aDaysCallsAreCountedAcrossRestartsAndHeldBackBeforeTheyLeave() throws NoAnswer {
        line().call("submit", () -> "ok");
        line().call("submit", () -> "ok");

        Line restarted = line();
        assertEquals(0, restarted.left("submit"));
        var held = assertThrows(NoAnswer.Held.class, () -> restarted.call("submit", () -> {
            throw new AssertionError("it left all the same");
        }));
        // 8:00 UTC is four in the afternoon there.
        assertEquals(Duration.ofHours(8), held.after());
        assertEquals("ok", restarted.call("draft", () -> "ok"), "each API has its own count");
    }

    @Test
    void theCountBeginsAnewAtTheSitesMidnight() throws NoAnswer {
        Line line = line();
        line.call("submit", () -> "ok");
        line.call("submit", () -> "ok");
        clock.advance(Duration.ofHours(8).minusNanos(1));
        assertEquals(0, line.left("submit"));
        clock.advance(Duration.ofNanos(1));
        assertEquals(2, line.left("submit"));
    }

    @Test
    void aCallThatFailedCountsToo() {
        Line line = line();
        assertThrows(NoAnswer.Lost.class, () -> line.call("submit", LineTest::lost));

        assertEquals(1, line.left("submit"), "it may have arrived");
    }

    @Test
    void fiveFailuresOpenTheBreakerAndOneGoodCallClosesIt() throws NoAnswer {
        Line line = line();
        for (int i = 0; i < 5; i++) {
            assertThrows(NoAnswer.Lost.class, () -> line.call("get", LineTest::lost));
        }
        assertTrue(line.open());
        var held = assertThrows(NoAnswer.Held.class, () -> line.call("get", () -> "ok"));

        clock.advance(held.after());
        assertThrows(NoAnswer.Lost.class, () -> line.call("get", LineTest::lost), "one call looks whether it is back");
        var longer = assertThrows(NoAnswer.Held.class, () -> line.call("get", () -> "ok"));
        assertTrue(longer.after().compareTo(held.after()) > 0);

        clock.advance(longer.after());
        assertEquals("ok", line.call("get", () -> "ok"));
        assertEquals("ok", line.call("get", () -> "ok"));
    }

    @Test
    void whileOneCallLooksTheOthersWait() throws NoAnswer {
        Line line = line();
        for (int i = 0; i < 5; i++) {
            assertThrows(NoAnswer.Lost.class, () -> line.call("get", LineTest::lost));
        }
        clock.advance(Duration.ofSeconds(15));
        line.call("get", () -> {
            assertThrows(NoAnswer.Held.class, () -> line.call("get", () -> "ok"));
            return "ok";
        });
    }

    @Test
    void delaysAreDrawnFromARangeThatGrowsAndEnds() {
        Line line = line();
        var drawn = new HashSet<Duration>();
        for (int i = 0; i < 12; i++) {
            Duration delay = line.backoff();
            Duration bound = Duration.ofSeconds(Math.min(120, 2L << Math.max(0, Math.min(i, 5) - 1))).plusMillis(200);
            assertTrue(delay.compareTo(bound) <= 0, delay + " after " + i);
            drawn.add(delay);
            if (i < 5) {
                assertThrows(NoAnswer.Lost.class, () -> line.call("get", LineTest::lost));
            }
        }
        assertTrue(drawn.size() > 10, "jitter: " + drawn);
    }

    @Test
    void whetherItMayHaveHappenedDecidesWhatTheStepIs() {
        Line line = line();
        assertInstanceOf(Step.Unknown.class, line.once(Memo.EMPTY, new NoAnswer.Lost("gone")));
        assertInstanceOf(Step.Trouble.class, line.once(Memo.EMPTY, new NoAnswer.Unsent("refused")));
        assertInstanceOf(Step.Trouble.class, line.again(Memo.EMPTY, new NoAnswer.Lost("gone")));
        assertEquals(new Step.Trouble(Memo.EMPTY, "later", Duration.ofHours(1)), line.once(Memo.EMPTY, new NoAnswer.Held("later", Duration.ofHours(1))));
    }

    @Test
    void aCallThatCannotBeCountedIsNotMade() {
        Line line = line();
        database.close();

        assertThrows(NoAnswer.Held.class, () -> line.call("submit", () -> {
            throw new AssertionError("it left uncounted");
        }));
    }

    @Test
    void anAnswerIsNotLostBecauseItsTimeCannotBeNoted() throws NoAnswer {
        assertEquals("accepted", line().publish("submit", () -> {
            database.close();
            return "accepted";
        }));
    }

    @Test
    void latenciesOfPublishingAreKeptApartAndTrimmed() throws NoAnswer {
        Line line = line();
        for (int i = 0; i < CallStore.KEPT + 10; i++) {
            int millis = i;
            line.call("draft", () -> {
                clock.advance(Duration.ofMillis(millis));
                return "ok";
            });
        }
        line.publish("submit", () -> {
            clock.advance(Duration.ofMillis(700));
            return "ok";
        });
        assertThrows(NoAnswer.Lost.class, () -> line.publish("submit", LineTest::lost));

        assertEquals(List.of(Duration.ofMillis(700)), store.took(CHANNEL, true, 31));
        assertEquals(CallStore.KEPT, store.took(CHANNEL, false, 1_000).size());
        assertEquals(Duration.ofMillis(CallStore.KEPT + 9), store.took(CHANNEL, false, 1).getFirst());
    }
}
