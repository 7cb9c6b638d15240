package ledwall.agent;

import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import ledwall.agent.player.Stage;
import ledwall.protocol.runtime.Node;

/** One agent's say in which window of a {@link FakeScreen} is seen. What has not happened yet dies with the agent. */
final class FakeStage implements Stage {
    private static final Duration ROUND_TRIP = Duration.ofMillis(1);

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
        node.loop().after(Duration.ofNanos(Math.max(0, atNanos - node.clock().nanos())), "move the window in", () -> {
            if (asked != mine) {
                return;
            }
            if (screen.raise(pid)) {
                outcome.shown(node.clock().nanos());
            } else {
                outcome.failed("process " + pid + " has no window");
            }
        });
    }

    @Override
    public void cancel() {
        asked++;
    }

    @Override
    public void ask(List<Long> pids, LongConsumer seen) {
        node.loop().after(ROUND_TRIP, "ask which window is seen", () -> seen.accept(screen.seenOf(pids)));
    }

    @Override
    public String parked() {
        return "640x360+20000+0";
    }
}
