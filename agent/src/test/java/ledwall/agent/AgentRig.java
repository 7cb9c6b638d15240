package ledwall.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

import ledwall.agent.player.Player;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.Handshake;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.MediaRef;
import ledwall.sim.SimDisk;
import ledwall.sim.SimWorld;

/** One agent and a scripted controller in a simulated world. */
final class AgentRig {
    static final String AGENT = "agent";
    static final String CONTROLLER = "controller";
    static final Bytes KEY = key(7);

    final SimWorld world;
    final ScriptedController controller;
    final Content content;
    /** The names of all files that the player was ever told to show. */
    final Set<String> cued = new TreeSet<>();
    /** And of those that it was told to make ready. */
    final Set<String> prepared = new TreeSet<>();
    AgentNode agent;
    /** The screen with its player, which lives on when the agent dies. */
    final FakeScreen screen;
    /** What is laid over it. */
    final FakeGlass glass;
    private Bytes agentKey = KEY;

    AgentRig(long seed) {
        world = new SimWorld(seed);
        Node machine = world.node(CONTROLLER);
        try {
            controller = new ScriptedController(world, machine, Content.SCREEN, KEY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        content = new Content(seed, controller);
        Node first = world.node(AGENT);
        screen = new FakeScreen(world, AGENT);
        glass = new FakeGlass(world);
        agent = run(first);
    }

    static Bytes key(int filler) {
        byte[] key = new byte[Handshake.KEY_BYTES];
        Arrays.fill(key, (byte) filler);
        return Bytes.of(key);
    }

    /** Starts the agent again on the same disk with another key. */
    void restartWithKey(Bytes key) {
        agentKey = key;
        restart(false);
    }

    /** Kills the agent if it lives, and starts it again on the same disk. */
    void restart(boolean newBoot) {
        agent = run(world.restart(AGENT, newBoot));
    }

    private AgentNode run(Node node) {
        glass.uncover(); // An X server takes away what a dead process laid over the screen.
        var config = new AgentConfig(CONTROLLER, ScriptedController.PORT, Content.SCREEN, agentKey, "0.1.0");
        try {
            return AgentNode.start(config, node, new WatchedPlayer(player(node), new HandedFiles(disk(), prepared), new HandedFiles(disk(), cued)), glass);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Player player(Node node) {
        return screen.player(node);
    }

    SimDisk disk() {
        return world.disk(AGENT);
    }

    void until(BooleanSupplier condition, int seconds) {
        world.runUntil(condition, Duration.ofSeconds(seconds));
    }

    void pass(int seconds) {
        world.run(Duration.ofSeconds(seconds));
    }

    /** Offers a loop of these files and lets it take over a second from now; returns once the agent holds all of it and its heartbeat names it. */
    TimelineOffer onAir(long version, MediaRef... files) {
        TimelineOffer offer = Content.offer(content.loop(version, files));
        controller.offer(offer, null);
        until(() -> controller.ready(version), 120);
        controller.change(Content.change(offer, controller.timelineNow() + ScriptedController.seconds(1), 0));
        until(() -> inForce() == version, 10);
        return offer;
    }

    /** The version that the last heartbeat names. */
    long inForce() {
        return controller.last(Heartbeat.class).map(Heartbeat::version).orElse(0L);
    }

    boolean onDisk(MediaHash hash) {
        return disk().paths().contains("cache/" + hash);
    }

    boolean problem(String code) {
        return controller.last(Heartbeat.class).map(beat -> beat.problems().stream().anyMatch(problem -> problem.code().equals(code))).orElse(false);
    }

    /** The agent's {@code status.json}. */
    String status() {
        try {
            return new String(disk().read("status.json", 0, 1 << 20), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flips a bit of a file on the agent's disk. */
    void corrupt(String path) {
        disk().corrupt(path);
    }
}
