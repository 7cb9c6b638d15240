package ledwall.controller.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import ledwall.controller.refusal.Refusal;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * A recurrence rule (RFC 5545, 3.3.10) over local times without a zone. Equal by its canonical text. Immutable.
 *
 * <p>lib-recur counts, in its strict mode, which still takes what the RFC does not: an empty last part or list entry, the SKIP and RSCALE of RFC 7529, the 31st
 * of February as UNTIL, intervals that overflow into the past. {@link #GRAMMAR} and the checks beside it refuse these.
 */
public final class Recurrence {
    /** Of windows that one rule may begin on one day: every quarter of an hour. Whatever comes beyond it on a day does not count. */
    public static final int MAX_A_DAY = 96;

    /** A counted rule is counted from its start each time: this bounds it. */
    public static final int MAX_COUNT = 10_000;

    /** A week of minutes; lib-recur's arithmetic overflows far beyond it. */
    public static final int MAX_INTERVAL = 10_080;

    private static final int FIRST_WEEK = 2;
    private static final int LAST_WEEK = 51;
    private static final int MAX_LENGTH = 500;
    private static final Pattern GRAMMAR;

    /** Without a zone, as its start is: the form that RFC 5545 demands for a start in local time. */
    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    static {
        String names = "FREQ|UNTIL|COUNT|INTERVAL|BYSECOND|BYMINUTE|BYHOUR|BYDAY|BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYMONTH|BYSETPOS|WKST";
        String part = "(" + names + ")=[A-Z0-9+-]+(,[A-Z0-9+-]+)*";
        GRAMMAR = Pattern.compile(part + "(;" + part + ")*");
    }

    private final String text;
    private final RecurrenceRule rule;

    private Recurrence(RecurrenceRule rule) {
        this.rule = rule;
        this.text = rule.toString();
    }

    /**
     * @throws Refusal {@code recurrenceInvalid} with the place that is wrong; {@code recurrenceTooOften} for a rule by seconds. Whether it ever fires is
     *     {@link WhenCheck}'s question
     */
    public static Recurrence parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.length() > MAX_LENGTH) {
            throw invalid("A recurrence of " + text.length() + " characters is too long.");
        }
        if (!GRAMMAR.matcher(upper).matches()) {
            throw invalid("\"" + shown(text) + "\" is not of the form NAME=VALUE;NAME=VALUE with the names of RFC 5545.");
        }
        RecurrenceRule rule;
        try {
            rule = new RecurrenceRule(upper, RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException e) {
            throw invalid("\"" + shown(text) + "\" is not a recurrence: " + shown(String.valueOf(e.getMessage())) + ".");
        }
        check(upper, rule);
        var recurrence = new Recurrence(rule);
        // Making an iterator writes into the rule: done once here, later ones write the same again, so that any thread may iterate.
        recurrence.starts(LocalDate.EPOCH.atStartOfDay(), LocalDate.EPOCH, LocalDate.EPOCH, new ArrayList<>(), 1);
        return recurrence;
    }

    private static void check(String upper, RecurrenceRule rule) {
        if (upper.contains("FREQ=SECONDLY")) {
            throw new Refusal(Refusal.Kind.INVALID, "recurrenceTooOften", "A window that begins every few seconds is no window.",
                    "Use FREQ=DAILY, with BYHOUR and BYMINUTE for several windows a day.");
        }
        if (rule.getInterval() > MAX_INTERVAL) {
            throw invalid("INTERVAL=" + rule.getInterval() + " is more than " + MAX_INTERVAL + ".");
        }
        if (rule.getCount() != null && rule.getCount() > MAX_COUNT) {
            throw invalid("COUNT=" + rule.getCount() + " is more than " + MAX_COUNT + ".");
        }
        if (rule.getFreq() == Freq.YEARLY) {
            checkYearly(rule);
        }
        for (String part : upper.split(";", -1)) {
            if (part.matches("BYSECOND=(.*,)?\\+?0*60(,.*)?")) {
                throw invalid("BYSECOND=60 is a leap second, which no screen's clock shows.");
            }
            if (part.startsWith("UNTIL=")) {
                checkUntil(part.substring("UNTIL=".length()));
            }
        }
    }

    /** What lib-recur counts otherwise than others do, or wrongly; found by random rules beside python-dateutil. */
    private static void checkYearly(RecurrenceRule rule) {
        if (rule.hasPart(Part.BYMONTHDAY) && !rule.hasPart(Part.BYMONTH)) {
            // By the table in RFC 5545, 3.3.10, days of all months; lib-recur counts only those of the start's month.
            throw invalid("A yearly recurrence with BYMONTHDAY leaves open which months are meant: name them with BYMONTH.");
        }
        boolean weeks = rule.hasPart(Part.BYWEEKNO);
        boolean days = rule.hasPart(Part.BYYEARDAY);
        if ((weeks || days) && (rule.hasPart(Part.BYMONTH) || rule.hasPart(Part.BYMONTHDAY) || (weeks && days) || (days && rule.hasPart(Part.BYDAY)))) {
            throw invalid("BYWEEKNO goes with BYDAY only and BYYEARDAY with neither, for what else they should mean is read differently.");
        }
        if (weeks && !rule.hasPart(Part.BYDAY)) {
            throw invalid("BYWEEKNO without BYDAY leaves open which days of the week are meant: name them with BYDAY.");
        }
        if (weeks && rule.getByPart(Part.BYWEEKNO).stream().anyMatch(week -> week < FIRST_WEEK || week > LAST_WEEK)) {
            // BYWEEKNO=53;BYDAY=SU names a Saturday in lib-recur in years without a week 53.
            throw invalid("A week across the turn of the year is not counted the same everywhere: BYWEEKNO is " + FIRST_WEEK + " to " + LAST_WEEK + ".");
        }
    }

    private static void checkUntil(String until) {
        try {
            UNTIL.parse(until);
        } catch (DateTimeException e) {
            throw Refusal.invalid("recurrenceInvalid", "UNTIL=" + until + " is not a local date and time.",
                    "Write the last possible start by the screen's own clock, like UNTIL=20261231T235959, without Z.");
        }
    }

    /** Canonical, in RFC 5545's form: {@code FREQ=WEEKLY;BYDAY=MO,FR}. */
    public String text() {
        return text;
    }

    /**
     * Adds the starts on the days {@code [first, end)} in order.
     *
     * @param most on each day, the first so many
     * @return false if lib-recur gave up, because thousands of steps in a row were empty: no later start will be found
     */
    boolean starts(LocalDateTime start, LocalDate first, LocalDate end, List<LocalDateTime> out, int most) {
        var from = new DateTime(start.getYear(), start.getMonthValue() - 1, start.getDayOfMonth(), start.getHour(), start.getMinute(), start.getSecond());
        long stop = millis(end);
        try {
            RecurrenceRuleIterator each = rule.iterator(from);
            each.fastForward(millis(first));
            long day = Long.MIN_VALUE;
            int today = 0;
            while (each.hasNext() && each.peekMillis() < stop) {
                var local = LocalDateTime.ofEpochSecond(Math.floorDiv(each.nextMillis(), 1_000L), 0, ZoneOffset.UTC);
                long thisDay = local.toLocalDate().toEpochDay();
                today = thisDay == day ? today + 1 : 1;
                day = thisDay;
                if (today <= most) {
                    out.add(local);
                }
            }
            return true;
        } catch (IllegalArgumentException | IllegalStateException e) {
            return false;
        }
    }

    /** lib-recur counts a time without a zone as if it were UTC. */
    private static long millis(LocalDate day) {
        return day.toEpochDay() * 86_400_000L;
    }

    private static Refusal invalid(String cause) {
        return Refusal.invalid("recurrenceInvalid", cause, "Write it as RFC 5545 does, like FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR.");
    }

    private static String shown(String text) {
        String head = text.length() > 120 ? text.substring(0, 120) + "..." : text;
        return head.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recurrence that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
