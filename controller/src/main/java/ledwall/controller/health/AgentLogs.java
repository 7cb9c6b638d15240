package ledwall.controller.health;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.LogFailed;
import ledwall.protocol.message.LogPiece;
import ledwall.protocol.message.LogRequest;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;

/**
 * Fetches the end of an agent's log, piece by piece. {@link #fetch} may be called from any thread; everything else on the control loop.
 */
public final class AgentLogs {
    /** An agent that has sent nothing for so long is not going to. */
    static final long DEADLINE_NANOS = 10_000_000_000L;
    /** Logs under way, all screens together: each may hold {@link LogRequest#MAX_BYTES}. */
    static final int MAX_UNDER_WAY = 16;

    private final Clock clock;
    private final Loop loop;
    private final TreeMap<ScreenId, Consumer<ToAgent>> lines = new TreeMap<>();
    private final TreeMap<Long, Fetch> fetches = new TreeMap<>();
    private long last;

    private static final class Fetch {
        final ScreenId screen;
        final CompletableFuture<Bytes> answer;
        final ByteArrayOutputStream text = new ByteArrayOutputStream();
        long heardNanos;

        Fetch(ScreenId screen, CompletableFuture<Bytes> answer, long heardNanos) {
            this.screen = screen;
            this.answer = answer;
            this.heardNanos = heardNanos;
        }
    }

    public AgentLogs(Clock clock, Loop loop) {
        this.clock = clock;
        this.loop = loop;
    }

    /** The last {@code maxBytes} of the log, from the beginning of a line on; fails with {@link LogUnavailable}. Completed on the control loop. */
    public CompletableFuture<Bytes> fetch(ScreenId screen, int maxBytes) {
        var answer = new CompletableFuture<Bytes>();
        loop.post("log wanted", () -> {
            Consumer<ToAgent> line = lines.get(screen);
            if (line == null) {
                answer.completeExceptionally(new LogUnavailable("screenOffline", "Screen " + screen + " is not connected, so its log cannot be fetched."));
            } else if (fetches.size() >= MAX_UNDER_WAY) {
                answer.completeExceptionally(new LogUnavailable("overloaded", "Too many logs are being fetched; try again in a few seconds."));
            } else {
                fetches.put(++last, new Fetch(screen, answer, clock.nanos()));
                line.accept(new LogRequest(last, Math.clamp(maxBytes, 1, LogRequest.MAX_BYTES)));
            }
        });
        return answer;
    }

    /** The screen's session is welcome: {@code line} reaches its agent. Replaces an older line. */
    public void connected(ScreenId screen, Consumer<ToAgent> line) {
        disconnected(screen);
        lines.put(screen, line);
    }

    /** The screen has no session any more. */
    public void disconnected(ScreenId screen) {
        lines.remove(screen);
        end(screen, "screenOffline", "The connection to screen " + screen + " was lost.");
    }

    /** A piece; one that nobody waits for, or out of order, is dropped. */
    public void received(ScreenId screen, LogPiece piece) {
        Fetch fetch = fetches.get(piece.id());
        if (fetch == null || !fetch.screen.equals(screen) || fetch.text.size() != piece.offset()) {
            return;
        }
        fetch.heardNanos = clock.nanos();
        fetch.text.writeBytes(piece.text().array());
        if (fetch.text.size() >= piece.total()) {
            fetches.remove(piece.id());
            fetch.answer.complete(Bytes.of(fetch.text.toByteArray()));
        }
    }

    /** The agent cannot. */
    public void failed(ScreenId screen, LogFailed failed) {
        Fetch fetch = fetches.get(failed.id());
        if (fetch != null && fetch.screen.equals(screen)) {
            fetches.remove(failed.id());
            fetch.answer.completeExceptionally(new LogUnavailable(failed.code(), failed.detail()));
        }
    }

    /** Gives up on agents that do not answer: an older one does not know the question. */
    public void step() {
        long now = clock.nanos();
        for (Long id : List.copyOf(fetches.keySet())) {
            Fetch fetch = fetches.get(id);
            if (fetch != null && now - fetch.heardNanos > DEADLINE_NANOS) {
                fetches.remove(id);
                fetch.answer.completeExceptionally(new LogUnavailable("logTimeout", "Screen " + fetch.screen + " did not send its log in time; an agent "
                        + "of an older release does not know how."));
            }
        }
    }

    private void end(ScreenId screen, String code, String why) {
        var ended = new ArrayList<Fetch>();
        fetches.values().removeIf(fetch -> fetch.screen.equals(screen) && ended.add(fetch));
        ended.forEach(fetch -> fetch.answer.completeExceptionally(new LogUnavailable(code, why)));
    }
}
