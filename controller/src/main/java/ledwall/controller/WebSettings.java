package ledwall.controller;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How people reach the controller.
 *
 * @param host loopback by default; anything else has to be asked for
 * @param port 0 for any free one
 * @param names host names under which browsers know it, beside {@code localhost} and literal addresses
 * @param publicUrl what people type, where something stands before the controller, such as a proxy with TLS; null without
 */
public record WebSettings(String host, int port, Set<String> names, @Nullable URI publicUrl) {
    public WebSettings {
        names = Set.copyOf(names);
    }

    /** Whether people come by https, so that the session cookie must never travel otherwise. */
    boolean secure() {
        return publicUrl != null && "https".equals(publicUrl.getScheme());
    }
}
