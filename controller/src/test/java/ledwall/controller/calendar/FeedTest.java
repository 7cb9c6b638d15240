package ledwall.controller.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The file against RFC 5545's own words, read without the library that wrote it, and by that library. */
class FeedTest {
    private static final Instant STAMP = Instant.parse("2026-11-23T00:00:00Z");
    private static final String LONG = "བོད་ཡིག་གི་ལེ་ཚན་དང་པོ། 县融媒体中心晚间新闻，特别节目; a, b\\c \uD83D\uDE80 ".repeat(4).strip();

    private final List<Feed.Event> events = List.of(
            new Feed.Event("r-1@ledwall", LONG, "First\nsecond line, with; all\\of it", STAMP.plusSeconds(3_600), STAMP.plusSeconds(7_200), true, false),
            new Feed.Event("loop-1@ledwall", "Loop", "Loop", STAMP.plusSeconds(7_200), STAMP.plusSeconds(90_000), false, true));
    private final String file = Feed.write("北广场", STAMP, events);

    @Test
    void linesEndByCrlfHoldSeventyFiveOctetsAndTearNoCharacter() {
        assertTrue(file.endsWith("\r\n"));
        for (String line : file.split("\r\n")) {
            assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 75, line);
            assertTrue(!line.isEmpty() && line.indexOf('\n') < 0 && line.indexOf('\r') < 0, line);
            assertEquals(line, new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        }
    }

    /** RFC 5545, 3.1: unfolded, each line is a name, parameters, a colon and a value. */
    private List<String> lines() {
        return List.of(file.replace("\r\n ", "").split("\r\n"));
    }

    private static String text(String value) {
        return value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
    }

    @Test
    void everythingThatTheStandardAsksForIsThereOnce() {
        var lines = lines();
        assertEquals("BEGIN:VCALENDAR", lines.getFirst());
        assertEquals("END:VCALENDAR", lines.getLast());
        for (String needed : List.of("VERSION:2.0", "PRODID:-//Ledwall//Schedule//EN")) {
            assertEquals(1, lines.stream().filter(needed::equals).count(), needed);
        }
        var uids = new HashSet<String>();
        var inside = new ArrayList<String>();
        for (String line : lines) {
            assertTrue(line.matches("[A-Z-]+(;[A-Z-]+=[^;:]+)*:.*"), line);
            if (line.equals("BEGIN:VEVENT")) {
                inside.clear();
            } else if (line.equals("END:VEVENT")) {
                for (String needed : List.of("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP", "STATUS")) {
                    assertEquals(1, inside.stream().filter(each -> each.startsWith(needed + ":")).count(), needed + " in " + inside);
                }
                assertTrue(uids.add(inside.stream().filter(each -> each.startsWith("UID:")).findFirst().orElseThrow()));
            }
            inside.add(line);
        }
        assertEquals(2, uids.size());
        for (String time : List.of("DTSTART:20261123T010000Z", "DTEND:20261123T020000Z", "DTSTAMP:20261123T000000Z", "TRANSP:OPAQUE", "TRANSP:TRANSPARENT",
                "STATUS:TENTATIVE")) {
            assertTrue(lines.contains(time), time + " in " + lines);
        }
        assertTrue(lines.stream().filter(line -> line.startsWith("SUMMARY:")).anyMatch(line -> text(line.substring(8)).equals(LONG)), lines.toString());
    }

    @Test
    void itIsReadBackAndTheSameEventsAreTheSameBytes() {
        assertEquals(file, Feed.write("北广场", STAMP, events));
        var read = Biweekly.parse(file).first();
        assertEquals(List.of(), read.validate(ICalVersion.V2_0).getWarnings());
        assertEquals(2, read.getEvents().size());
        assertEquals(LONG, read.getEvents().getFirst().getSummary().getValue());
        assertEquals(events.getFirst().description(), read.getEvents().getFirst().getDescription().getValue());
        assertEquals(events.getFirst().from(), read.getEvents().getFirst().getDateStart().getValue().toInstant());
        assertEquals(events.getLast().until(), read.getEvents().getLast().getDateEnd().getValue().toInstant());
    }
}
