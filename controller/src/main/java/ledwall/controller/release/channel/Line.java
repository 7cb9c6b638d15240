package ledwall.controller.release.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way by which an adapter calls its site: counts each API's calls of the day before they leave (stored, so that a restart does not forget), holds back what
 * would go beyond the site's limit or what the breaker forbids, and writes down how long each call took. It never calls again by itself: only the adapter knows what
 * may have happened. Safe from any thread that may block.
 */
public final class Line {
    /** Delays of a retry are drawn from nothing up to a bound that doubles with each failure in a row: full jitter, so that many do not come at once. */
    private static final Duration FIRST_DELAY = Duration.ofSeconds(2);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(2);
    private static final Duration LEAST_DELAY = Duration.ofMillis(200);

    private static final Duration UNCOUNTED = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(Line.class);

    private final ChannelId channel;
    private final Limits limits;
    private final CallStore store;
    private final Clock clock;
    private final Entropy entropy;
    private final Breaker breaker;

    public Line(ChannelId channel, Limits limits, CallStore store, Clock clock, Entropy entropy) {
        this.channel = channel;
        this.limits = limits;
        this.store = store;
        this.clock = clock;
        this.entropy = entropy;
        this.breaker = new Breaker(clock);
    }

    /** One call of the other side. */
    public interface Call<T> {
        T make() throws NoAnswer;
    }

    /** @throws NoAnswer of any kind; {@link NoAnswer.Held} before anything was counted */
    public <T> T call(String api, Call<T> call) throws NoAnswer {
        return call(api, false, call);
    }

    /** The same for the call that makes something public: its time is the channel's lead. */
    public <T> T publish(String api, Call<T> call) throws NoAnswer {
        return call(api, true, call);
    }

    private <T> T call(String api, boolean publishes, Call<T> call) throws NoAnswer {
        Duration held = breaker.held();
        if (!held.isZero()) {
            throw new NoAnswer.Held("The other side failed " + breaker.failures() + " times in a row; it is tried again in " + seconds(held) + " s.", held);
        }
        Instant wall = clock.wall();
        LocalDate today = LocalDate.ofInstant(wall, limits.zone());
        if (!taken(api, today, limits.of(api))) {
            throw new NoAnswer.Held("The " + limits.of(api) + " calls of " + api + " that a day allows are used up.", untilTomorrow(wall, today));
        }
        long begun = clock.nanos();
        try {
            T out = call.make();
            breaker.worked();
            called(new CallStore.Made(wall, api, publishes, Duration.ofNanos(clock.nanos() - begun), true));
            return out;
        } catch (NoAnswer.Unsent | NoAnswer.Lost e) {
            breaker.failed();
            called(new CallStore.Made(wall, api, publishes, Duration.ofNanos(clock.nanos() - begun), false));
            throw e;
        }
    }

    /** Counts something of one's own, of which the site knows nothing, before it happens: a crash right after it does not forget it. */
    public void note(String what) throws NoAnswer.Held {
        taken(what, LocalDate.ofInstant(clock.wall(), limits.zone()), Integer.MAX_VALUE);
    }

    /** A call that cannot be counted is not made. */
    private boolean taken(String api, LocalDate today, int most) throws NoAnswer.Held {
        try {
            return store.take(channel, api, today.toEpochDay(), most);
        } catch (Refusal e) {
            throw new NoAnswer.Held("The call was not made, for it could not be counted. " + e.cause(), UNCOUNTED);
        }
    }

    /** What the other side answered must not be lost because the time it took could not be noted. */
    private void called(CallStore.Made call) {
        try {
            store.called(channel, call);
        } catch (Refusal e) {
            log.warn("the time that {} of {} took is not noted: {}", call.api(), channel, e.cause());
        }
    }

    /** How many calls of an API today still allows. */
    public int left(String api) {
        int most = limits.of(api);
        return most == Integer.MAX_VALUE ? most : Math.max(0, most - used(api));
    }

    /** How many calls of an API were made today, by the site's own calendar. */
    public int used(String api) {
        return store.used(channel, api, LocalDate.ofInstant(clock.wall(), limits.zone()).toEpochDay());
    }

    /** How many a day allows; {@link Integer#MAX_VALUE} where nobody limits them. */
    public int most(String api) {
        return limits.of(api);
    }

    /** Of each API that the site limits, how much of today is used, by name. */
    public List<Usage> usage() {
        return limits.perDay().keySet().stream().sorted().map(api -> new Usage(api, used(api), most(api))).toList();
    }

    /** How often an API was called today, and how often it may be. */
    public record Usage(String api, int used, int most) {}

    /** How long to wait before the next try, by the failures in a row. */
    public Duration backoff() {
        long bound = FIRST_DELAY.toNanos();
        for (int i = 1; i < breaker.failures() && bound < LONGEST_DELAY.toNanos(); i++) {
            bound *= 2;
        }
        return LEAST_DELAY.plusNanos(entropy.below(Math.min(bound, LONGEST_DELAY.toNanos())));
    }

    /** What became of a step whose call changes nothing visible, or bears being made twice. */
    public Step again(Memo memo, NoAnswer failure) {
        return failure instanceof NoAnswer.Held held ? new Step.Trouble(memo, held.words(), held.after()) : new Step.Trouble(memo, failure.words(), backoff());
    }

    /** What became of a step that must not happen twice. */
    public Step once(Memo memo, NoAnswer failure) {
        return failure instanceof NoAnswer.Lost lost ? new Step.Unknown(memo, lost.words()) : again(memo, failure);
    }

    /** Calls that failed in a row, so far. */
    public int failures() {
        return breaker.failures();
    }

    /** Ill while the breaker is open: the next call, such as a check by hand, may close it. */
    public boolean open() {
        return breaker.open();
    }

    /** Until the site's own day begins, by this machine's calendar. */
    public Duration untilTomorrow() {
        Instant wall = clock.wall();
        return untilTomorrow(wall, LocalDate.ofInstant(wall, limits.zone()));
    }

    private Duration untilTomorrow(Instant wall, LocalDate today) {
        return Duration.between(wall, today.plusDays(1).atStartOfDay(limits.zone()).toInstant());
    }

    private static long seconds(Duration length) {
        return length.plusMillis(999).toSeconds();
    }
}
