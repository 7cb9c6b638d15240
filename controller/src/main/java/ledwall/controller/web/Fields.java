package ledwall.controller.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import ledwall.controller.web.HttpProblem.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object strictly: every getter notes what is wrong and goes on with a stand-in, and {@link #check} then throws everything at once, unknown fields
 * included. Nothing that a getter returned may be used before {@code check}. One thread.
 */
final class Fields {
    /** A request with thousands of mistakes is told the first ones. */
    private static final int MAX_PROBLEMS = 50;
    private static final Instant STAND_IN = Instant.EPOCH;

    private final ObjectNode body;
    private final String prefix;
    private final List<Field> problems;
    private final TreeSet<String> known = new TreeSet<>();

    Fields(ObjectNode body) {
        this(body, "", new ArrayList<>());
    }

    private Fields(ObjectNode body, String prefix, List<Field> problems) {
        this.body = body;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** One line of text for people: stripped, without control characters. */
    String text(String name, int maxLength) {
        String text = secret(name, maxLength).strip();
        if (text.isEmpty() && body.has(name)) {
            note(name, "must not be empty");
        }
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || Character.getType(c) == Character.SURROGATE)) {
            note(name, "must be one line of text without control characters");
        }
        return text;
    }

    /** Text exactly as sent. */
    String secret(String name, int maxLength) {
        JsonNode value = get(name);
        if (value == null) {
            note(name, "is missing");
            return "";
        }
        if (!value.isTextual()) {
            note(name, "must be a string");
            return "";
        }
        if (value.textValue().length() > maxLength) {
            note(name, "must have at most " + maxLength + " characters");
            return "";
        }
        return value.textValue();
    }

    @Nullable String optionalText(String name, int maxLength) {
        return present(name) ? text(name, maxLength) : null;
    }

    int integer(String name, int min, int max, @Nullable Integer standard) {
        JsonNode value = get(name);
        if (value == null && standard != null) {
            return standard;
        }
        if (value == null) {
            note(name, "is missing");
            return min;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
            note(name, "must be a whole number from " + min + " to " + max);
            return min;
        }
        return value.intValue();
    }

    long number(String name, long min, long max) {
        JsonNode value = get(name);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
            note(name, "must be a whole number from " + min + " to " + max);
            return min;
        }
        return value.longValue();
    }

    boolean flag(String name) {
        JsonNode value = get(name);
        if (value == null || !value.isBoolean()) {
            note(name, "must be true or false");
            return false;
        }
        return value.booleanValue();
    }

    @Nullable Integer optionalInteger(String name, int min, int max) {
        return present(name) ? (Integer) integer(name, min, max, null) : null;
    }

    @Nullable Double optionalDecimal(String name, double min, double max) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || value.doubleValue() < min || value.doubleValue() > max) {
            note(name, "must be a number from " + min + " to " + max);
            return null;
        }
        return value.doubleValue();
    }

    Instant instant(String name) {
        String text = secret(name, 40);
        if (text.isEmpty()) {
            return STAND_IN;
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (Request.inReach(instant)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            // Falls through to the same answer as an instant out of reach.
        }
        note(name, "must be an RFC 3339 instant with offset, such as 2026-11-23T08:00:00+08:00, in the years 1970 to 2200");
        return STAND_IN;
    }

    @Nullable Instant optionalInstant(String name) {
        return present(name) ? instant(name) : null;
    }

    /** A value that {@code make} checks by throwing {@link IllegalArgumentException}; null only if something is wrong or, where {@code optional}, missing. */
    <T> @Nullable T value(String name, boolean optional, Function<String, T> make) {
        if (optional && !present(name)) {
            return null;
        }
        String text = secret(name, 100);
        if (text.isEmpty() && !present(name)) {
            return null;
        }
        try {
            return make.apply(text);
        } catch (IllegalArgumentException e) {
            note(name, "is not valid: " + e.getMessage());
            return null;
        }
    }

    /** An object through {@code read}, checked for unknown fields; null where it is missing. */
    <T> @Nullable T optionalObject(String name, Function<Fields, T> read) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode object)) {
            note(name, "must be an object");
            return null;
        }
        var fields = new Fields(object, prefix + name + ".", problems);
        T out = read.apply(fields);
        fields.noteUnknown();
        return out;
    }

    /** A list of texts as in {@link #optionalValues}; one without entries, or none at all, is an empty list. */
    <T> List<T> values(String name, int maxSize, Function<String, T> make) {
        JsonNode value = get(name);
        if (value == null || (value.isArray() && value.isEmpty())) {
            return List.of();
        }
        List<T> out = optionalValues(name, maxSize, make);
        return out == null ? List.of() : out;
    }

    /** A list of texts, each of which {@code make} checks as in {@link #value}; null where it is missing. */
    <T> @Nullable List<T> optionalValues(String name, int maxSize, Function<String, T> make) {
        return values(name, 1, maxSize, make);
    }

    /** The same of a list that may be empty, as which a missing one counts. */
    <T> List<T> valuesIfAny(String name, int maxSize, Function<String, T> make) {
        return Objects.requireNonNullElse(values(name, 0, maxSize, make), List.of());
    }

    private <T> @Nullable List<T> values(String name, int minSize, int maxSize, Function<String, T> make) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray() || value.size() < minSize || value.size() > maxSize) {
            note(name, "must be a list of " + minSize + " to " + maxSize + " entries");
            return null;
        }
        var out = new ArrayList<T>(value.size());
        for (int i = 0; i < value.size(); i++) {
            try {
                out.add(make.apply(value.get(i).isTextual() ? value.get(i).textValue() : ""));
            } catch (IllegalArgumentException e) {
                note(name + "[" + i + "]", "is not valid: " + e.getMessage());
            }
        }
        return out;
    }

    /** Each object of the list through {@code read}; each is checked for unknown fields. */
    <T> List<T> list(String name, int maxSize, Function<Fields, T> read) {
        JsonNode value = get(name);
        if (value == null || !value.isArray()) {
            note(name, value == null ? "is missing" : "must be a list");
            return List.of();
        }
        if (value.size() > maxSize) {
            note(name, "must have at most " + maxSize + " entries");
            return List.of();
        }
        var entries = new ArrayList<T>(value.size());
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i) instanceof ObjectNode object) {
                var fields = new Fields(object, prefix + name + "[" + i + "].", problems);
                entries.add(read.apply(fields));
                fields.noteUnknown();
            } else {
                note(name + "[" + i + "]", "must be an object");
            }
        }
        return entries;
    }

    /** An empty list where it is missing. */
    <T> List<T> optionalList(String name, int maxSize, Function<Fields, T> read) {
        return present(name) ? list(name, maxSize, read) : List.of();
    }

    void note(String name, String detail) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new Field(prefix + name, detail));
        }
    }

    /** @throws HttpProblem 400 with everything noted */
    void check() {
        noteUnknown();
        if (!problems.isEmpty()) {
            throw HttpProblem.badInput(problems);
        }
    }

    private void noteUnknown() {
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                note(shown(name), "is not a field of this request; it takes " + String.join(", ", known));
            }
        });
    }

    /** Whether it is there and not null. */
    boolean present(String name) {
        return get(name) != null;
    }

    /** All that there are, where anything may be named. */
    List<String> names() {
        var names = new ArrayList<String>();
        body.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Whether the body names it at all, be it as null. */
    boolean named(String name) {
        return body.has(name);
    }

    /** Null is as good as missing. */
    private @Nullable JsonNode get(String name) {
        known.add(name);
        JsonNode value = body.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static String shown(String name) {
        var line = name.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
}
