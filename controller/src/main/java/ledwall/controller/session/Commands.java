package ledwall.controller.session;

import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.WireName;
import ledwall.protocol.message.Command;
import ledwall.protocol.message.CommandDone;
import ledwall.protocol.message.CommandName;
import ledwall.protocol.message.CoverRequest;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import org.jspecify.annotations.Nullable;

/**
 * Things that an operator has a screen do at once. Not kept: a screen that is offline is told so. {@link #send} from any thread, the rest on the control
 * loop.
 */
public final class Commands {
    /** A player needs seconds to end and start again. */
    static final long DEADLINE_NANOS = 15_000_000_000L;
    /** Commands under way to one screen; more are refused. */
    static final int MAX_WAITING = 20;

    private final Clock clock;
    private final Loop loop;
    private final TreeMap<ScreenId, Line> lines = new TreeMap<>();
    private long last;

    /** A command under way. */
    private record Waiting(long sinceNanos, CompletableFuture<CommandDone> answer) {}

    private record Line(Consumer<ToAgent> out, TreeMap<Long, Waiting> waiting) {}

    public Commands(Clock clock, Loop loop) {
        this.clock = clock;
        this.loop = loop;
    }

    /** What became of it; not done with code {@code screenOffline}, {@code overloaded} or {@code commandTimeout} where the agent had no say. */
    public CompletableFuture<CommandDone> send(ScreenId screen, CommandName name, @Nullable CoverRequest cover) {
        var answer = new CompletableFuture<CommandDone>();
        loop.post("command " + name, () -> {
            Line line = lines.get(screen);
            long id = ++last;
            if (line == null) {
                answer.complete(notDone(id, "screenOffline", "Screen " + screen + " is not connected."));
            } else if (line.waiting().size() >= MAX_WAITING) {
                answer.complete(notDone(id, "overloaded", "Screen " + screen + " still has " + MAX_WAITING + " commands to do."));
            } else {
                line.waiting().put(id, new Waiting(clock.nanos(), answer));
                line.out().accept(new Command(Long.toString(id), WireName.of(name), cover));
            }
        });
        return answer;
    }

    /** {@link #send} for a command that lays nothing over the picture. */
    public CompletableFuture<CommandDone> send(ScreenId screen, CommandName name) {
        return send(screen, name, null);
    }

    void connected(ScreenId screen, Consumer<ToAgent> out) {
        disconnected(screen);
        lines.put(screen, new Line(out, new TreeMap<>()));
    }

    void disconnected(ScreenId screen) {
        Line gone = lines.remove(screen);
        if (gone != null) {
            gone.waiting().forEach((id, each) -> each.answer().complete(notDone(id, "screenOffline", "The connection to screen " + screen + " was lost.")));
        }
    }

    void done(ScreenId screen, CommandDone done) {
        Line line = lines.get(screen);
        if (line != null && done.id().matches("\\d{1,18}")) {
            Waiting asked = line.waiting().remove(Long.parseLong(done.id()));
            if (asked != null) {
                asked.answer().complete(done);
            }
        }
    }

    /** Gives up on what was not answered. */
    public void step() {
        long now = clock.nanos();
        for (Line line : lines.values()) {
            while (!line.waiting().isEmpty() && now - line.waiting().firstEntry().getValue().sinceNanos() > DEADLINE_NANOS) {
                var late = line.waiting().pollFirstEntry();
                late.getValue().answer().complete(notDone(late.getKey(), "commandTimeout", "The screen did not answer in time."));
            }
        }
    }

    private static CommandDone notDone(long id, String code, String detail) {
        return new CommandDone(Long.toString(id), false, code, detail);
    }
}
