package ledwall.protocol.runtime.real;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import ledwall.protocol.runtime.Node;

/**
 * A {@link Node} of the real world, and its end. Two threads: the node's loop, which does little at a time, and one for all its sockets, which is plenty for
 * thousands of agents at a heartbeat every two seconds; media chunks are bounded by the network card, not by it.
 */
public final class RealNode implements AutoCloseable {
    /** How long {@link #close} waits for each part; the whole stays below the 10 s that a SIGTERM may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Node node;
    private final RealLoop loop;
    private final RealWork work;
    private final EventLoopGroup sockets;

    private RealNode(Node node, RealLoop loop, RealWork work, EventLoopGroup sockets) {
        this.node = node;
        this.loop = loop;
        this.work = work;
        this.sockets = sockets;
    }

    /** Opens a node on its data folder. {@code name} begins the names of its threads; {@code broken} hears of errors after which going on is not safe. */
    public static RealNode open(String name, Path dataFolder, RealLoop.Broken broken) throws IOException {
        return open(name, dataFolder, RealWork.ofManyLanes(name), broken);
    }

    /** The same for a node that has little to do and shares its machine with what has much ({@link RealWork#ofFewLanes}). */
    public static RealNode openSmall(String name, Path dataFolder, RealLoop.Broken broken) throws IOException {
        return open(name, dataFolder, RealWork.ofFewLanes(name), broken);
    }

    private static RealNode open(String name, Path dataFolder, RealWork work, RealLoop.Broken broken) throws IOException {
        var disk = RealDisk.open(dataFolder);
        var entropy = new RealEntropy();
        var loop = RealLoop.ownThread(name + "-loop", broken);
        var sockets = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name + "-net", true), NioIoHandler.newFactory());
        var node = new Node(RealClock.open(entropy), loop, work, disk, entropy, new NettyDialer(sockets), new NettyListener(sockets));
        return new RealNode(node, loop, work, sockets);
    }

    public Node node() {
        return node;
    }

    /** Tasks of the loop that threw so far, for the metrics. */
    public long failedTasks() {
        return loop.failures();
    }

    /** Finishes work in flight, then the loop, then the sockets. The owner has closed its connections before. Not called on the loop. */
    @Override
    public void close() {
        work.close(PATIENCE);
        loop.close(PATIENCE);
        sockets.shutdownGracefully(0, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(PATIENCE.toMillis());
    }
}
