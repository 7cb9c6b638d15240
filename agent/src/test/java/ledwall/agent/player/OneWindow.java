package ledwall.agent.player;

import java.util.List;
import java.util.function.Consumer;

/** For a player that is alone: its window has the whole display from the beginning. */
public final class OneWindow implements Stage {
    @Override
    public void show(long pid, long atNanos, Outcome outcome) {
        outcome.shown(atNanos);
    }

    @Override
    public void cancel() {
        // Nothing is ever on its way.
    }

    @Override
    public void ask(List<Long> pids, Consumer<Seen> answer) {
        answer.accept(pids.isEmpty() ? new Seen.Nobody() : new Seen.Player(pids.getFirst()));
    }

    @Override
    public String parked() {
        return "100%x100%+0+0";
    }
}
