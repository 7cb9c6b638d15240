package ledwall.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import ledwall.protocol.id.Bytes;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object, fields in the order of the calls, so that equal input gives equal bytes. Null values are left out. */
public final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;

    private JsonWriter(JsonGenerator out) {
        this.out = out;
    }

    /** UTF-8, no white space. */
    public static byte[] object(Consumer<JsonWriter> fields) {
        var bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            fields.accept(new JsonWriter(out));
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public JsonWriter field(String name, @Nullable Object value) {
        if (value != null) {
            run(() -> {
                out.writeFieldName(name);
                write(value);
            });
        }
        return this;
    }

    /** A nested object, left out where {@code value} is null. */
    public <T> JsonWriter object(String name, @Nullable T value, BiConsumer<JsonWriter, T> fields) {
        if (value != null) {
            run(() -> {
                out.writeObjectFieldStart(name);
                fields.accept(this, value);
                out.writeEndObject();
            });
        }
        return this;
    }

    /** An array of objects. */
    public <T> JsonWriter objects(String name, Iterable<T> values, BiConsumer<JsonWriter, T> fields) {
        run(() -> {
            out.writeArrayFieldStart(name);
            for (T value : values) {
                out.writeStartObject();
                fields.accept(this, value);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
        return this;
    }

    /** An array of arrays of objects. */
    public <T> JsonWriter tables(String name, Iterable<? extends Iterable<T>> rows, BiConsumer<JsonWriter, T> fields) {
        run(() -> {
            out.writeArrayFieldStart(name);
            for (Iterable<T> row : rows) {
                out.writeStartArray();
                for (T value : row) {
                    out.writeStartObject();
                    fields.accept(this, value);
                    out.writeEndObject();
                }
                out.writeEndArray();
            }
            out.writeEndArray();
        });
        return this;
    }

    private void write(Object value) throws IOException {
        switch (value) {
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Boolean truth -> out.writeBoolean(truth);
            case Bytes bytes -> out.writeString(bytes.base64());
            case Enum<?> constant -> out.writeString(WireName.of(constant));
            default -> out.writeString(value.toString());
        }
    }

    private static void run(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }
}
