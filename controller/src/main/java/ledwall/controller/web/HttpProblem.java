package ledwall.controller.web;

import java.util.List;
import java.util.Map;
import ledwall.controller.access.Right;
import ledwall.controller.access.Role;

/** A refusal that only HTTP knows, such as a missing header. Feature code throws {@link ledwall.controller.refusal.Refusal} instead. */
final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String advice;
    private final transient Map<String, String> headers;
    private final transient List<Field> fields;

    /** One thing wrong with the request; {@code field} is its path in the body, or the name of the parameter. */
    record Field(String field, String detail) {}

    HttpProblem(int status, String code, String detail, String advice) {
        this(status, code, detail, advice, Map.of(), List.of());
    }

    private HttpProblem(int status, String code, String detail, String advice, Map<String, String> headers, List<Field> fields) {
        // An answer, not a defect: no stack trace.
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.advice = advice;
        this.headers = headers;
        this.fields = List.copyOf(fields);
    }

    /** Everything wrong with one request. */
    static HttpProblem badInput(List<Field> fields) {
        var first = fields.getFirst();
        var more = fields.size() == 1 ? "" : " (and " + (fields.size() - 1) + " more)";
        return new HttpProblem(400, "badInput", first.field() + " " + first.detail() + more, "Correct what `problems` names and send it again.", Map.of(),
            fields);
    }

    static HttpProblem unknownId(String kind, String id) {
        return new HttpProblem(404, "notFound", "There is no " + kind + " " + id.replaceAll("\\p{Cntrl}", "?") + ".",
            "Read the list again; it may have been deleted.");
    }

    static HttpProblem noRight(Role role, Right right) {
        return new HttpProblem(403, "noRight", "The role " + role.key() + " does not have the right " + right.key() + ".", "Ask an administrator.");
    }

    HttpProblem with(Map<String, String> headers) {
        return new HttpProblem(status, code, detail(), advice, headers, fields);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    String advice() {
        return advice;
    }

    Map<String, String> headers() {
        return headers;
    }

    List<Field> fields() {
        return fields;
    }
}
