package ledwall.controller.release.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.storage.SqlCallStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ChannelsTest {
    private static final Map<String, String> WECHAT = Map.of("appId", "wx1");
    private static final Map<String, String> SECRET = Map.of("appSecret", "thimble-7f3a9c");

    @TempDir Path folder;
    private OnlineRig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new OnlineRig(folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private Channels channels() {
        return rig.online.channels();
    }

    private static String code(Executable what) {
        return assertThrows(Refusal.class, what).code();
    }

    @Test
    void aSecretIsKeptSealedAndComesBackNowhere() {
        Channel made = channels().make("Account", ChannelKind.WECHAT, WECHAT, SECRET);

        assertTrue(made.secret());
        assertFalse(channels().all().toString().contains("thimble"));
        String kept = rig.database.read("look", handle -> String.join(",", handle.createQuery("SELECT sealed FROM channel_secret").mapTo(String.class).list()));
        assertFalse(kept.contains("thimble"), kept);
        assertEquals(SECRET, channels().secrets(made));
    }

    @Test
    void aChannelWhoseSecretsCannotBeReadCallsNobodyAndSaysWhatToDo() {
        Channel made = channels().make("Account", ChannelKind.WECHAT, WECHAT, SECRET);
        rig.database.change("as after a restore with another key", handle -> handle.execute("UPDATE channel_secret SET sealed = ?", "AAAA".repeat(20)));

        OnlineChannel locked = rig.open(made);
        var trouble = assertInstanceOf(Step.Trouble.class, locked.publish(rig.job(made, rig.post())));
        assertTrue(trouble.words().contains("channel.key"), trouble::words);
        assertFalse(channels().check(made.id()).well());
        channels().edit(made.id(), 1, "Account", WECHAT, SECRET);
        assertEquals(SECRET, channels().secrets(made));
    }

    @Test
    void anEditKeepsTheSecretUnlessItBringsAnother() {
        Channel made = channels().make("Account", ChannelKind.WECHAT, WECHAT, SECRET);
        Channel renamed = channels().edit(made.id(), 1, "Account 2", Map.of("appId", "wx2"), null);

        assertEquals(2, renamed.revision());
        assertEquals(SECRET, channels().secrets(renamed));
        channels().edit(made.id(), 2, "Account 2", Map.of("appId", "wx2"), Map.of("appSecret", "another-secret"));
        assertEquals(Map.of("appSecret", "another-secret"), channels().secrets(made));
        assertEquals("channelStale", code(() -> channels().edit(made.id(), 2, "Late", WECHAT, null)));
    }

    @Test
    void anEditCannotHaveTheKeptSecretSentElsewhere() {
        Channel made = channels().make("Account", ChannelKind.WECHAT, WECHAT, SECRET);
        var elsewhere = Map.of("appId", "wx1", "base", "https://collector.example");

        assertEquals("channelSecretNeeded", code(() -> channels().edit(made.id(), 1, "Account", elsewhere, null)));
        assertEquals(2, channels().edit(made.id(), 1, "Account", elsewhere, SECRET).revision());
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndNoSecretWithIt() {
        var refusal = assertThrows(Refusal.class, () -> channels().make("Account", ChannelKind.WECHAT, Map.of("language", "fr", "base", "ftp://x", "apId", "wx"),
            Map.of("appSecret", "short\n", "other", "thimble")));

        assertEquals("channelSettingsWrong", refusal.code());
        for (String wrong : List.of("appId is missing", "language must be one of", "base must be a whole address", "apId is not a setting", "secret.appSecret must have",
            "secret.other is not a setting")) {
            assertTrue(refusal.cause().contains(wrong), wrong + " in " + refusal.cause());
        }
        assertFalse(refusal.cause().contains("thimble"));
        assertEquals(List.of(), channels().all());
    }

    @Test
    void twoChannelsOfOneAccountWouldEachCountAlone() {
        channels().make("One", ChannelKind.WECHAT, WECHAT, SECRET);

        assertEquals("channelAccountTaken", code(() -> channels().make("Two", ChannelKind.WECHAT, WECHAT, SECRET)));
        assertEquals("nameTaken", code(() -> channels().make("One", ChannelKind.FEED, Map.of("title", "t"), Map.of())));
    }

    @Test
    void aRemovedChannelIsGoneForTheEngineAndItsNameIsFree() {
        Channel made = channels().make("Account", ChannelKind.WECHAT, WECHAT, SECRET);
        assertEquals("channelStale", code(() -> channels().remove(made.id(), 7, true)));
        channels().remove(made.id(), 1, false);

        assertEquals(Optional.empty(), channels().open(made.id()));
        assertEquals(Duration.ZERO, channels().lead(made.id()));
        assertEquals("noSuchChannel", code(() -> channels().check(made.id())));
        assertEquals(0, rig.rows("channel_secret"));
        channels().make("Account", ChannelKind.WECHAT, WECHAT, SECRET);
    }

    @Test
    void theLeadIsTheMedianOfPublishingAndBeforeThatOfOtherCalls() {
        Channel channel = channels().make("Account", ChannelKind.WECHAT, WECHAT, SECRET);
        var calls = new SqlCallStore(rig.database);
        assertEquals(Duration.ZERO, channels().lead(channel.id()));
        for (int millis : List.of(300, 100, 200)) {
            calls.called(channel.id(), new CallStore.Made(Instant.EPOCH, "draft/add", false, Duration.ofMillis(millis), true));
        }
        assertEquals(Duration.ofMillis(200), channels().lead(channel.id()));
        for (int i = 0; i < 40; i++) {
            calls.called(channel.id(), new CallStore.Made(Instant.EPOCH, "submit", true, Duration.ofMillis(i < 9 ? 9_000 : 1_000 + i), true));
        }
        calls.called(channel.id(), new CallStore.Made(Instant.EPOCH, "submit", true, Duration.ofMillis(12_000), false));

        assertEquals(Duration.ofMillis(1_024), channels().lead(channel.id()), "of the last 31, and of those that were answered");
        channels().edit(channel.id(), 1, "Account", Map.of("appId", "wx1", "early", "no"), null);
        assertEquals(Duration.ZERO, channels().lead(channel.id()), "the site forbids it");
    }
}
