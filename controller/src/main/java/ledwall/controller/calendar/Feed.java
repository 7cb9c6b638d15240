package ledwall.controller.calendar;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.property.Status;
import biweekly.property.Transparency;
import biweekly.property.Uid;
import biweekly.util.Duration;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Events as an iCalendar file (RFC 5545) that calendar programs subscribe to. Pure: the same events are the same bytes. */
public final class Feed {
    /** RFC 5545, 3.1: lines should not be longer, in octets, without their break. */
    private static final int MOST_OCTETS = 75;
    private static final Duration REFRESH = Duration.builder().hours(1).build();

    private Feed() {}

    /**
     * One event, half-open, in UTC.
     *
     * @param uid stays the same as long as it is the same event
     * @param opaque whether it takes up time in the eyes of a calendar program
     * @param tentative whether it may still come otherwise
     */
    public record Event(String uid, String summary, String description, Instant from, Instant until, boolean opaque, boolean tentative) {}

    /**
     * The file, its lines ended by CRLF and folded.
     *
     * @param name of the calendar
     * @param stamp what each event says it was told at: one that stays, so that an unchanged calendar stays the same bytes
     */
    public static String write(String name, Instant stamp, List<Event> events) {
        var calendar = new ICalendar();
        calendar.setProductId("-//Ledwall//Schedule//EN");
        calendar.setName(name);
        calendar.setExperimentalProperty("X-WR-CALNAME", name);
        calendar.setRefreshInterval(REFRESH);
        for (Event event : events) {
            var out = new VEvent();
            out.setUid(new Uid(event.uid()));
            out.setDateTimeStamp(Date.from(stamp));
            out.setDateStart(Date.from(event.from()));
            out.setDateEnd(Date.from(event.until()));
            out.setSummary(event.summary());
            out.setDescription(event.description());
            out.setTransparency(event.opaque() ? Transparency.opaque() : Transparency.transparent());
            out.setStatus(event.tentative() ? Status.tentative() : Status.confirmed());
            calendar.addEvent(out);
        }
        var text = new StringWriter();
        try (var writer = new ICalWriter(text, ICalVersion.V2_0)) {
            // It folds by characters; a Chinese or Tibetan one has three octets.
            writer.getVObjectWriter().getFoldedLineWriter().setLineLength(null);
            writer.write(calendar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var folded = new StringBuilder();
        text.toString().lines().forEach(line -> fold(line, folded));
        return folded.toString();
    }

    /** RFC 5545, 3.1; no character is torn apart, which old readers do not mend. */
    private static void fold(String line, StringBuilder out) {
        int octets = 0;
        for (int i = 0; i < line.length();) {
            int point = line.codePointAt(i);
            String one = Character.toString(point);
            int size = one.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > MOST_OCTETS) {
                out.append("\r\n ");
                octets = 1;
            }
            out.append(one);
            octets += size;
            i += one.length();
        }
        out.append("\r\n");
    }
}
