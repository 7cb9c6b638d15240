package ledwall.sim;

import java.time.Duration;
import java.util.random.RandomGenerator;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Dialer;
import ledwall.protocol.runtime.Loop;
import org.jspecify.annotations.Nullable;

/** One attempt to connect: there, and back with the answer or none. */
final class SimDial {
    private final SimWorld world;
    private final SimNetwork network;
    private final SimLife life;
    private final String host;
    private final int port;
    private final Duration timeout;
    private final Loop loop;
    private final Connection.Handler handler;
    private final Dialer.Failed failed;
    private final Direction there;
    private final RandomGenerator random;
    private boolean settled;

    /** The answer was lost on its way: the other end believes in this connection until our end is given up. */
    private @Nullable SimChannel unanswered;

    SimDial(
            SimWorld world, SimNetwork network, SimLife life, String host, int port, Duration timeout, Loop loop, Connection.Handler handler,
            Dialer.Failed failed) {
        this.world = world;
        this.network = network;
        this.life = life;
        this.host = host;
        this.port = port;
        this.timeout = timeout;
        this.loop = loop;
        this.handler = handler;
        this.failed = failed;
        this.there = new Direction(life.host.name, host);
        this.random = world.fork("dial " + there + world.nowNanos());
    }

    void start() {
        if (world.findHost(host) == null) {
            loop.post("dial failed", () -> failed.failed("unknown host " + host));
            return;
        }
        loop.after(timeout, "dial timeout", () -> settle("no answer from " + host + ":" + port + " within " + timeout.toMillis() + " ms"));
        world.schedule(network.line(there).delayNanos(random), null, "connect arrives", this::arrive);
    }

    private void arrive() {
        if (network.line(there).blocked || !network.answers(host)) {
            return;
        }
        long backNanos = network.line(there.back()).delayNanos(random);
        if (!network.listens(host, port)) {
            world.marks().hit("network.refused");
            world.schedule(backNanos, life, "connect refused", () -> {
                if (!network.line(there.back()).blocked) {
                    settle("connection refused by " + host + ":" + port);
                }
            });
            return;
        }
        var channel = network.accept(life, host, port, world.nowNanos() + backNanos);
        world.schedule(backNanos, null, "connect answered", () -> answered(channel));
    }

    private void answered(SimChannel channel) {
        if (network.line(there.back()).blocked) {
            world.marks().hit("network.answer-lost");
            unanswered = channel;
            return;
        }
        if (settled || !life.alive) {
            channel.abandon();
            return;
        }
        settled = true;
        network.open(channel, loop, handler);
    }

    private void settle(String reason) {
        if (!settled) {
            settled = true;
            if (unanswered != null) {
                unanswered.abandon();
            }
            loop.post("dial failed", () -> failed.failed(reason));
        }
    }
}
