package ledwall.controller.release.channel.http;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import ledwall.protocol.id.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param body null for a GET
 */
public record Ask(URI uri, Map<String, String> headers, @Nullable Body body) {
    public Ask {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** What a POST carries. */
    public sealed interface Body {
        record Content(String type, Bytes bytes) implements Body {}

        /** A form with one file. {@code fields} stand before it; names hold no quotes. */
        record Upload(String field, String fileName, Bytes bytes, String mime, Map<String, String> fields) implements Body {}
    }

    /** Never with the query: it may hold a token. */
    @Override
    public String toString() {
        return uri.getHost() + uri.getPath();
    }
}
