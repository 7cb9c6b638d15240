package ledwall.controller.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import ledwall.protocol.id.Bytes;
import org.jspecify.annotations.Nullable;

/** What an operation answers. */
sealed interface Answer {
    int status();

    /** Headers beside those of every answer, in this order. */
    Map<String, String> headers();

    /** Bytes in memory. {@code target} names what was done to, for the audit, where the path does not. */
    record Content(int status, Map<String, String> headers, @Nullable String type, Bytes bytes, String target) implements Answer {
        Content with(String header, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Content(status, more, type, bytes, target);
        }

        Content about(String target) {
            return new Content(status, headers, type, bytes, target);
        }
    }

    /** A file, or the range of it that was asked for, sent by the kernel without passing through this process. */
    record File(Map<String, String> headers, String path, long bytes, String type, @Nullable ByteRange range) implements Answer {
        @Override
        public int status() {
            return range == null ? 200 : 206;
        }
    }

    /**
     * Bytes that are made while they are sent, of a length that nobody knows beforehand. Where {@code body} fails, the transfer ends broken, so that nobody
     * takes the part for the whole.
     */
    record Stream(Map<String, String> headers, String type, Body body) implements Answer {
        /** Runs on a virtual thread, which waits while the reader is slow. */
        interface Body {
            void write(OutputStream to) throws IOException;
        }

        @Override
        public int status() {
            return 200;
        }
    }

    /** Live events from here on, for as long as {@code may} says so; it may block. */
    record Live(@Nullable String lastEventId, BooleanSupplier may) implements Answer {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    }

    static Content json(int status, JsonNode body) {
        return new Content(status, Map.of(), "application/json", Json.bytes(body), "");
    }

    static Content ok(JsonNode body) {
        return json(200, body);
    }

    static Content text(int status, String text) {
        return new Content(status, Map.of(), "text/plain; charset=utf-8", Bytes.of(text.getBytes(StandardCharsets.UTF_8)), "");
    }

    static Content nothing() {
        return new Content(204, Map.of(), null, Bytes.EMPTY, "");
    }
}
