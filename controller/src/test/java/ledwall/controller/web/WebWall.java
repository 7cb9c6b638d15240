package ledwall.controller.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import ledwall.agent.AgentConfig;
import ledwall.agent.AgentNode;
import ledwall.agent.player.blank.BlankPlayer;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.real.RealNode;

/**
 * A real agent at the controller of a {@link WebRig}, with neither player nor display. Where no wall is online, a controller waits for half a minute that one
 * comes back before it decides when an edit is seen.
 */
final class WebWall implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final RealNode node;
    private final AgentNode agent;

    WebWall(WebRig rig, String screen, Path folder) throws IOException {
        node = RealNode.open("wall", folder, (task, error) -> {
            throw error;
        });
        var enrolments = rig.controller.enrolments();
        var enrolled = enrolments.redeem(enrolments.open(new ScreenId(screen)).code(), "here:1");
        var config = new AgentConfig("127.0.0.1", rig.controller.agentsPort(), enrolled.screen().id(), enrolled.key(), "test");
        agent = AgentNode.start(config, node.node(), new BlankPlayer(node.node().clock(), node.node().loop()), width -> {
            throw new IOException("there is no display");
        });
    }

    @Override
    public void close() {
        var parted = new CompletableFuture<Void>();
        agent.stop(true, () -> parted.complete(null));
        parted.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        node.close();
    }
}
