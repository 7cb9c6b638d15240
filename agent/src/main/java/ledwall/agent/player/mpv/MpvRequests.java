package ledwall.agent.player.mpv;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import ledwall.protocol.runtime.Clock;
import org.jspecify.annotations.Nullable;

/** Requests to one mpv and the answers still due. On the agent's loop. */
final class MpvRequests {
    private final MpvSocket socket;
    private final Clock clock;
    // In the order sent: mpv answers in that order, so the first is the oldest.
    private final Map<Long, Pending> pending = new LinkedHashMap<>();
    private long answers;
    private long lastId = MpvJson.NO_ANSWER;

    private record Pending(long sentNanos, Consumer<MpvMessage.Reply> then) {}

    MpvRequests(MpvSocket socket, Clock clock) {
        this.socket = socket;
        this.clock = clock;
    }

    void send(List<?> command, Consumer<MpvMessage.Reply> then) {
        long id = ++lastId;
        pending.put(id, new Pending(clock.nanos(), then));
        socket.send(MpvJson.request(id, command));
    }

    void send(Object... command) {
        send(List.of(command), reply -> {});
    }

    /** Sends what needs no answer: what comes several times a second, and next time anew. */
    void tell(Object... command) {
        socket.send(MpvJson.request(MpvJson.NO_ANSWER, List.of(command)));
    }

    void sendAt(long atNanos, Object... command) {
        socket.sendAt(atNanos, MpvJson.request(MpvJson.NO_ANSWER, List.of(command)));
    }

    void answered(MpvMessage.Reply reply) {
        @Nullable Pending asked = pending.remove(reply.requestId());
        if (asked != null) {
            answers++;
            asked.then().accept(reply);
        }
    }

    /** How many requests mpv has answered. */
    long answers() {
        return answers;
    }

    /** For how long the oldest request has waited for its answer; 0 if there is none. */
    long waitedNanos() {
        return pending.isEmpty() ? 0 : clock.nanos() - pending.values().iterator().next().sentNanos();
    }
}
