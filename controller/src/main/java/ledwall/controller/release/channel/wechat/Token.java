package ledwall.controller.release.channel.wechat;

import java.time.Duration;
import ledwall.controller.release.channel.NoAnswer;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.runtime.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The access token, kept until shortly before it ends. It is WeChat's stable token: asking again gives the same one, so that a restart costs nothing and nobody else's
 * token ends. Only one that WeChat refuses before its time is replaced by force, which it allows 20 times a day, 30 s apart. Safe from any thread.
 */
final class Token {
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration BETWEEN_FORCED = Duration.ofSeconds(30);
    /** Whoever asks whether WeChat is there within so short a time after another one has that one's answer. */
    private static final Duration HEARD_JUST_NOW = Duration.ofSeconds(1);
    private static final int LONGEST = 4_096;

    private final Clock clock;
    private final Source source;
    /** Read without the monitor: a call that is due does not wait for whoever looks whether WeChat is there. */
    private volatile @Nullable Kept kept;
    private @Nullable String refused;
    private long forcedAtNanos;
    private boolean forced;

    private record Kept(String value, long heardAtNanos, long goodUntilNanos) {
        boolean isGood(long nanos) {
            return nanos < goodUntilNanos;
        }
    }

    /** Asks WeChat for it. */
    interface Source {
        JsonObject fetch(boolean force) throws NoAnswer, WechatError;
    }

    Token(Clock clock, Source source) {
        this.clock = clock;
        this.source = source;
    }

    String get() throws NoAnswer, WechatError {
        Kept now = kept;
        return now != null && now.isGood(clock.nanos()) ? now.value() : fresh();
    }

    private synchronized String fresh() throws NoAnswer, WechatError {
        // Somebody may have fetched it meanwhile.
        Kept now = kept;
        return now != null && now.isGood(clock.nanos()) ? now.value() : fetched();
    }

    /** Asks for it though one is kept: that WeChat gave it hours ago does not say that it would take anything now. */
    synchronized void knock() throws NoAnswer, WechatError {
        Kept now = kept;
        if (now == null || clock.nanos() - now.heardAtNanos() > HEARD_JUST_NOW.toNanos()) {
            fetched();
        }
    }

    private String fetched() throws NoAnswer, WechatError {
        JsonObject answer = source.fetch(false);
        if (answer.text("access_token").equals(refused)) {
            long since = clock.nanos() - forcedAtNanos;
            if (forced && since < BETWEEN_FORCED.toNanos()) {
                throw new NoAnswer.Held("WeChat refuses its own token; a new one may be asked for in a moment.",
                    BETWEEN_FORCED.minusNanos(since));
            }
            forced = true;
            forcedAtNanos = clock.nanos();
            answer = source.fetch(true);
        }
        String fresh = answer.text("access_token");
        if (fresh.isEmpty() || fresh.length() > LONGEST) {
            throw new NoAnswer.Lost("WeChat gave a token of " + fresh.length() + " characters.");
        }
        Duration good = Duration.ofSeconds(answer.number("expires_in"));
        // A short one is used for its first half at least.
        Duration usable = good.compareTo(EARLY.multipliedBy(2)) > 0 ? good.minus(EARLY) : good.dividedBy(2);
        long now = clock.nanos();
        kept = new Kept(fresh, now, now + usable.toNanos());
        refused = null;
        return fresh;
    }

    /** WeChat did not take this one. */
    synchronized void refused(String token) {
        Kept now = kept;
        if (now != null && token.equals(now.value())) {
            kept = null;
            refused = token;
        }
    }
}
