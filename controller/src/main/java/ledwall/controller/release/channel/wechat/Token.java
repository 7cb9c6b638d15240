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
    private static final int LONGEST = 4_096;

    private final Clock clock;
    private final Source source;
    private @Nullable String value;
    private long goodUntilNanos;
    private @Nullable String refused;
    private long forcedAtNanos;
    private boolean forced;

    /** Asks WeChat for it. */
    interface Source {
        JsonObject fetch(boolean force) throws NoAnswer, WechatError;
    }

    Token(Clock clock, Source source) {
        this.clock = clock;
        this.source = source;
    }

    synchronized String get() throws NoAnswer, WechatError {
        String kept = value;
        if (kept != null && clock.nanos() < goodUntilNanos) {
            return kept;
        }
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
        value = fresh;
        goodUntilNanos = clock.nanos() + usable.toNanos();
        refused = null;
        return fresh;
    }

    /** WeChat did not take this one. */
    synchronized void refused(String token) {
        if (token.equals(value)) {
            value = null;
            refused = token;
        }
    }
}
