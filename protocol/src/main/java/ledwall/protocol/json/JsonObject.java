package ledwall.protocol.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import ledwall.protocol.id.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A parsed JSON object. Getters throw {@link JsonException} naming the field that lacks or has the wrong type; fields that nobody asks for are ignored, as the
 * protocol's version rule wants.
 */
public final class JsonObject {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_STRING = 64 * 1024;
    private static final int MAX_NAME = 128;
    private static final int SHOWN = 80;

    /** The longest message, a batch of as-run records, has some 13,000; each may cost a hundred bytes of memory. */
    private static final int MAX_TOKENS_OF_A_PART = 100_000;

    private static final JsonFactory WHOLE = factory(Integer.MAX_VALUE);
    private static final JsonFactory PART = factory(MAX_TOKENS_OF_A_PART);

    private static JsonFactory factory(int maxTokens) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxStringLength(MAX_STRING).maxNameLength(MAX_NAME)
                        .maxNumberLength(32).maxTokenCount(maxTokens).build())
                // Otherwise zeros at the head are taken for UTF-16 or UTF-32.
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }

    private final Map<String, Object> fields;

    private JsonObject(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * A message, or one line of many.
     *
     * @throws JsonException if the bytes are anything but one JSON object within the bounds
     */
    public static JsonObject parse(byte[] bytes, int offset, int length) {
        return parse(PART, bytes, offset, length);
    }

    /**
     * A document, as large as whoever read it allowed.
     *
     * @throws JsonException if the bytes are anything but one JSON object within the bounds
     */
    public static JsonObject parse(byte[] bytes) {
        return parse(WHOLE, bytes, 0, bytes.length);
    }

    private static JsonObject parse(JsonFactory factory, byte[] bytes, int offset, int length) {
        if (!Utf8.wellFormed(bytes, offset, length)) {
            throw new JsonException("not UTF-8");
        }
        try (JsonParser parser = factory.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonException("expected a JSON object");
            }
            var object = object(parser);
            if (parser.nextToken() != null) {
                throw new JsonException("more follows after the JSON object");
            }
            return object;
        } catch (JacksonException e) {
            throw new JsonException("not JSON: " + shown(e.getOriginalMessage()));
        } catch (IOException e) {
            // The bytes are at hand, so it is about what they say.
            throw new JsonException("not JSON: " + shown(String.valueOf(e.getMessage())));
        }
    }

    private static JsonObject object(JsonParser parser) throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser);
            if (value != null) {
                fields.put(name, value);
            }
        }
        return new JsonObject(fields);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new JsonException("the JSON ends early");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    Object element = value(parser);
                    if (element == null) {
                        throw new JsonException("null stands in an array");
                    }
                    list.add(element);
                }
                yield list;
            }
            case VALUE_STRING -> {
                String text = parser.getText();
                if (!Utf8.wellFormed(text)) {
                    throw new JsonException("a text holds half of a surrogate pair");
                }
                yield text;
            }
            case VALUE_NUMBER_INT -> {
                if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    throw new JsonException("a number does not fit into 64 bits");
                }
                yield parser.getLongValue();
            }
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new JsonException("unexpected " + token);
        };
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    public String text(String name) {
        return typed(name, String.class, "text");
    }

    public @Nullable String textOrNull(String name) {
        return has(name) ? text(name) : null;
    }

    public long number(String name) {
        return typed(name, Long.class, "a whole number");
    }

    public int integer(String name) {
        long value = number(name);
        if (value != (int) value) {
            throw new JsonException("field \"" + name + "\" is out of bounds: " + value);
        }
        return (int) value;
    }

    public double decimal(String name) {
        Object value = fields.get(name);
        return value instanceof Long whole ? whole : typed(name, Double.class, "a number");
    }

    public boolean truth(String name) {
        return typed(name, Boolean.class, "true or false");
    }

    /** An id or any other type made from text, which refuses by {@link IllegalArgumentException}. */
    public <T> T id(String name, Function<String, T> make) {
        try {
            return make.apply(text(name));
        } catch (JsonException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new JsonException("field \"" + name + "\": " + e.getMessage());
        }
    }

    public <T> @Nullable T idOrNull(String name, Function<String, T> make) {
        return has(name) ? id(name, make) : null;
    }

    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        return WireName.parse(type, text(name));
    }

    /** Base64, exactly {@code length} bytes. */
    public Bytes bytes(String name, int length) {
        Bytes bytes = id(name, Bytes::ofBase64);
        if (bytes.length() != length) {
            throw new JsonException("field \"" + name + "\" has " + bytes.length() + " bytes, not " + length);
        }
        return bytes;
    }

    public JsonObject object(String name) {
        return typed(name, JsonObject.class, "an object");
    }

    public @Nullable JsonObject objectOrNull(String name) {
        return has(name) ? object(name) : null;
    }

    /** An array of objects, each made into a {@code T}. */
    public <T> List<T> objects(String name, Function<JsonObject, T> make) {
        return made(name, typed(name, List.class, "an array"), make);
    }

    /** An array of arrays of objects. */
    public <T> List<List<T>> tables(String name, Function<JsonObject, T> make) {
        var out = new ArrayList<List<T>>();
        for (Object row : typed(name, List.class, "an array")) {
            if (!(row instanceof List<?> list)) {
                throw new JsonException("field \"" + name + "\" must hold arrays");
            }
            out.add(made(name, list, make));
        }
        return out;
    }

    private static <T> List<T> made(String name, List<?> elements, Function<JsonObject, T> make) {
        var out = new ArrayList<T>(elements.size());
        for (Object element : elements) {
            if (!(element instanceof JsonObject object)) {
                throw new JsonException("field \"" + name + "\" must hold objects");
            }
            out.add(make.apply(object));
        }
        return out;
    }

    private <T> T typed(String name, Class<T> type, String wanted) {
        Object value = fields.get(name);
        if (value == null) {
            throw new JsonException("field \"" + name + "\" is missing");
        }
        if (!type.isInstance(value)) {
            throw new JsonException("field \"" + name + "\" must be " + wanted);
        }
        return type.cast(value);
    }

    /** A stranger's text made fit for a log line or an answer: short, in one line, and with no half of a surrogate pair, which could not be sent. */
    static String shown(String text) {
        String head = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return head.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
}
