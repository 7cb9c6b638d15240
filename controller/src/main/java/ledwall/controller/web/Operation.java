package ledwall.controller.web;

import ledwall.controller.access.Right;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the API can do.
 *
 * @param name the operation's name in the API document and in the audit
 * @param path with {@code {id}} for a parameter
 * @param right what it needs; null for the few that need no session
 */
record Operation(String name, Method method, String path, @Nullable Right right, Body body, Handler handler) {
    enum Method { GET, POST, PUT, DELETE }

    /** What the operation reads from the request's body. */
    enum Body {
        NONE,
        /** Read whole, within {@link Request#MAX_JSON_BYTES}, before the operation begins. */
        JSON,
        /** Read whole likewise, and asked about: nothing is changed, so that nothing is to be audited. */
        QUESTION,
        /** Read by the operation, as a stream. */
        STREAM
    }

    /** What it does, on a virtual thread. */
    interface Handler {
        /** @throws Exception anything: {@link Problems} makes an answer of it */
        Answer answer(Request request) throws Exception;
    }

    static Operation get(String name, String path, Right right, Handler handler) {
        return new Operation(name, Method.GET, path, right, Body.NONE, handler);
    }

    static Operation post(String name, String path, Right right, Handler handler) {
        return new Operation(name, Method.POST, path, right, Body.JSON, handler);
    }

    /** What is too much to ask in a query. */
    static Operation question(String name, String path, Right right, Handler handler) {
        return new Operation(name, Method.POST, path, right, Body.QUESTION, handler);
    }

    static Operation put(String name, String path, Right right, Handler handler) {
        return new Operation(name, Method.PUT, path, right, Body.JSON, handler);
    }

    static Operation delete(String name, String path, Right right, Handler handler) {
        return new Operation(name, Method.DELETE, path, right, Body.NONE, handler);
    }

    /** For everybody, logged in or not. */
    Operation open() {
        return new Operation(name, method, path, null, body, handler);
    }

    Operation reading(Body other) {
        return new Operation(name, method, path, right, other, handler);
    }

    boolean writes() {
        return method != Method.GET && body != Body.QUESTION;
    }
}
