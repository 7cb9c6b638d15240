package ledwall.sim;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Dialer;
import ledwall.protocol.runtime.Listener;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.real.ChannelConnection;

/**
 * The network between the machines of a world, by their names: {@code dial("controller", 7420, ...)}. Bytes go through the production pipeline; connections
 * behave as TCP does. Faults hold for the pair or the direction named until healed.
 */
public final class SimNetwork {
    private static final int FIRST_FREE_PORT = 40_000;

    private final SimWorld world;
    private final SimEventLoop eventLoop;
    private final RandomGenerator random;
    private final Map<Direction, Line> lines = new HashMap<>();
    private final Map<String, Accepting> accepting = new TreeMap<>();
    private final List<Link> links = new ArrayList<>();
    private long channels;
    private int nextPort = FIRST_FREE_PORT;

    private record Accepting(SimLife life, Loop loop, Connection.Handler handler) {}

    /** A connection: the two ends and the two directions. */
    private record Link(SimChannel client, SimChannel server, SimWire up, SimWire down) {
        boolean between(String a, String b) {
            return up.direction.between(a, b);
        }
    }

    SimNetwork(SimWorld world) {
        this.world = world;
        this.eventLoop = new SimEventLoop(world);
        this.random = world.fork("network");
    }

    /** Nothing passes between the two any more; connections stand still, connects get no answer. Repeat for more pairs. */
    public void partition(String a, String b) {
        block(a, b);
        block(b, a);
        hit("partition", a + " | " + b);
    }

    /** Nothing passes from one to the other, while the way back is free: the request arrives, the answer is lost. */
    public void block(String from, String to) {
        line(new Direction(from, to)).blocked = true;
        hit("block", from + " -> " + to);
    }

    /** Bytes of connections stand still in one direction, so that the writer fills up. */
    public void clog(String from, String to) {
        line(new Direction(from, to)).clogged = true;
        hit("clog", from + " -> " + to);
    }

    /** Ends {@link #partition}, {@link #block} and {@link #clog} between the two; what stood still goes on. */
    public void heal(String a, String b) {
        trace("heal " + a + " | " + b);
        unblock(new Direction(a, b));
        unblock(new Direction(b, a));
        resume(link -> link.between(a, b));
    }

    /** Ends all partitions, blocks and clogs. */
    public void healAll() {
        trace("heal all");
        for (var line : lines.values()) {
            line.blocked = false;
            line.clogged = false;
        }
        resume(link -> true);
    }

    /** The connections of today between the two become half-open for ever: bytes vanish, nobody is told. New ones work. */
    public void blackHole(String a, String b) {
        hit("black-hole", a + " | " + b);
        for (var link : matching(link -> link.between(a, b))) {
            link.up.die();
            link.down.die();
        }
    }

    /** Both ends of every connection between the two see a reset; bytes on the way are lost. */
    public void reset(String a, String b) {
        hit("reset", a + " | " + b);
        for (var link : matching(link -> link.between(a, b))) {
            link.up.die();
            link.down.die();
            resetLater(link.up.direction, link.server);
            resetLater(link.down.direction, link.client);
        }
    }

    /** A broken program at {@code from} writes these bytes, which need not be frames, into all its connections to {@code to}. */
    public void write(String from, String to, byte[] bytes) {
        hit("raw-bytes", from + " -> " + to + ": " + bytes.length);
        for (var link : matching(link -> link.between(from, to))) {
            (link.up.direction.from().equals(from) ? link.up : link.down).accept(bytes.clone());
        }
    }

    /** Sets latency and jitter between the two, both ways. */
    public void latency(String a, String b, Duration latency, Duration jitter) {
        for (var direction : List.of(new Direction(a, b), new Direction(b, a))) {
            line(direction).latencyNanos = latency.toNanos();
            line(direction).jitterNanos = jitter.toNanos();
        }
    }

    /** Sets the line's rate in one direction. */
    public void rate(String from, String to, long bytesPerSecond) {
        line(new Direction(from, to)).bytesPerSecond = bytesPerSecond;
    }

    /** Sets how many bytes fit between writer and reader of connections made from now on. */
    public void budget(String from, String to, int bytes) {
        line(new Direction(from, to)).budgetBytes = bytes;
    }

