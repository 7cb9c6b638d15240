package ledwall.controller.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import ledwall.controller.access.Person;
import ledwall.controller.access.Right;
import ledwall.controller.change.Pace;
import ledwall.controller.web.HttpProblem.Field;
import org.jspecify.annotations.Nullable;

/** A request as an operation sees it, on the operation's virtual thread. */
final class Request {
    /** A playlist of 10,000 items takes about 1.5 MB. */
    static final int MAX_JSON_BYTES = 4 << 20;
    /** Where nobody is logged in: a name and a password, however escaped. */
    static final int MAX_OPEN_BYTES = 16 << 10;
    private static final Instant END_OF_REACH = Instant.parse("2200-01-01T00:00:00Z");
    private static final Duration LONGEST_WINDOW = Duration.ofDays(31);
    private static final Pattern REVISION = Pattern.compile("\"?(\\d{1,18})\"?");

    private final HttpServerRequest request;
    private final MultiMap query;
    private final Map<String, String> pathParameters;
    private final String address;
    private final @Nullable String sessionToken;
    private final InputStream body;
    private byte[] json = new byte[0];
    private @Nullable Person person;
    private String who = "";

    Request(HttpServerRequest request, MultiMap query, Map<String, String> pathParameters, String address, @Nullable String sessionToken, InputStream body) {
        this.request = request;
        this.query = query;
        this.pathParameters = pathParameters;
        this.address = address;
        this.sessionToken = sessionToken;
        this.body = body;
    }

    /** Reads the body whole. */
    void readJson(int maxBytes) throws IOException {
        String type = Objects.requireNonNullElse(header("Content-Type"), "");
        byte[] bytes = body.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new HttpProblem(413, "bodyTooLarge", "The body has more than " + (maxBytes >> 10) + " KiB.", "Send less at once.");
        }
        // A form of another site can send text/plain without asking, but not this type.
        if (bytes.length > 0 && !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new HttpProblem(415, "notJson", "The body's type is not application/json.", "Send JSON, with Content-Type: application/json.");
        }
        json = bytes;
    }

    byte[] jsonBytes() {
        return json;
    }

    Fields fields() {
        return new Fields(json.length == 0 ? Json.object() : Json.parse(json));
    }

    InputStream body() {
        return body;
    }

    OptionalLong bodyLength() {
        String length = header("Content-Length");
        return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
    }

    /** Who asks. Only for operations that need a right. */
    Person person() {
        return Objects.requireNonNull(person, "an operation without a right has no person");
    }

    void person(Person known) {
        person = known;
        who = known.name();
    }

    /** Names whom the audit holds responsible where nobody is logged in yet. */
    void actingAs(String name) {
        who = name;
    }

    String who() {
        return who;
    }

    String address() {
        return address;
    }

    @Nullable String sessionToken() {
        return sessionToken;
    }

    String id() {
        return Objects.requireNonNullElse(pathParameters.get("id"), "");
    }

    /** Another parameter of the path. */
    String part(String name) {
        return Objects.requireNonNullElse(pathParameters.get(name), "");
    }

    /** The path's id as a typed one; whatever could never be an id is simply not there. */
    <T> T id(String kind, Function<String, T> make) {
        return id(kind, id(), make);
    }

    static <T> T id(String kind, String text, Function<String, T> make) {
        try {
            return make.apply(text);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.unknownId(kind, text);
        }
    }

    @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Nullable String query(String name) {
        return query.get(name);
    }

    /** All of a parameter that may be given more than once. */
    List<String> queries(String name) {
        return query.getAll(name);
    }

    String needed(String name) {
        String value = query(name);
        if (value == null || value.isEmpty()) {
            throw HttpProblem.badInput(List.of(new Field(name, "is missing from the query")));
        }
        return value;
    }

    int integer(String name, int min, int max, int standard) {
        String value = query(name);
        if (value == null) {
            return standard;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same answer as a number out of range.
        }
        throw HttpProblem.badInput(List.of(new Field(name, "must be a whole number from " + min + " to " + max)));
    }

    boolean flag(String name) {
        return switch (Objects.requireNonNullElse(query(name), "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw HttpProblem.badInput(List.of(new Field(name, "must be true or false")));
        };
    }

    /** How the edit is to take over: at once where {@code applyNow=true} asks for it, which takes a right of its own. */
    Pace pace() {
        if (!flag("applyNow")) {
            return Pace.ORDINARY;
        }
        need(Right.APPLY_NOW);
        return Pace.APPLY_NOW;
    }

    /** A right beside the one that the operation needs anyway. */
    void need(Right right) {
        if (!person().role().may(right)) {
            throw HttpProblem.noRight(person().role(), right);
        }
    }

    /** {@code [from, until)} of the query. */
    Window window() {
        Instant from = instant("from");
        Instant until = instant("until");
        checkWindow(from, until);
        return new Window(from, until);
    }

    static void checkWindow(Instant from, Instant until) {
        if (!from.isBefore(until) || from.plus(LONGEST_WINDOW).isBefore(until)) {
            throw HttpProblem.badInput(List.of(new Field("until", "must be after from, by at most " + LONGEST_WINDOW.toDays() + " days")));
        }
    }

    /** A span of time, half-open. */
    record Window(Instant from, Instant until) {}

    Instant instant(String name) {
        // A plus that was not percent-encoded arrives as a space.
        String text = needed(name).replace(' ', '+');
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (inReach(instant)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            // Falls through to the same answer as an instant out of reach.
        }
        throw HttpProblem.badInput(List.of(new Field(name, "must be an RFC 3339 instant with offset, in the years 1970 to 2200")));
    }

    /** Whether an instant and what is reckoned from it can be held in nanoseconds; see {@link ledwall.protocol.timeline.Instants}. */
    static boolean inReach(Instant instant) {
        return !instant.isBefore(Instant.EPOCH) && instant.isBefore(END_OF_REACH);
    }

    /** The revision that an edit is based on; null where it does not say so, and need not. */
    @Nullable Long ifMatchGiven() {
        return header("If-Match") == null ? null : (Long) ifMatch();
    }

    /** The revision that an edit is based on. */
    long ifMatch() {
        String tag = header("If-Match");
        if (tag == null) {
            throw new HttpProblem(428, "revisionMissing", "The edit does not say which revision it is based on.",
                "Send the ETag of what you edited as If-Match.");
        }
        var match = REVISION.matcher(tag.strip());
        if (!match.matches()) {
            throw HttpProblem.badInput(List.of(new Field("If-Match", "must be the ETag as it was received, such as \"7\"")));
        }
        return Long.parseLong(match.group(1));
    }
}
