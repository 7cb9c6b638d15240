package ledwall.protocol.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.json.WireName;
import org.junit.jupiter.api.Test;

/** Holds together what must never part: the sealed types, the table, the numbers once given, and PROTOCOL.md. */
class ProtocolDocumentTest {
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\| (\\w+) \\| (agent|controller|both) \\| (greeting|welcomed|any) \\| (.*)\\|$",
            Pattern.MULTILINE);
    private static final Pattern FIELD = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);
    private static final Pattern JSON_NAME = Pattern.compile("\"(\\w+)\":");

    private final String document;

    ProtocolDocumentTest() throws IOException {
        document = Files.readString(Path.of("PROTOCOL.md"));
    }

    @Test
    void theTableHoldsEverySealedTypeAndNothingElse() {
        Set<Class<?>> sealed = Stream.of(ToAgent.class, ToController.class).flatMap(side -> Stream.of(side.getPermittedSubclasses()))
                .collect(Collectors.toSet());
        assertEquals(sealed, MessageTable.entries().stream().map(MessageTable.Entry::type).collect(Collectors.toSet()));
        assertEquals(sealed, Samples.all().stream().map(Object::getClass).collect(Collectors.toSet()), "each message has a sample");
    }

    @Test
    void numbersAreTheOnesOnceGiven() throws IOException {
        var lines = new TreeMap<Integer, String>();
        MessageTable.entries().forEach(entry -> lines.put(entry.number(), entry.number() + " " + entry.type().getSimpleName()));
        assertEquals(Files.readAllLines(Path.of("src/test/resources/vectors/numbers.golden")), lines.values().stream().toList());
    }

    @Test
    void theDocumentNamesEachMessageWithItsNumberSideAndPhase() {
        var rows = new TreeMap<Integer, String>();
        var matcher = ROW.matcher(document);
        while (matcher.find()) {
            var raw = matcher.group(5).isBlank() ? "" : "raw";
            rows.put(Integer.valueOf(matcher.group(1)), String.join(" ", matcher.group(2), matcher.group(3), matcher.group(4), raw).strip());
        }
        var table = new TreeMap<Integer, String>();
        for (Message sample : Samples.all()) {
            var entry = MessageTable.of(sample);
            boolean toAgent = sample instanceof ToAgent;
            String side = toAgent && sample instanceof ToController ? "both" : toAgent ? "controller" : "agent";
            String phase = sample instanceof Goodbye ? "any" : WireName.of(entry.phase());
            table.put(entry.number(), String.join(" ", entry.type().getSimpleName(), side, phase, entry.attached() ? "raw" : "").strip());
        }
        assertEquals(table, rows);
    }

    @Test
    void theDocumentNamesEachFieldInTheOrderItIsWritten() {
        for (Message sample : Samples.all()) {
            var entry = MessageTable.of(sample);
            String heading = "### " + entry.number() + " " + entry.type().getSimpleName() + "\n";
            int from = document.indexOf(heading);
            assertTrue(from >= 0, heading);
            int until = document.indexOf("\n### ", from + 1);
            String section = document.substring(from, until < 0 ? document.length() : until);
            var documented = FIELD.matcher(section).results().map(match -> match.group(1)).toList();
            assertEquals(topLevelNames(sample), documented, entry.type().getSimpleName());
        }
    }

    @Test
    void theDocumentExplainsEachCloseReasonAndLimit() {
        for (GoodbyeReason reason : GoodbyeReason.values()) {
            assertTrue(document.contains("\n| `" + WireName.of(reason) + "` |"), reason.name());
        }
        assertTrue(document.contains("length, until the welcome | %,d bytes".formatted(Phase.GREETING.maxFrameBytes())));
        assertTrue(document.contains("length, afterwards | %,d bytes".formatted(Phase.WELCOMED.maxFrameBytes())));
        assertTrue(document.contains("an inflated body | %,d bytes".formatted(Phase.WELCOMED.maxInflatedBytes())));
    }

    @Test
    void theWorkedExamplesAreTrue() {
        String hex = document.replaceAll("(?m)^ {4}", "").replaceAll("\\s+", "");
        for (Message sample : Samples.all()) {
            if (sample instanceof MediaCredit || sample instanceof Proof || sample instanceof MediaChunk) {
                byte[] frame = MessageCodec.encode(sample);
                assertTrue(hex.contains("%08x".formatted(frame.length) + HexFormat.of().formatHex(frame)), sample.toString());
            }
        }
    }

    private static java.util.List<String> topLevelNames(Message sample) {
        String json = new String(JsonWriter.object(sample::write), java.nio.charset.StandardCharsets.UTF_8);
        // Nested objects only stand in lists here: cut them out, innermost first.
        String flat = json.substring(1, json.length() - 1);
        while (flat.contains("{")) {
            flat = flat.replaceAll("\\{[^{}]*}", "0");
        }
        return JSON_NAME.matcher(flat).results().map(match -> match.group(1)).collect(Collectors.toCollection(LinkedHashSet::new)).stream().toList();
    }
}
