package ledwall.controller.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import ledwall.protocol.id.Bytes;
import org.jspecify.annotations.Nullable;

/** JSON as this API reads and writes it. Safe from any thread. */
final class Json {
    /** No request nests deeper than a playlist's item. */
    private static final int MAX_DEPTH = 16;

    private static final JsonMapper MAPPER = JsonMapper
        .builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            // What comes twice is a mistake of whoever wrote it; taking either would be a guess.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** {items, next}. */
    static ObjectNode page(Iterable<? extends JsonNode> items, @Nullable String next) {
        var list = array();
        items.forEach(list::add);
        ObjectNode page = object();
        page.set("items", list);
        return page.put("next", next);
    }

    static @Nullable String instant(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Milliseconds, with a fraction where there is one. */
    static double millis(long nanos) {
        return nanos / 1_000_000.0;
    }

    static Bytes bytes(JsonNode node) {
        try {
            return Bytes.of(MAPPER.writeValueAsBytes(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    /** @throws HttpProblem 400 if this is not one JSON object */
    static ObjectNode parse(byte[] bytes) {
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw notJson("It is not a JSON object.");
        } catch (JsonProcessingException e) {
            var where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
            throw notJson(e.getOriginalMessage() + where);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private static HttpProblem notJson(String why) {
        return new HttpProblem(400, "badJson", "The body cannot be read. " + why, "Send one JSON object in UTF-8.");
    }
}
