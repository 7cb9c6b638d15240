package ledwall.agent;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import ledwall.agent.player.Stage;
import ledwall.protocol.runtime.Node;

/**
 * One agent's say in which window of a {@link FakeScreen} is seen. What has not happened yet dies with the agent. As the real one it happens at its instant, and
 * is told later: whoever cancelled meanwhile, or asked for another one, is told all the same.
 */
final class FakeStage implements Stage {
    /** A player that has no window yet, or a display that is not there, gets so long from the instant on. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(5);

    private final FakeScreen screen;
    private final Node node;
    private int asked;

    FakeStage(FakeScreen screen, Node node) {
        this.screen = screen;
        this.node = node;
    }

    @Override
    public void show(long pid, long atNanos, Outcome outcome) {
        int mine = ++asked;
        node.loop().after(Duration.ofNanos(Math.max(0, atNanos - node.clock().nanos())), "move the window in",
                () -> enter(mine, pid, node.clock().nanos() + PATIENCE.toNanos(), outcome));
    }

    private void enter(int mine, long pid, long untilNanos, Outcome outcome) {
        if (asked != mine) {
            return;
        }
        long now = node.clock().nanos();
        if (screen.raise(pid)) {
            node.loop().after(screen.answerOfDisplay(), "shown on the stage", () -> {
                if (asked != mine) {
                    screen.mark("stage.toldAfterCancel");
                }
                outcome.shown(now);
            });
        } else if (now < untilNanos) {
            node.loop().after(RETRY, "move the window in", () -> enter(mine, pid, untilNanos, outcome));
        } else {
            screen.mark("stage.failed");
            outcome.failed("process " + pid + " has no window, or there is no display");
        }
    }

    @Override
    public void cancel() {
        asked++;
    }

    @Override
    public void ask(List<Long> pids, Consumer<Seen> answer) {
        node.loop().after(screen.answerOfDisplay(), "ask which window is seen", () -> answer.accept(screen.seenOf(pids)));
    }

    @Override
    public String parked() {
        return "640x360+20000+0";
    }
}
