package ledwall.controller.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import ledwall.controller.ControllerNode;
import ledwall.controller.ControllerSettings;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.screen.Enrolments;
import ledwall.controller.screen.Screens;
import ledwall.controller.storage.Database;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimWorld;

/** A controller in a simulated world, and machines that knock at its agents' port. */
public final class ControllerRig {
    public static final int PORT = 7420;

    public final SimWorld world = new SimWorld(11);
    public final Database database = Database.inMemory();
    public final Node node = world.node("controller");
    public final ControllerNode controller;
    private int peers;

    public ControllerRig() {
        try {
            controller = ControllerNode.start(node, database, new FakeMediaTools(node.disk()), new ControllerSettings("127.0.0.1", PORT, "test"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new screen with its key. */
    public Enrolments.Enrolled screen(String name) {
        var screen = controller.screens().create(new Screens.Draft(name, 640, 360, null, null, null));
        return controller.enrolments().redeem(controller.enrolments().open(screen.id()).code(), "here:1");
    }

    /** A machine of its own that has dialled in. */
    public SimPeer peer() {
        var peer = new SimPeer(world.node("peer-" + ++peers));
        until(() -> peer.isOpen() || peer.isClosed());
        return peer;
    }

    public SimPeer welcome(Enrolments.Enrolled as) {
        var peer = peer().greet(as.screen().id(), as.key());
        until(peer::isWelcome);
        return peer;
    }

    /** The machine of the n-th peer, from 1. */
    public static String host(int n) {
        return "peer-" + n;
    }

    public void until(BooleanSupplier condition) {
        world.runUntil(condition, Duration.ofSeconds(30));
    }

    public void run(Duration length) {
        world.run(length);
    }
}
