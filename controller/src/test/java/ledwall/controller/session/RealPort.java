package ledwall.controller.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import ledwall.controller.ControllerNode;
import ledwall.controller.ControllerSettings;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.screen.Enrolments;
import ledwall.controller.screen.Screens;
import ledwall.controller.storage.Database;
import ledwall.protocol.runtime.real.RealNode;

/** A controller with a real agents' port and a real clock, on a database in memory. */
final class RealPort implements AutoCloseable {
    final Database database = Database.inMemory();
    final ControllerNode controller;
    private final RealNode node;

    RealPort(Path folder) throws IOException {
        node = RealNode.open("controller", folder, (task, error) -> {});
        controller = ControllerNode.start(node.node(), database, new FakeMediaTools(node.node().disk()), new ControllerSettings("127.0.0.1", 0, "test"));
    }

    int port() {
        return controller.agentsPort();
    }

    RawPeer peer() throws IOException {
        return new RawPeer(port());
    }

    Enrolments.Enrolled screen(String name) {
        var screen = controller.screens().create(new Screens.Draft(name, 640, 360, null, null, null));
        return controller.enrolments().redeem(controller.enrolments().open(screen.id()).code(), "here:1");
    }

    /** What the control loop sees. */
    <T> T onLoop(Supplier<T> read) {
        var result = new CompletableFuture<T>();
        node.node().loop().post("test", () -> result.complete(read.get()));
        return result.orTimeout(10, TimeUnit.SECONDS).join();
    }

    long failedTasks() {
        return node.failedTasks();
    }

    @Override
    public void close() {
        controller.stop();
        node.close();
        database.close();
    }
}
