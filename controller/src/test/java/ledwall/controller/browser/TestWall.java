package ledwall.controller.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import ledwall.agent.AgentConfig;
import ledwall.agent.AgentNode;
import ledwall.agent.link.Enrolment;
import ledwall.agent.player.blank.BlankPlayer;
import ledwall.protocol.message.Enrolled;
import ledwall.protocol.runtime.real.RealNode;

/** A real agent in this JVM, over real sockets, that plays by the clock and whose glass shows one colour. */
final class TestWall implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 90;

    private final AgentConfig config;
    private final Path folder;
    private final PaintedGlass glass;
    private RealNode node;
    private AgentNode agent;

    private TestWall(AgentConfig config, Path folder, PaintedGlass glass, RealNode node) throws IOException {
        this.config = config;
        this.folder = folder;
        this.glass = glass;
        this.node = node;
        this.agent = AgentNode.start(config, node.node(), new BlankPlayer(node.node().clock(), node.node().loop()), glass);
    }

    private static RealNode open(Path folder) throws IOException {
        return RealNode.open("wall", folder, (task, error) -> {
            throw new AssertionError(task + " broke an invariant", error);
        });
    }

    /** Enrols with the code that the page showed, and starts. */
    static TestWall enrol(TestController controller, String code, Path folder, PaintedGlass glass) throws Exception {
        RealNode node = open(folder);
        var enrolled = new CompletableFuture<Enrolled>();
        Enrolment.start(node.node(), controller.host(), controller.agentsPort(), code, "test", new Enrolment.Outcome() {
            @Override
            public void enrolled(Enrolled answer) {
                enrolled.complete(answer);
            }

            @Override
            public void failed(String why) {
                enrolled.completeExceptionally(new IOException(why));
            }
        });
        Enrolled who = enrolled.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        var config = new AgentConfig(controller.host(), controller.agentsPort(), who.screen(), who.key(), "test");
        return new TestWall(config, folder, glass, node);
    }

    PaintedGlass glass() {
        return glass;
    }

    /** As if it had logged this. */
    void log(String text) throws IOException {
        Files.writeString(folder.resolve("agent.log"), text);
    }

    /** As if its PC lost its power: no goodbye. */
    void cut() {
        node.close();
    }

    /** The same PC, switched on again. */
    void comeBack() throws IOException {
        node = open(folder);
        agent = AgentNode.start(config, node.node(), new BlankPlayer(node.node().clock(), node.node().loop()), glass);
    }

    @Override
    public void close() {
        var parted = new CompletableFuture<Void>();
        agent.stop(true, () -> parted.complete(null));
        parted.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        node.close();
    }
}
