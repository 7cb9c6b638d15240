package ledwall.controller.release.channel.wechat;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import ledwall.protocol.runtime.Clock;

/**
 * The signatures that opened the door of late, so that one that was overheard opens it to nobody else. WeChat itself calls up to three times with the same, 5 s apart,
 * where it does not hear our answer. Bounded; a restart forgets, and then the signature's own time is what ends it. Safe from any thread.
 */
final class Seen {
    private static final int MOST = 4_000;
    /** Of WeChat's own three calls. */
    private static final Duration CALLS_AGAIN = Duration.ofSeconds(30);

    private final Clock clock;
    private final Duration kept;
    private final Map<String, Call> calls = new LinkedHashMap<>();

    private record Call(String body, long atNanos) {}

    /** What a call is. */
    enum Kind { NEW, AGAIN, REPLAY }

    /** @param kept as long as a signature may be good */
    Seen(Clock clock, Duration kept) {
        this.clock = clock;
        this.kept = kept;
    }

    synchronized Kind look(String signature, String body) {
        Call known = calls.get(signature);
        if (known == null) {
            return Kind.NEW;
        }
        boolean soon = clock.nanos() - known.atNanos() <= CALLS_AGAIN.toNanos();
        return soon && known.body().equals(body) ? Kind.AGAIN : Kind.REPLAY;
    }

    /** Only once it was taken: what could not be kept is called anew. */
    synchronized void note(String signature, String body) {
        long now = clock.nanos();
        Iterator<Call> oldest = calls.values().iterator();
        while (oldest.hasNext()) {
            Call call = oldest.next();
            if (calls.size() < MOST && now - call.atNanos() <= kept.toNanos()) {
                break;
            }
            oldest.remove();
        }
        calls.putIfAbsent(signature, new Call(body, now));
    }
}
