package ledwall.controller.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a rule wants to run. Plain data: {@link WhenCheck} says whether it makes sense, {@link Expander} what it comes to in a zone. */
public sealed interface When {
    /** Once, at the same instants everywhere: {@code [from, until)}. */
    record Once(Instant from, Instant until) implements When {}

    /**
     * Kept, but refused by what reads it now: a later library, a stricter check. It never runs, and is told as it is stored. It comes from storage only:
     * {@link WhenCheck} refuses it.
     *
     * @param stored as the database holds it
     * @param why for people
     * @param rest what can be read of it beside its recurrence; null for nothing
     * @param recurrence as it is stored; empty where there is none, or nobody knows
     */
    record Unreadable(String stored, String why, @Nullable Recurring rest, String recurrence) implements When {
        private static final Pattern ONCE_A_DAY = Pattern.compile("FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;(?!BYHOUR|BYMINUTE|BYSECOND|FREQ)[^;]*)*");

        /** A recurrence that holds every window that this can have meant: each day where the time of day is known for certain, otherwise always. */
        public Recurring widest() {
            Recurring known = rest;
            if (known == null || !known.length().isPositive() || !ONCE_A_DAY.matcher(recurrence.toUpperCase(Locale.ROOT)).matches()) {
                return Recurring.of(LocalDate.EPOCH.atStartOfDay(), Duration.ofDays(1), Recurrence.parse("FREQ=DAILY"));
            }
            return new Recurring(known.start(), known.length(), Recurrence.parse("FREQ=DAILY"), known.extraDates(), known.exceptDates(), known.validFrom(),
                    known.validUntil(), known.conditions());
        }
    }

    /**
     * Again and again, by the clock on the wall of whatever zone it is expanded for.
     *
     * <p>Its days = ((recurrence + extra dates + days of calendars {@code ON}) within calendars {@code ONLY_ON}) - calendars {@code NOT_ON} - except dates,
     * within {@code [validFrom, validUntil)}. On each it starts when the clock should show its start time, and ends when the clock should show {@code length}
     * later; both are resolved on their own (see {@link LocalClock}). All dates mean the local day on which a window starts.
     *
     * @param start the first possible start, in whole seconds. It counts only if the recurrence names it (RFC 5545, 3.8.5.3, leaves the other case undefined)
     * @param length what the clock advances from start to end: 22:00 to 02:00 is four hours, in the nights of a change of clocks too
     * @param recurrence null for no day beside the extra dates and those of calendars, and {@code start} itself
     * @param extraDates days added, at the start time (RDATE), also before {@code start}
     * @param exceptDates days taken out, with every window that starts on them (EXDATE)
     * @param validFrom the first day; null for no bound
     * @param validUntil the day after the last; null for no bound
     */
    record Recurring(LocalDateTime start, Duration length, @Nullable Recurrence recurrence, List<LocalDate> extraDates, List<LocalDate> exceptDates,
                     @Nullable LocalDate validFrom, @Nullable LocalDate validUntil, List<CalendarCondition> conditions) implements When {
        private static final Comparator<CalendarCondition> CONDITIONS =
                Comparator.comparing(CalendarCondition::kind).thenComparing(CalendarCondition::calendar);

        /** Sorts and folds the lists, so that what means the same is equal. */
        public Recurring {
            extraDates = extraDates.stream().sorted().distinct().toList();
            exceptDates = exceptDates.stream().sorted().distinct().toList();
            conditions = conditions.stream().sorted(CONDITIONS).distinct().toList();
        }

        /** A recurrence and nothing else. */
        public static Recurring of(LocalDateTime start, Duration length, Recurrence recurrence) {
            return new Recurring(start, length, recurrence, List.of(), List.of(), null, null, List.of());
        }

        /** What the clock advances from one time of day to the next such other: an end that is not after its start lies on the following day. */
        public static Duration length(LocalTime from, LocalTime until) {
            var length = Duration.between(from, until);
            return length.isPositive() ? length : length.plusDays(1);
        }

        /** Whether a day is within the bounds of validity. */
        boolean valid(LocalDate day) {
            return (validFrom == null || !day.isBefore(validFrom)) && (validUntil == null || day.isBefore(validUntil));
        }
    }
}
