package ledwall.agent;

import java.time.Duration;

import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import ledwall.protocol.runtime.Node;

final class StillPlayer implements Player {
    private final Node node;

    StillPlayer(Node node) {
        this.node = node;
    }

    @Override
    public void open(Events events) {
        node.loop().post("opened", () -> events.opened(null));
    }

    @Override
    public void cue(PlayList list, long positionNanos, long runAtNanos) {}

    @Override
    public void recue(long positionNanos, long runAtNanos) {}

    @Override
    public void speed(double factor) {}

    @Override
    public void black() {}

    @Override
    public void close(boolean end) {}

    @Override
    public Duration lead() {
        return Duration.ofMillis(100);
    }
}
