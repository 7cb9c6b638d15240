package ledwall.controller.web;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may talk to this server by way of a browser. A name in {@code Host} that nobody configured is DNS rebinding: a page of another site whose name was
 * pointed here. Literal addresses cannot be rebound. A write from another origin is cross-site request forgery; programs other than browsers send neither of
 * the headers.
 */
final class Origins {
    private static final Pattern LITERAL = Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?");
    private static final Pattern NAME = Pattern.compile("([a-z0-9.-]+)(:\\d{1,5})?");

    private final Set<String> names;

    /** @param names under which this server is known, beside {@code localhost}; lower case */
    Origins(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** @throws HttpProblem if this request must not be answered */
    void check(HttpServerRequest request, boolean writes) {
        String host = request.getHeader("Host");
        if (!known(host)) {
            throw new HttpProblem(421, "unknownHost", "This controller is not known by the name in the request.",
                "Use its address, or add the name to `http-names` in its configuration.");
        }
        if (writes && foreign(request, host)) {
            throw new HttpProblem(403, "otherOrigin", "The request comes from a page of another site.", "Use the controller's own page.");
        }
    }

    private boolean known(@Nullable String host) {
        if (host == null) {
            return false;
        }
        if (LITERAL.matcher(host).matches()) {
            return true;
        }
        var name = NAME.matcher(host.toLowerCase(Locale.ROOT));
        return name.matches() && (name.group(1).equals("localhost") || names.contains(name.group(1)));
    }

    private static boolean foreign(HttpServerRequest request, @Nullable String host) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = request.getHeader("Origin");
        return origin != null && !sameHost(origin, host);
    }

    private static boolean sameHost(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
