package ledwall.controller.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import ledwall.controller.calendar.Expander.Starts;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.CalendarId;

/** Refuses rules that make no sense, before they are stored. What passes here can be expanded at any time within the bounds that are named here. Pure. */
public final class WhenCheck {
    /** Longer windows are a default loop in disguise. */
    public static final Duration MAX_WINDOW = Duration.ofDays(400);
    /** Who plans further ahead has slipped with the pen; a rule that first fires later never fires. */
    public static final int MAX_YEARS = 10;
    /** Of one recurring rule's windows, how many may be open at once. The one that started last wins, so more of them only cost time. */
    public static final int MAX_OPEN = 32;
    /** Dates of one rule beside its recurrence. */
    public static final int MAX_DATES = 1_000;
    public static final int MAX_CONDITIONS = 20;

    private static final LocalDate FIRST_DAY = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2100, 1, 1);
    /** Enough to see every pattern of a day that a recurrence can have. */
    private static final int MAX_LOOKED_AT = 20_000;

    private WhenCheck() {}

    /** @throws Refusal {@code zoneUnknown} for anything but a name of the time zone database, {@code UTC} or a fixed offset */
    public static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Refusal.invalid("zoneUnknown", "There is no time zone \"" + name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?") + "\".",
                    "Use a name of the IANA database, like Asia/Shanghai.");
        }
    }

    /**
     * @param calendars at least those that the rule's conditions name
     * @throws Refusal {@code windowInvalid}, {@code calendarUnknown}, {@code recurrenceInvalid}, {@code recurrenceNeverFires}, {@code recurrenceTooOften},
     *     {@code timesUnreadable}
     */
    public static void check(When when, Map<CalendarId, Calendar> calendars, Instant now) {
        switch (when) {
            case When.Once once -> check(once, now);
            case When.Unreadable kept -> throw Refusal.invalid("timesUnreadable", "Its times can no longer be read: " + kept.why(),
                    "Give its times anew.");
            case When.Recurring rule -> {
                checkParts(rule, calendars);
                checkDays(rule, calendars, now);
            }
        }
    }

    private static void check(When.Once once, Instant now) {
        if (!once.from().isBefore(once.until())) {
            throw invalid("The window ends at " + once.until() + ", which is not after its begin " + once.from() + ".", "Let it end after it begins.");
        }
        if (!once.until().isAfter(now)) {
            throw invalid("The window was over at " + once.until() + ".", "Let it end in the future.");
        }
        if (once.until().isAfter(now.plus(Duration.ofDays(366L * MAX_YEARS)))) {
            throw invalid("The window ends more than " + MAX_YEARS + " years ahead.", "Check the year.");
        }
        // Not by Duration.between, which overflows on the far past that people may send.
        if (once.from().isBefore(once.until().minus(MAX_WINDOW))) {
            throw tooLong();
        }
    }

    private static void checkParts(When.Recurring rule, Map<CalendarId, Calendar> calendars) {
        if (!rule.start().equals(rule.start().truncatedTo(ChronoUnit.SECONDS)) || !rule.length().equals(rule.length().truncatedTo(ChronoUnit.SECONDS))) {
            throw invalid("The start and the length of a recurring window are whole seconds.", "Leave out the fractions of a second.");
        }
        if (!rule.length().isPositive()) {
            throw invalid("The window ends " + rule.start().plus(rule.length()) + ", which is not after its begin " + rule.start() + ".",
                    "Let it end after it begins.");
        }
        if (rule.length().compareTo(MAX_WINDOW) > 0) {
            throw tooLong();
        }
        var from = rule.validFrom();
        var until = rule.validUntil();
        var named = Stream.concat(rule.extraDates().stream(), Stream.of(rule.start().toLocalDate(), from, until).filter(Objects::nonNull));
        if (!named.allMatch(WhenCheck::sane)) {
            throw invalid("A date lies outside the years " + FIRST_DAY.getYear() + " to " + LAST_DAY.getYear() + ".",
                    "Check the year; a rule without an end has no validUntil.");
        }
        if (from != null && until != null && !from.isBefore(until)) {
            throw invalid("The rule is valid from " + from + " until before " + until + ", which is no day.", "Let its validity end after it begins.");
        }
        if (rule.extraDates().size() > MAX_DATES || rule.exceptDates().size() > MAX_DATES || rule.conditions().size() > MAX_CONDITIONS) {
            throw invalid("The rule has more than " + MAX_DATES + " extra or except dates, or more than " + MAX_CONDITIONS + " conditions.",
                    "Put the dates into a calendar.");
        }
        for (CalendarCondition condition : rule.conditions()) {
            if (!calendars.containsKey(condition.calendar())) {
                throw Refusal.invalid("calendarUnknown", "There is no calendar " + condition.calendar() + ".", "Choose one of the calendars listed.");
            }
        }
    }

    private static boolean sane(LocalDate day) {
        return !day.isBefore(FIRST_DAY) && day.isBefore(LAST_DAY);
    }

    private static void checkDays(When.Recurring rule, Map<CalendarId, Calendar> calendars, Instant now) {
        // The day before today may still be today somewhere, and a long window that started earlier may still be open.
        LocalDate first = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1).minusDays(rule.length().toDays());
        var expander = new Expander(calendars);
        var pace = new Pace(rule);
        int seen = 0;
        for (int year = 0; year < MAX_YEARS && seen < MAX_LOOKED_AT; year++) {
            // Taken from the first day each time: the years must leave out no day.
            Starts starts = expander.starts(rule, first.plusYears(year), first.plusYears(year + 1), Recurrence.MAX_A_DAY + 1);
            starts.found().forEach(pace::next);
            seen += starts.found().size();
            if (!starts.complete()) {
                if (seen > 0) {
                    throw Refusal.invalid("recurrenceInvalid", "The recurrence " + rule.recurrence() + " goes through thousands of hours or minutes in vain.",
                            "Use FREQ=DAILY with BYHOUR and BYMINUTE instead.");
                }
                break;
            }
        }
        if (seen == 0) {
            throw Refusal.invalid("recurrenceNeverFires", "The rule begins no window from " + first + " on, within its validity and " + MAX_YEARS + " years.",
                    "Check its recurrence (" + (rule.recurrence() == null ? "none" : rule.recurrence().text()) + "), its validity and its calendars.");
        }
    }

    /** Watches starts go by, in order. */
    private static final class Pace {
        private final When.Recurring rule;
        private final ArrayDeque<LocalDateTime> open = new ArrayDeque<>();
        private LocalDate day = LocalDate.MIN;
        private int today;

        Pace(When.Recurring rule) {
            this.rule = rule;
        }

        void next(LocalDateTime start) {
            today = start.toLocalDate().equals(day) ? today + 1 : 1;
            day = start.toLocalDate();
            if (today > Recurrence.MAX_A_DAY) {
                throw Refusal.invalid("recurrenceTooOften", "The rule begins more than " + Recurrence.MAX_A_DAY + " windows on " + day + ".",
                        "Let fewer windows begin on a day; what shall turn quickly belongs into a playlist.");
            }
            while (!open.isEmpty() && !open.getFirst().plus(rule.length()).isAfter(start)) {
                open.removeFirst();
            }
            open.addLast(start);
            if (open.size() > MAX_OPEN) {
                throw Refusal.invalid("recurrenceTooOften", "On " + day + " more than " + MAX_OPEN + " windows of the rule are open at once.",
                        "Make the windows shorter, or let them begin less often.");
            }
        }
    }

    private static Refusal tooLong() {
        return invalid("The window is longer than " + MAX_WINDOW.toDays() + " days.", "Put what shall run for so long into the group's default loop.");
    }

    private static Refusal invalid(String cause, String advice) {
        return Refusal.invalid("windowInvalid", cause, advice);
    }
}
