package ledwall.controller.calendar;

import biweekly.ICalDataType;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.ParseContext;
import biweekly.io.scribe.property.RawPropertyScribe;
import biweekly.io.text.ICalReader;
import biweekly.parameter.ICalParameters;
import biweekly.property.ExceptionDates;
import biweekly.property.ExceptionRule;
import biweekly.property.RawProperty;
import biweekly.property.RecurrenceDates;
import biweekly.util.ICalDate;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import ledwall.controller.calendar.Calendar.Dated;
import ledwall.controller.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the days of an iCalendar file (RFC 5545): events of whole days, also of several, recurring, moved or cancelled ones. Events with a time of day are no
 * days: they are left out and named. Whatever is meant to set a date and cannot be read refuses the file, because a calendar with a day missing is believed.
 */
public final class CalendarFile {
    /** Of text; the largest public holiday calendars have a tenth of it. */
    public static final int MAX_CHARACTERS = 4 << 20;
    private static final int MAX_LABEL = 100;
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2200, 1, 1);
    private static final List<String> DATES = List.of("DTSTART", "DTEND", "DURATION", "EXDATE", "RDATE", "RECURRENCE-ID", "STATUS");

    private final LocalDate today;
    private final List<Dated> dated = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    private CalendarFile(LocalDate today) {
        this.today = today;
    }

    /**
     * @param name the file's own name for itself; null if it has none
     * @param skipped one line for each event that was left out
     */
    public record Imported(@Nullable String name, List<Dated> dated, List<String> skipped) {}

    /**
     * @param today recurring events are counted out from a year before it until ten years after it
     * @throws Refusal {@code calendarFileInvalid}, naming the event
     */
    public static Imported read(String text, LocalDate today) {
        if (text.length() > MAX_CHARACTERS) {
            throw new Refusal(Refusal.Kind.TOO_LARGE, "calendarFileInvalid", "The file has more than " + MAX_CHARACTERS + " characters.",
                    "Import a file that holds nothing but the days wanted.");
        }
        ICalendar calendar = parsed(text);
        var file = new CalendarFile(today);
        file.read(calendar);
        if (file.dated.isEmpty()) {
            throw invalid("The file holds no event of whole days" + (file.skipped.isEmpty() ? "." : "; left out: " + file.skipped.getFirst()));
        }
        var name = calendar.getExperimentalProperty("X-WR-CALNAME");
        return new Imported(name == null ? null : label(name.getValue()), List.copyOf(file.dated), List.copyOf(file.skipped));
    }

    private static ICalendar parsed(String text) {
        try (var reader = new ICalReader(text)) {
            // Kept as text for our own strict reading: biweekly drops what it cannot read of a recurrence, and calls that a warning.
            reader.registerScribe(new RawRecurrence());
            ICalendar calendar = reader.readNext();
            if (calendar == null) {
                throw invalid("The text holds no calendar: BEGIN:VCALENDAR is missing.");
            }
            if (reader.readNext() != null) {
                throw invalid("The file holds several calendars.");
            }
            return calendar;
        } catch (IOException e) {
            throw invalid("The file cannot be read: " + e.getMessage());
        }
    }

    private static final class RawRecurrence extends RawPropertyScribe {
        RawRecurrence() {
            super("RRULE");
        }

        @Override
        protected RawProperty _parseText(String value, ICalDataType type, ICalParameters parameters, ParseContext context) {
            return new RawProperty("RRULE", type, value);
        }
    }

    private void read(ICalendar calendar) {
        if (calendar.getMethod() != null && "CANCEL".equalsIgnoreCase(calendar.getMethod().getValue())) {
            throw invalid("The file cancels events (METHOD:CANCEL); it is not a calendar of days.");
        }
        // An event that names another's occurrence takes its place.
        Map<String, Set<LocalDate>> replaced = new HashMap<>();
        for (VEvent event : calendar.getEvents()) {
            checkReadable(event);
            if (event.getRecurrenceId() != null && event.getUid() != null) {
                replaced.computeIfAbsent(event.getUid().getValue(), any -> new HashSet<>()).add(day(event, event.getRecurrenceId().getValue()));
            }
        }
        for (VEvent event : calendar.getEvents()) {
            boolean master = event.getRecurrenceId() == null && event.getUid() != null;
            read(event, master ? replaced.getOrDefault(event.getUid().getValue(), Set.of()) : Set.of());
        }
    }

    private static void checkReadable(VEvent event) {
        for (RawProperty raw : event.getExperimentalProperties()) {
            if (DATES.contains(raw.getName().toUpperCase(Locale.ROOT))) {
                throw invalid("In " + named(event) + ", " + raw.getName() + ":" + label(raw.getValue()) + " cannot be read.");
            }
        }
        if (event.getDateStart() == null || event.getDateStart().getValue() == null) {
            throw invalid(named(event) + " has no date (DTSTART).");
        }
        if (!event.getExperimentalProperties("EXRULE").isEmpty() || event.getProperty(ExceptionRule.class) != null) {
            throw invalid("In " + named(event) + ", EXRULE is not supported: RFC 5545 dropped it.");
        }
    }

    private void read(VEvent event, Set<LocalDate> replaced) {
        if (event.getStatus() != null && event.getStatus().isCancelled()) {
            return;
        }
        if (event.getDateStart().getValue().hasTime()) {
            skipped.add(named(event) + " has a time of day.");
            return;
        }
        LocalDate start = day(event, event.getDateStart().getValue());
        long days = days(event, start);
        String label = event.getSummary() == null ? "" : label(event.getSummary().getValue());
        for (LocalDate first : starts(event, start)) {
            if (!replaced.contains(first)) {
                add(event, new Dated(first, first.plusDays(days), label));
            }
        }
    }

    private void add(VEvent event, Dated days) {
        if (dated.size() == Calendar.MAX_DATED) {
            throw invalid("With " + named(event) + " the file has more than " + Calendar.MAX_DATED + " entries.");
        }
        dated.add(days);
    }

    /** RFC 5545, 3.6.1: without an end or a duration, an event of whole days lasts one. An end on the first day itself, which is not allowed, is usual for the same. */
    private static long days(VEvent event, LocalDate start) {
        long days = 1;
        if (event.getDateEnd() != null && event.getDateEnd().getValue() != null) {
            LocalDate end = day(event, event.getDateEnd().getValue());
            days = end.equals(start) ? 1 : ChronoUnit.DAYS.between(start, end);
        } else if (event.getDuration() != null && event.getDuration().getValue() != null) {
            var length = event.getDuration().getValue();
            days = length.hasTime() || length.isPrior() ? 0 : Duration.ofMillis(length.toMillis()).toDays();
        }
        if (days < 1 || days > WhenCheck.MAX_WINDOW.toDays()) {
            throw invalid(named(event) + " does not end after it begins, or lasts more than " + WhenCheck.MAX_WINDOW.toDays() + " days.");
        }
        return days;
    }

    private List<LocalDate> starts(VEvent event, LocalDate start) {
        List<RawProperty> rules = event.getExperimentalProperties("RRULE");
        if (rules.size() > 1) {
            throw invalid(named(event) + " has " + rules.size() + " recurrences; one is the most.");
        }
        var extra = new ArrayList<LocalDate>();
        for (RecurrenceDates dates : event.getProperties(RecurrenceDates.class)) {
            if (!dates.getPeriods().isEmpty()) {
                throw invalid("In " + named(event) + ", RDATE names periods, not days.");
            }
            dates.getDates().forEach(date -> extra.add(day(event, date)));
        }
        var except = new ArrayList<LocalDate>();
        for (ExceptionDates dates : event.getProperties(ExceptionDates.class)) {
            dates.getValues().forEach(date -> except.add(day(event, date)));
        }
        var recurrence = rules.isEmpty() ? null : recurrence(event, rules.getFirst().getValue());
        var rule = new When.Recurring(start.atStartOfDay(), Duration.ofDays(1), recurrence, extra, except, null, null, List.of());
        LocalDate first = recurrence == null ? FIRST_DAY : today.minusYears(1);
        LocalDate end = recurrence == null ? LAST_DAY : today.plusYears(WhenCheck.MAX_YEARS);
        return new Expander(Map.of()).starts(rule, first, end, 1).found().stream().map(LocalDateTime::toLocalDate).toList();
    }

    private static Recurrence recurrence(VEvent event, String text) {
        try {
            // For a start that is a date, UNTIL is one too (or, in many files, a time in UTC on it); here it is the last start by the local clock.
            return Recurrence.parse(text.replaceAll("(?i)(UNTIL=\\d{8})(T\\d{6}Z?)?", "$1T000000"));
        } catch (Refusal refusal) {
            throw invalid("In " + named(event) + ": " + refusal.cause());
        }
    }

    /** As written, not as an instant: biweekly would read it in the zone of this machine. */
    private static LocalDate day(VEvent event, ICalDate date) {
        var parts = date.getRawComponents();
        try {
            return LocalDate.of(parts.getYear(), parts.getMonth(), parts.getDate());
        } catch (DateTimeException e) {
            throw invalid("In " + named(event) + " there is a date that does not exist: " + e.getMessage() + ".");
        }
    }

    private static String named(VEvent event) {
        String title = event.getSummary() == null ? "" : label(event.getSummary().getValue());
        return title.isEmpty() ? "the event " + (event.getUid() == null ? "without a name" : label(event.getUid().getValue())) : "\"" + title + "\"";
    }

    private static String label(@Nullable String text) {
        String clean = text == null ? "" : text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip();
        return clean.codePointCount(0, clean.length()) <= MAX_LABEL ? clean : clean.substring(0, clean.offsetByCodePoints(0, MAX_LABEL));
    }

    private static Refusal invalid(String cause) {
        return Refusal.invalid("calendarFileInvalid", cause, "Export the calendar again as .ics, with events of whole days.");
    }
}
