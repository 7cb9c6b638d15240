package ledwall.controller.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.TimeZone;
import ledwall.controller.calendar.Calendar.Dated;
import ledwall.controller.refusal.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarFileTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private static String file(String... events) {
        var out = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nX-WR-CALNAME:节假日\r\n");
        for (String event : events) {
            out.append("BEGIN:VEVENT\r\n").append(event.replace("\n", "\r\n")).append("\r\nEND:VEVENT\r\n");
        }
        return out.append("END:VCALENDAR\r\n").toString();
    }

    private static List<Dated> dated(String... events) {
        return CalendarFile.read(file(events), TODAY).dated();
    }

    private static Dated days(String from, String until, String label) {
        return new Dated(LocalDate.parse(from), LocalDate.parse(until), label);
    }

    @Test
    void wholeDaysAreReadWithTheirLabels() {
        var imported = CalendarFile.read(file("UID:1\nDTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261008\nSUMMARY:国庆节\\, 放假",
                "UID:2\nDTSTART;VALUE=DATE:20270206\nSUMMARY:ལོ་གསར",
                "UID:3\nDTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261225\nSUMMARY:One",
                        "UID:4\nDTSTART;VALUE=DATE:20261224\nDURATION:P2D\nSUMMARY:Two"), TODAY);
        assertEquals("节假日", imported.name());
        assertEquals(List.of(days("2026-10-01", "2026-10-08", "国庆节, 放假"), days("2027-02-06", "2027-02-07", "ལོ་གསར"), days("2026-12-25", "2026-12-26", "One"),
                days("2026-12-24", "2026-12-26", "Two")), imported.dated());
    }

    @Test
    void datesAreReadAsWrittenWhateverTheZoneOfThisMachine() {
        var zone = TimeZone.getDefault();
        try {
            for (String name : List.of("Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Santiago", "Asia/Beirut")) {
                TimeZone.setDefault(TimeZone.getTimeZone(name));
                assertEquals(List.of(days("2024-03-31", "2024-04-02", "x")),
                        dated("UID:1\nDTSTART;VALUE=DATE:20240331\nDTEND;VALUE=DATE:20240402\nSUMMARY:x"), name);
            }
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void recurringDaysAreCountedOutForTenYears() {
        var found = dated("UID:1\nDTSTART;VALUE=DATE:20200501\nDTEND;VALUE=DATE:20200504\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20280501\nRDATE;VALUE=DATE:20270601\nSUMMARY:May");
        assertEquals(days("2026-05-01", "2026-05-04", "May"), found.getFirst());
        assertEquals(days("2036-05-01", "2036-05-04", "May"), found.getLast());
        assertTrue(found.contains(days("2027-06-01", "2027-06-04", "May")));
        assertTrue(found.stream().noneMatch(each -> each.from().equals(LocalDate.of(2028, 5, 1))));
        assertEquals(11, found.size());
    }

    @Test
    void theLastDayOfARecurrenceBelongsToItHoweverItIsWritten() {
        for (String until : List.of("20261203", "20261203T000000Z", "20261203T235959Z", "20261203T000000")) {
            assertEquals(3, dated("UID:1\nDTSTART;VALUE=DATE:20261201\nRRULE:FREQ=DAILY;UNTIL=" + until).size(), until);
        }
    }

    @Test
    void aMovedOccurrenceTakesTheOldOnesPlaceAndACancelledOneGoes() {
        var found = dated("UID:1\nDTSTART;VALUE=DATE:20261201\nRRULE:FREQ=DAILY;COUNT=3\nSUMMARY:a",
                "UID:1\nRECURRENCE-ID;VALUE=DATE:20261202\nDTSTART;VALUE=DATE:20261210\nSUMMARY:b",
                "UID:1\nRECURRENCE-ID;VALUE=DATE:20261203\nDTSTART;VALUE=DATE:20261203\nSTATUS:CANCELLED",
                        "UID:2\nDTSTART;VALUE=DATE:20261220\nSTATUS:CANCELLED");
        assertEquals(List.of(days("2026-12-01", "2026-12-02", "a"), days("2026-12-10", "2026-12-11", "b")), found);
    }

    @Test
    void eventsWithATimeOfDayAreLeftOutAndNamed() {
        var imported = CalendarFile.read(file("UID:1\nDTSTART:20261201T080000Z\nSUMMARY:Meeting", "UID:2\nDTSTART;VALUE=DATE:20261202\nSUMMARY:Day"), TODAY);
        assertEquals(List.of("\"Meeting\" has a time of day."), imported.skipped());
        assertEquals(1, imported.dated().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UID:1\nSUMMARY:no date", "UID:1\nDTSTART;VALUE=DATE:20261301", "UID:1\nDTSTART;VALUE=DATE:20260230",
            "UID:1\nDTSTART;VALUE=DATE:tomorrow", "UID:1\nDTSTART;VALUE=DATE:20261202\nDTEND;VALUE=DATE:20261201",
        "UID:1\nDTSTART;VALUE=DATE:20261202\nDURATION:PT5H", "UID:1\nDTSTART;VALUE=DATE:20261202\nRRULE:FREQ=WEEKLY;BYDAY=XX",
                "UID:1\nDTSTART;VALUE=DATE:20261202\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY",
        "UID:1\nDTSTART;VALUE=DATE:20261202\nRRULE:FREQ=DAILY\nEXDATE;VALUE=DATE:2026120",
                "UID:1\nDTSTART;VALUE=DATE:20261202\nRRULE:FREQ=DAILY\nEXRULE:FREQ=WEEKLY",
        "UID:1\nDTSTART;VALUE=DATE:20240101\nDTEND;VALUE=DATE:20261201", "UID:1\nDTSTART:20261201T080000Z"})
    void aFileOfWhichADateCannotBeReadIsRefused(String event) {
        assertEquals("calendarFileInvalid", assertThrows(Refusal.class, () -> dated(event)).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "<html></html>",
            "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261202\r\nEND:VEVENT\r\n"})
    void whatIsNoCalendarIsRefused(String text) {
        assertEquals("calendarFileInvalid", assertThrows(Refusal.class, () -> CalendarFile.read(text, TODAY)).code());
    }
}