    /** Connections that both ends hold open now. */
    public int openConnections() {
        return matching(link -> !link.client.isGone() && !link.server.isGone()).size();
    }

    Dialer dialer(SimLife life) {
        return (host, port, timeout, loop, handler, failed) -> new SimDial(world, this, life, host, port, timeout, loop, handler, failed).start();
    }

    Listener listener(SimLife life) {
        return (host, port, loop, handler) -> {
            int bound = port == 0 ? nextPort++ : port;
            var key = key(life.host.name, bound);
            if (accepting.containsKey(key)) {
                throw new IOException("Address already in use: " + host + ":" + bound);
            }
            accepting.put(key, new Accepting(life, loop, handler));
            return new Listener.Bound() {
                @Override
                public int port() {
                    return bound;
                }

                @Override
                public void close() {
                    accepting.remove(key);
                }
            };
        };
    }

    boolean listens(String host, int port) {
        return accepting.containsKey(key(host, port));
    }

    /** Both ends of a new connection; the server's is active at once, the client's when {@link #open} is called for it. */
    SimChannel accept(SimLife client, String host, int port, long clientActiveNanos) {
        var server = Objects.requireNonNull(accepting.get(key(host, port)));
        var near = new SimAddress(client.host.name, nextPort++);
        var far = new SimAddress(host, port);
        var clientEnd = new SimChannel(world, ++channels, client, near, far);
        var serverEnd = new SimChannel(world, ++channels, server.life, far, near);
        var direction = new Direction(client.host.name, host);
        var up = new SimWire(world, this, direction, clientEnd, serverEnd, random);
        var down = new SimWire(world, this, direction.back(), serverEnd, clientEnd, random);
        down.notBefore(clientActiveNanos);
        clientEnd.wire(down, up);
        serverEnd.wire(up, down);
        links.removeIf(link -> link.client.isGone() && link.server.isGone());
        links.add(new Link(clientEnd, serverEnd, up, down));
        open(serverEnd, server.loop, server.handler);
        return clientEnd;
    }

    void open(SimChannel channel, Loop loop, Connection.Handler handler) {
        ChannelConnection.attach(channel, loop, handler);
        channel.pipeline().addLast("coverage", new Coverage(channel.life.host.name));
        eventLoop.register(channel);
    }

    void ended(SimLife life, boolean resetPeers) {
        accepting.values().removeIf(server -> server.life == life);
        for (var link : matching(link -> link.client.life == life || link.server.life == life)) {
            boolean client = link.client.life == life;
            if (resetPeers) {
                resetLater(client ? link.up.direction : link.down.direction, client ? link.server : link.client);
            }
        }
    }

    /** Sends a reset on its way; like any packet it is lost where nothing passes. */
    void resetLater(Direction direction, SimChannel to) {
        world.schedule(line(direction).delayNanos(random), null, "reset", () -> {
            if (!line(direction).blocked) {
                to.resetByPeer();
            }
        });
    }

    Line line(Direction direction) {
        return lines.computeIfAbsent(direction, key -> new Line());
    }

    boolean passes(Direction direction) {
        var line = line(direction);
        return !line.blocked && !line.clogged;
    }

    /** Whether the machine's network stack is there to answer. */
    boolean answers(String host) {
        var machine = world.findHost(host);
        return machine != null && machine.powered;
    }

    private void unblock(Direction direction) {
        line(direction).blocked = false;
        line(direction).clogged = false;
    }

    private void resume(Predicate<Link> which) {
        for (var link : matching(which)) {
            link.up.resume();
            link.down.resume();
        }
    }

    private List<Link> matching(Predicate<Link> which) {
        return links.stream().filter(which).toList();
    }

    private void hit(String fault, String where) {
        world.marks().hit("fault." + fault);
        trace(fault + " " + where);
    }

    private void trace(String line) {
        world.trace(line);
    }

    private static String key(String host, int port) {
        return host + ":" + port;
    }

    /** Notes that back-pressure really happened. */
    private final class Coverage extends ChannelInboundHandlerAdapter {
        private final String host;

        Coverage(String host) {
            this.host = host;
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            Channel channel = context.channel();
            world.marks().hit((channel.isWritable() ? "network.writable." : "network.unwritable.") + host);
            context.fireChannelWritabilityChanged();
        }
    }
}
