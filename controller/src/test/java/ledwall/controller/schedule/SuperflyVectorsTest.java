package ledwall.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import ledwall.controller.calendar.When;
import ledwall.protocol.id.RuleId;
import org.junit.jupiter.api.Test;

/** 10,000 small schedules as superfly-timeline resolved them; see {@code src/test/oracle/superfly.cjs}. */
class SuperflyVectorsTest {
    private static final When ANY = new When.Once(Instant.EPOCH, Instant.EPOCH);
    private static final int END = 36;

    @Test
    void everyScheduleIsResolvedAsAnIndependentResolverDoes() throws IOException {
        List<String> lines;
        try (var stored = new GZIPInputStream(SuperflyVectorsTest.class.getResourceAsStream("superfly.txt.gz"))) {
            lines = new String(stored.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
        List<String> ids = List.of(lines.getFirst().split(" "));
        var wrong = new ArrayList<String>();
        for (String line : lines.subList(1, lines.size())) {
            int bar = line.indexOf('|');
            var resolution = Resolver.resolve(occurrences(line.substring(0, bar), ids), QuietHours.NONE, 0, END);
            String segments = segments(resolution, ids);
            if (!segments.equals(line.substring(bar + 1))) {
                wrong.add(line + " but was " + segments);
            }
        }
        assertEquals(10_001, lines.size());
        assertEquals(List.of(), wrong, () -> wrong.size() + " differ");
    }

    private static List<Occurrence> occurrences(String text, List<String> ids) {
        var out = new ArrayList<Occurrence>();
        for (int i = 0; i < text.length(); i += 4) {
            int priority = digit(text, i + 1);
            // The nine priorities as three classes with three priorities each: the same order.
            var claim = new Claim(new RuleId(ids.get(digit(text, i))), RuleClass.values()[priority / 3], priority % 3, ANY);
            out.add(new Occurrence(claim, LocalDate.EPOCH, digit(text, i + 2), digit(text, i + 3)));
        }
        return out;
    }

    private static String segments(Resolution resolution, List<String> ids) {
        var out = new StringBuilder();
        for (Segment segment : resolution.segments()) {
            if (segment.owner() instanceof Occurrence occurrence) {
                out.append(Long.toString(segment.fromNanos(), END)).append(Long.toString(segment.untilNanos(), END))
                        .append(Integer.toString(ids.indexOf(occurrence.claim().rule().value()), END));
            }
        }
        return out.toString();
    }

    private static int digit(String text, int at) {
        return Character.digit(text.charAt(at), END);
    }
}
