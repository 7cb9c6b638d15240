package ledwall.controller.web;

import static ledwall.controller.access.AuditEntry.DONE;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import ledwall.controller.access.AuditEntry;
import ledwall.controller.access.AuditStore;
import ledwall.controller.access.Person;
import ledwall.controller.access.Right;
import ledwall.controller.access.Sessions;
import ledwall.protocol.runtime.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every operation passes: who asks, may they, was it done before; then the operation, the audit, and the answer. {@link #enter} runs on the event loop and
 * returns at once; everything that may block runs on one virtual thread per request.
 */
final class Gate {
    static final String COOKIE = "ledwall_session";
    /** Requests of people under way; each may hold a body's chunks and a row set in memory. Beyond this they are refused. */
    static final int MAX_UNDER_WAY = 256;
    /** Bodies of strangers under way, such as log-ins. They have slots of their own, so that they take none from people who are logged in. */
    static final int MAX_STRANGERS = 64;
    static final String REQUESTS = "ledwall_http_requests_total";
    private static final int MAX_KEY_LENGTH = 128;
    /** Refusals that strangers can cause at will: rows of them would fill the disk. */
    private static final Set<String> NOT_AUDITED = Set.of("tooManyAttempts", "tooManyLogins", "badInput", "badJson");
    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final Sessions sessions;
    private final AuditStore audit;
    private final Problems problems;
    private final Idempotency idempotency;
    private final Metrics metrics;
    private final Clock clock;
    private final ExecutorService threads;
    private final AnswerWriter writer;
    private final Semaphore slots = new Semaphore(MAX_UNDER_WAY);
    private final Semaphore strangers = new Semaphore(MAX_STRANGERS);

    Gate(Sessions sessions, AuditStore audit, Problems problems, Metrics metrics, Clock clock, ExecutorService threads, AnswerWriter writer) {
        this.sessions = sessions;
        this.audit = audit;
        this.problems = problems;
        this.idempotency = new Idempotency(clock);
        this.metrics = metrics;
        this.clock = clock;
        this.threads = threads;
        this.writer = writer;
        metrics.counter(REQUESTS, "Requests answered, by operation and status.");
        metrics.gauge("ledwall_http_requests_under_way", "Requests of people being worked on.", () -> MAX_UNDER_WAY - slots.availablePermits());
        metrics.gauge("ledwall_http_strangers_under_way", "Requests with a body, of nobody known, being worked on.", this::strangersUnderWay);
    }

    /** Bodies of strangers that are being read, or acted on. */
    int strangersUnderWay() {
        return MAX_STRANGERS - strangers.availablePermits();
    }

    void enter(Operation operation, RoutingContext routing) {
        Context context = Vertx.currentContext();
        var request = routing.request();
        // Nothing of the body is read before it is clear who sends it.
        request.pause();
        var body = operation.right() == null ? BodyStream.ofStranger(request, context, clock) : BodyStream.ofPerson(request, context, clock);
        Cookie cookie = request.getCookie(COOKIE);
        MultiMap query;
        try {
            query = request.params();
        } catch (IllegalArgumentException e) {
            var bad = new HttpProblem(400, "badRequest", "The query cannot be decoded.", "Percent-encode it as UTF-8.");
            send(operation, routing, body, problems.of(bad, operation.name()).answer());
            return;
        }
        var seen = new Request(request, query, routing.pathParams(), request.remoteAddress().hostAddress(), cookie == null ? null : cookie.getValue(), body);
        var taken = slots(operation);
        if (taken != null && !taken.tryAcquire()) {
            var busy = new HttpProblem(503, "busy", "The controller has too many requests to answer.", "Try again in a few seconds.");
            send(operation, routing, body, problems.of(busy, operation.name()).answer());
            return;
        }
        threads.execute(() -> {
            Answer answer;
            try {
                answer = answer(operation, seen, request.uri());
            } finally {
                if (taken != null) {
                    taken.release();
                }
            }
            context.runOnContext(go -> send(operation, routing, body, answer));
        });
    }

    /** Null for what is open and takes no body: whoever looks after the controller must get its health however busy it is; sockets are bounded besides. */
    private @Nullable Semaphore slots(Operation operation) {
        if (operation.right() != null) {
            return slots;
        }
        return operation.body() == Operation.Body.NONE ? null : strangers;
    }

    private void send(Operation operation, RoutingContext routing, BodyStream body, Answer answer) {
        metrics.count(REQUESTS, "operation=\"" + operation.name() + "\",status=\"" + answer.status() + "\"", 1);
        writer.send(routing, body, answer);
    }

    private Answer answer(Operation operation, Request request, String uri) {
        String result = DONE;
        String target = request.id();
        Answer answer;
        try {
            answer = admitted(operation, request, uri);
            if (answer instanceof Answer.Content content && !content.target().isEmpty()) {
                target = content.target();
            }
        } catch (Exception | Error e) {
            // Whatever went wrong, somebody waits for an answer. Without memory the process ends by itself.
            var refused = problems.of(e, operation.name());
            answer = refused.answer();
            result = refused.code();
        }
        if (operation.writes() && !request.who().isEmpty() && !NOT_AUDITED.contains(result)) {
            write(new AuditEntry(clock.wall(), request.who(), operation.name() + ("true".equals(request.query("applyNow")) ? " applyNow" : ""), target, result,
                request.address()));
        }
        return answer;
    }

    private Answer admitted(Operation operation, Request request, String uri) throws Exception {
        Right right = operation.right();
        if (right != null) {
            admit(request, right);
        }
        if (operation.body() == Operation.Body.JSON || operation.body() == Operation.Body.QUESTION) {
            request.readJson(right == null ? Request.MAX_OPEN_BYTES : Request.MAX_JSON_BYTES);
        }
        String key = request.header("Idempotency-Key");
        if (key == null || right == null || operation.method() != Operation.Method.POST) {
            return operation.handler().answer(request);
        }
        return once(operation, request, uri, key);
    }

    private void admit(Request request, Right right) {
        String token = request.sessionToken();
        Person person = Optional.ofNullable(token).flatMap(sessions::find)
            .orElseThrow(() -> new HttpProblem(401, "notLoggedIn", "There is no session, or it has ended.", "Log in first."));
        request.person(person);
        if (!person.role().may(right)) {
            throw HttpProblem.noRight(person.role(), right);
        }
    }

    private Answer once(Operation operation, Request request, String uri, String key) throws Exception {
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH) {
            throw new HttpProblem(400, "badKey", "The Idempotency-Key must have 1 to " + MAX_KEY_LENGTH + " characters.", "Use a UUID.");
        }
        String person = request.person().name();
        // Of a streamed body only its length is known beforehand.
        var before = idempotency.begin(person, key, operation.name() + " " + uri + " " + request.header("Content-Length"), request.jsonBytes());
        if (before.isPresent()) {
            return before.get();
        }
        boolean done = false;
        try {
            Answer answer = operation.handler().answer(request);
            if (answer instanceof Answer.Content content) {
                idempotency.done(person, key, content);
                done = true;
            }
            return answer;
        } finally {
            if (!done) {
                idempotency.forget(person, key);
            }
        }
    }

    /** A row that cannot be written is a fault of the disk that the log shows; the deed is done already. */
    private void write(AuditEntry entry) {
        try {
            audit.append(entry);
        } catch (RuntimeException e) {
            log.error("audit row lost: {}", entry, e);
        }
    }
}
