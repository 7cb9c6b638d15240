package ledwall.controller.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import ledwall.controller.access.Accounts;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.schedule.FrozenEdit;
import ledwall.controller.text.TextRefusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an RFC 9457 answer of whatever an operation threw. What nobody expected is logged with an id, and the answer holds that id and nothing else: stack
 * traces and SQL are not for strangers. Safe from any thread.
 */
final class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private final AtomicLong defects = new AtomicLong();

    /** The answer, and the code under which the audit and the metrics know it. */
    record Refused(Answer.Content answer, String code) {}

    Refused of(Throwable failure, String operation) {
        return switch (failure) {
            case HttpProblem problem ->
                refused(problem.status(), problem.code(), problem.detail(), problem.advice(), problem.headers(), problem.fields(), null);
            case FrozenEdit frozen -> {
                var list = Json.array();
                frozen.frozen().forEach(each -> list.add(RuleJson.view(each)));
                var body = body(409, frozen.code(), frozen.cause(), frozen.advice());
                body.set("frozen", list);
                yield new Refused(answer(409, Map.of(), body), frozen.code());
            }
            case TextRefusal text -> {
                var body = body(422, text.code(), text.cause(), text.advice()).put("title", "Text that cannot be shown").put("field", text.field());
                body.putArray("problems").addObject().put("field", text.field()).put("detail", text.cause());
                yield new Refused(answer(422, Map.of(), body), text.code());
            }
            case Refusal refusal -> {
                if (refusal.getCause() != null) {
                    log.warn("{} refused: {}", operation, refusal.code(), refusal.getCause());
                }
                yield refused(status(refusal.kind()), refusal.code(), refusal.cause(), refusal.advice(), Map.of(), List.of(), null);
            }
            case Accounts.WrongPassword wrong -> refused(401, "wrongPassword", "Name or password is wrong.",
                "Check both; whoever administers Ledwall can set another password.", Map.of(), List.of(), null);
            case Accounts.TooManyAttempts many -> {
                long seconds = many.retryAfter().plusMillis(999).toSeconds();
                yield refused(429, "tooManyAttempts", "Too many wrong passwords of late.", "Wait " + seconds + " s, then try again.",
                    Map.of("Retry-After", Long.toString(seconds)), List.of(), null);
            }
            case BodyStream.BrokenOff broken -> refused(400, "bodyBrokenOff", "The body did not come in whole: " + broken.getMessage() + ".", "Send it again.",
                Map.of(), List.of(), null);
            default -> defect(failure, operation);
        };
    }

    private Refused defect(Throwable failure, String operation) {
        var logId = "E" + defects.incrementAndGet();
        log.error("{} {} failed", logId, operation, failure);
        return refused(500, "internal", "The controller failed to do this.", "Try again; if it goes on, look for " + logId + " in the controller's log.",
            Map.of(), List.of(), logId);
    }

    private static Refused refused(int status, String code, String detail, String advice, Map<String, String> headers, List<HttpProblem.Field> fields,
                                   @Nullable String logId) {
        ObjectNode body = body(status, code, detail, advice);
        if (!fields.isEmpty()) {
            var list = body.putArray("problems");
            fields.forEach(field -> list.addObject().put("field", field.field()).put("detail", field.detail()));
        }
        if (logId != null) {
            body.put("logId", logId);
        }
        return new Refused(answer(status, headers, body), code);
    }

    private static ObjectNode body(int status, String code, String detail, String advice) {
        return Json.object().put("title", title(status)).put("status", status).put("detail", detail).put("code", code).put("advice", advice);
    }

    private static Answer.Content answer(int status, Map<String, String> headers, ObjectNode body) {
        return new Answer.Content(status, headers, "application/problem+json", Json.bytes(body), "");
    }

    private static int status(Refusal.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case STALE -> 412;
            case FORBIDDEN -> 403;
            case UNAVAILABLE -> 503;
            case TOO_LARGE -> 413;
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Not logged in";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 409 -> "Conflict";
            case 412 -> "Changed by somebody else";
            case 413 -> "Too large";
            case 415 -> "Unsupported content type";
            case 416 -> "Range not satisfiable";
            case 421 -> "Unknown host";
            case 422 -> "Key used for another request";
            case 428 -> "Revision missing";
            case 429 -> "Too many attempts";
            case 503 -> "Not possible now";
            default -> "Internal error";
        };
    }
}
