package ledwall.controller.schedule;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.json.WireName;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the way of an ordinary edit: a screen shows it or is about to, or would by the edit, within the freeze window of its class.
 *
 * @param fromNanos when its window begins, perhaps long ago; {@code untilNanos} when it ends
 * @param rule null for the group's default loop
 * @param coming whether only the edit brings it
 */
public record Frozen(Screen screen, long fromNanos, long untilNanos, @Nullable RuleId rule, String name, RuleClass ruleClass, boolean coming) {
    /** The cause, for people. */
    String cause(long nowNanos, long windowNanos) {
        String what = rule == null ? "the default loop" : "\"" + name + "\" (" + WireName.of(ruleClass) + ")";
        String within = "within " + seconds(windowNanos) + " s";
        if (coming) {
            return "\"" + screen.name() + "\" would change to " + what + " " + within + ", and ordinary edits do not change what is on air or due so soon.";
        }
        boolean begun = fromNanos <= nowNanos;
        return "\"" + screen.name() + "\" " + (begun ? "shows " : "is about to show ") + what + (begun ? "" : " at " + time(fromNanos, nowNanos)) + " until "
                + time(untilNanos, nowNanos) + ", and ordinary edits do not change what is on air or due " + within + ".";
    }

    /** The next step, for people. */
    String advice(long nowNanos, long windowNanos) {
        String now = "or apply the edit now, which cuts at once and takes a right of its own.";
        String after = time(nowNanos + windowNanos, nowNanos);
        return coming ? "Let it begin later than " + after + ", " + now
                : "Change only what comes later than " + after + ", wait until it is over, " + now;
    }

    /** On the clock of the screen's zone, with the day where it is another one. */
    private String time(long nanos, long nowNanos) {
        ZonedDateTime at = Instants.instant(nanos).atZone(screen.zone());
        Instant now = Instants.instant(nowNanos);
        boolean today = at.toLocalDate().equals(now.atZone(screen.zone()).toLocalDate());
        String pattern = (today ? "" : "yyyy-MM-dd ") + (at.getSecond() == 0 ? "HH:mm" : "HH:mm:ss");
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(at) + " (" + screen.zone() + ")";
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, 1_000_000_000L);
    }
}
