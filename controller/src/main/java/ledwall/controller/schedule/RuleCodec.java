package ledwall.controller.schedule;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import ledwall.controller.calendar.CalendarCondition;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/**
 * Targets and times of rules as the database keeps them: JSON. What is once written is read for ever: times that are refused by now are
 * {@link When.Unreadable}, never a failure of whoever reads them together with others.
 */
public final class RuleCodec {
    private static final int MAX_WHY = 300;

    private RuleCodec() {}

    public static String when(When when) {
        if (when instanceof When.Unreadable kept) {
            return kept.stored();
        }
        return text(JsonWriter.object(out -> write(out, when)));
    }

    static void write(JsonWriter out, When when) {
        switch (when) {
            case When.Once once -> out.field("fromNanos", Instants.nanos(once.from())).field("untilNanos", Instants.nanos(once.until()));
            case When.Recurring rule -> out.field("start", rule.start()).field("lengthSeconds", rule.length().toSeconds())
                    .field("recurrence", rule.recurrence()).field("extraDates", words(rule.extraDates())).field("exceptDates", words(rule.exceptDates()))
                    .field("validFrom", rule.validFrom()).field("validUntil", rule.validUntil())
                    .objects("conditions", rule.conditions(), (o, condition) -> o.field("calendar", condition.calendar()).field("kind", condition.kind()));
            case When.Unreadable kept -> throw new IllegalArgumentException("never stored anew: " + kept.why());
        }
    }

    public static When when(String json) {
        try {
            return read(parse(json), json);
        } catch (JsonException e) {
            return new When.Unreadable(json, why(e), null, "");
        }
    }

    /** @param stored what it is a part of */
    static When read(JsonObject in, String stored) {
        try {
            return strictly(in);
        } catch (RuntimeException e) {
            // Whatever it is that refuses: checks of ours, java.time, and a library's later version, which may throw what it likes.
            return unreadable(in, stored, why(e));
        }
    }

    static String why(RuntimeException e) {
        String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return words.length() > MAX_WHY ? words.substring(0, MAX_WHY) + "..." : words;
    }

    private static When unreadable(JsonObject in, String stored, String why) {
        try {
            String recurrence = in.has("recurrence") ? in.text("recurrence") : "";
            return new When.Unreadable(stored, why, recurring(in, null), recurrence);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return new When.Unreadable(stored, why, null, "");
        }
    }

    private static When strictly(JsonObject in) {
        if (in.has("fromNanos")) {
            return new When.Once(Instants.instant(in.number("fromNanos")), Instants.instant(in.number("untilNanos")));
        }
        return recurring(in, in.idOrNull("recurrence", Recurrence::parse));
    }

    private static When.Recurring recurring(JsonObject in, @Nullable Recurrence recurrence) {
        return new When.Recurring(in.id("start", LocalDateTime::parse), Duration.ofSeconds(in.number("lengthSeconds")), recurrence, days(in, "extraDates"),
                days(in, "exceptDates"), day(in, "validFrom"), day(in, "validUntil"),
                in.objects("conditions", o -> new CalendarCondition(o.id("calendar", CalendarId::new), o.constant("kind", CalendarCondition.Kind.class))));
    }

    public static String targets(Targets targets) {
        return text(JsonWriter.object(out -> out.objects("groups", targets.groups(), (o, id) -> o.field("id", id))
                .objects("screens", targets.screens(), (o, id) -> o.field("id", id))));
    }

    public static Targets targets(String json) {
        var in = parse(json);
        return new Targets(in.objects("groups", o -> o.id("id", GroupId::new)), in.objects("screens", o -> o.id("id", ScreenId::new)));
    }

    /** Dates in one text: there may be a thousand, and nobody else reads them. */
    private static String words(List<LocalDate> days) {
        return String.join(" ", days.stream().map(LocalDate::toString).toList());
    }

    private static List<LocalDate> days(JsonObject in, String name) {
        String words = in.text(name);
        return words.isEmpty() ? List.of() : List.of(words.split(" ")).stream().map(LocalDate::parse).toList();
    }

    private static @Nullable LocalDate day(JsonObject in, String name) {
        return in.idOrNull(name, LocalDate::parse);
    }

    private static JsonObject parse(String json) {
        return JsonObject.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
