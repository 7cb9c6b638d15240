package ledwall.controller.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import ledwall.controller.calendar.CalendarCondition.Kind;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.timeline.Frames;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The golden set: windows computed by python-dateutil and zoneinfo, see {@code src/test/oracle/recurrence.py}. With {@code -Dledwall.recurrence.vectors=FILE}
 * another set of the same form is read in its place.
 */
class RecurrenceVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyWindowIsWhereAnIndependentImplementationHasIt() throws IOException {
        var wrong = new ArrayList<String>();
        var zones = new TreeSet<String>();
        List<String> lines = lines();
        Map<CalendarId, Calendar> calendars = calendars(JSON.readTree(lines.getFirst()));
        for (String line : lines.subList(1, lines.size())) {
            JsonNode vector = JSON.readTree(line);
            zones.add(vector.get("zone").asText());
            try {
                List<Window> found = windows(vector, calendars);
                if (!found.equals(expected(vector))) {
                    wrong.add(line + "\n    but was " + found);
                }
            } catch (Refusal refusal) {
                wrong.add(line + "\n    but was refused: " + refusal.cause());
            }
        }
        assertEquals(List.of(), wrong, () -> wrong.size() + " of " + (lines.size() - 1) + " differ:\n" + String.join("\n", wrong) + "\n");
        assertTrue(lines.size() > 300 && zones.size() >= 8, lines.size() + " lines, zones " + zones);
    }

    private static List<String> lines() throws IOException {
        String other = System.getProperty("ledwall.recurrence.vectors");
        if (other != null) {
            return Files.readAllLines(Path.of(other));
        }
        try (var stored = RecurrenceVectorsTest.class.getResourceAsStream("recurrence.jsonl")) {
            return new String(stored.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<Window> windows(JsonNode vector, Map<CalendarId, Calendar> calendars) {
        var conditions = new ArrayList<CalendarCondition>();
        for (JsonNode condition : vector.path("conditions")) {
            conditions.add(new CalendarCondition(new CalendarId(condition.get(1).asText()), Kind.valueOf(condition.get(0).asText())));
        }
        String text = text(vector, "rrule");
        var rule = new When.Recurring(LocalDateTime.parse(vector.get("start").asText()), Duration.ofSeconds(vector.get("length").asLong()),
                text == null ? null : Recurrence.parse(text), dates(vector.path("extra")), dates(vector.path("except")), date(vector, "validFrom"),
                date(vector, "validUntil"), conditions);
        return new Expander(calendars).windows(rule, ZoneId.of(vector.get("zone").asText()), utc(vector, "from"), utc(vector, "until"));
    }

    private static List<Window> expected(JsonNode vector) {
        var out = new ArrayList<Window>();
        for (JsonNode window : vector.get("expect")) {
            long from = window.get(1).asLong() * Frames.SECOND;
            out.add(new Window(LocalDate.parse(window.get(0).asText()), from, from + window.get(2).asLong() * Frames.SECOND));
        }
        return out;
    }

    private static Map<CalendarId, Calendar> calendars(JsonNode head) {
        var out = new HashMap<CalendarId, Calendar>();
        head.get("calendars").properties().forEach(each -> {
            var dated = new ArrayList<Calendar.Dated>();
            each.getValue().forEach(range -> dated.add(new Calendar.Dated(LocalDate.parse(range.get(0).asText()), LocalDate.parse(range.get(1).asText()), "")));
            out.put(new CalendarId(each.getKey()), new Calendar(new CalendarId(each.getKey()), each.getKey(), dated));
        });
        return out;
    }

    private static long utc(JsonNode vector, String name) {
        return LocalDateTime.parse(vector.get(name).asText()).toEpochSecond(ZoneOffset.UTC) * Frames.SECOND;
    }

    private static List<LocalDate> dates(JsonNode list) {
        var out = new ArrayList<LocalDate>();
        list.forEach(each -> out.add(LocalDate.parse(each.asText())));
        return out;
    }

    private static @Nullable LocalDate date(JsonNode vector, String name) {
        String text = text(vector, name);
        return text == null ? null : LocalDate.parse(text);
    }

    private static @Nullable String text(JsonNode vector, String name) {
        JsonNode value = vector.path(name);
        return value.isTextual() ? value.asText() : null;
    }
}
