import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A bad line between agents and controller, inside a bench: agents dial {@link #port}, and what they and the controller say to each other passes at the rate,
 * after the delay and through the faults set here. One proxy is one line: all its connections share the rate of each direction, first come first served, and
 * suffer the same faults. Take one for each screen, or one for several screens behind one uplink. Thread-safe; every method takes effect at once.
 *
 * <p>The jitter is drawn from the seed. Which piece meets which draw depends on the machine, so a run is alike and never the same.
 */
final class Proxy implements AutoCloseable {
    /** A piece keeps the line busy for this long at most, so that connections that share it take turns, and a change of rate is felt soon. */
    private static final long PIECE_NANOS = 2_000_000;
    private static final int MOST_PIECE_BYTES = 16 << 10;
    /** So much the line takes before it has passed: the queue of a modest router. A writer soon feels that the line is slow. */
    private static final int SOCKET_BYTES = 64 << 10;
    /** A reader that stands still stops the writer after so much, as its window would. */
    private static final int MOST_UNDER_WAY_BYTES = 4 << 20;
    private static final Piece END = new Piece(new byte[0], 0);

    private final ServerSocket listening;
    private final InetSocketAddress controller;
    private final Direction up;
    private final Direction down;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;

    /** @param controller where the controller listens; it need not be there yet */
    Proxy(InetSocketAddress controller, long seed) throws IOException {
        this.controller = controller;
        var random = new SplittableRandom(seed);
        this.up = new Direction(random.split());
        this.down = new Direction(random.split());
        this.listening = new ServerSocket();
        listening.setReceiveBufferSize(SOCKET_BYTES);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().name("proxy " + port()).start(this::accept);
    }

    /** Where agents find the controller now. */
    int port() {
        return listening.getLocalPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    /** From the agents to the controller. */
    Direction up() {
        return up;
    }

    /** From the controller to the agents. */
    Direction down() {
        return down;
    }

    /** Both directions alike; {@link Direction#shape} sets them apart. */
    void shape(long bytesPerSecond, Duration oneWay, Duration jitter) {
        both().forEach(direction -> direction.shape(bytesPerSecond, oneWay, jitter));
    }

    /** As fast as the machine, both ways. */
    void plain() {
        shape(Long.MAX_VALUE, Duration.ZERO, Duration.ZERO);
    }

    /** Both ends of every connection of now are reset and what was on its way is lost. New ones pass. */
    void cut() {
        pairs.forEach(Pair::reset);
    }

    /** The cable is out until {@link #heal}: a {@link #cut}, and whoever dials is reset. */
    void down(boolean out) {
        refusing = out;
        if (out) {
            cut();
        }
    }

    /** The connections of now are half-open for ever: their bytes vanish, their sockets stay, neither end is told. New ones pass. */
    void halfOpen() {
        pairs.forEach(pair -> pair.deaf = true);
    }

    /** Bytes of all connections, new ones too, stand still both ways until {@link #heal}, and writers fill up. {@link Direction#clog} does one way. */
    void clog() {
        both().forEach(Direction::clog);
    }

    /** Ends {@link #down} and {@link #clog}; what stood still goes on. The shape stays, and what is half-open stays so. */
    void heal() {
        refusing = false;
        both().forEach(Direction::unclog);
    }

    /** Connections that have not ended on both sides. */
    int connections() {
        return pairs.size();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        refusing = true;
        cut();
    }

    private List<Direction> both() {
        return List.of(up, down);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket agent = listening.accept();
                Thread.ofVirtual().name("proxy " + agent.getPort()).start(() -> connect(agent));
            } catch (IOException e) {
                // Closed, or a connection that was gone before it was here.
            }
        }
    }

    private void connect(Socket agent) {
        var far = new Socket();
        var pair = new Pair(agent, far);
        pairs.add(pair);
        try {
            if (refusing) {
                throw new IOException("the cable is out");
            }
            far.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BYTES);
            far.connect(controller, 5_000);
            agent.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            pair.carry(up, agent, far);
            pair.carry(down, far, agent);
        } catch (IOException e) {
            pair.reset();
        }
    }

    /** A few bytes, and when they reach the other end. */
    private record Piece(byte[] bytes, long atNanos) {}

    /** One way of the line. */
    static final class Direction {
        private final SplittableRandom random;
        private long bytesPerSecond = Long.MAX_VALUE;
        private long delayNanos;
        private long jitterNanos;
        private long freeAtNanos = System.nanoTime();
        private boolean clogged;
        private long passed;

        private Direction(SplittableRandom random) {
            this.random = random;
        }

        /** @param jitter each piece comes later by up to so much, drawn anew; the order of bytes stays */
        synchronized void shape(long bytesPerSecond, Duration oneWay, Duration jitter) {
            if (bytesPerSecond <= 0 || oneWay.isNegative() || jitter.isNegative()) {
                throw new IllegalArgumentException("a line of " + bytesPerSecond + " B/s, " + oneWay + " and " + jitter + " is none");
            }
            this.bytesPerSecond = bytesPerSecond;
            this.delayNanos = oneWay.toNanos();
            this.jitterNanos = jitter.toNanos();
            freeAtNanos = Math.min(freeAtNanos, System.nanoTime());
        }

        synchronized void clog() {
            clogged = true;
        }

        synchronized void unclog() {
            clogged = false;
            notifyAll();
        }

        /** Bytes that were let through so far. */
        synchronized long passed() {
            return passed;
        }

        private synchronized int pieceBytes() {
            double bytes = (double) bytesPerSecond * PIECE_NANOS / 1e9;
            return (int) Math.clamp(bytes, 64, MOST_PIECE_BYTES);
        }

        /** Books the line for a piece. Returns when its last byte leaves; the caller waits until then before it reads on. */
        private synchronized long departure(int bytes) {
            passed += bytes;
            freeAtNanos = Math.max(freeAtNanos, System.nanoTime()) + (long) (bytes * 1e9 / bytesPerSecond);
            return freeAtNanos;
        }

        /** How much later it arrives. */
        private synchronized long underWayNanos() {
            return delayNanos + (jitterNanos == 0 ? 0 : random.nextLong(jitterNanos + 1));
        }

        private synchronized void awaitUnclogged() throws InterruptedException {
            while (clogged) {
                wait();
            }
        }
    }

    /** One connection: the agent's socket and ours to the controller. */
    private final class Pair {
        private final Socket agent;
        private final Socket far;
        private final AtomicInteger waysOpen = new AtomicInteger(2);
        private volatile boolean deaf;

        Pair(Socket agent, Socket far) {
            this.agent = agent;
            this.far = far;
        }

        void carry(Direction direction, Socket from, Socket to) {
            var underWay = new LinkedBlockingQueue<Piece>();
            var room = new Semaphore(MOST_UNDER_WAY_BYTES);
            Thread.ofVirtual().name("proxy in").start(() -> guarded(() -> read(direction, from, underWay, room)));
            Thread.ofVirtual().name("proxy out").start(() -> guarded(() -> write(direction, underWay, room, to)));
        }

        private void read(Direction direction, Socket from, BlockingQueue<Piece> underWay, Semaphore room) throws IOException, InterruptedException {
            byte[] bytes = new byte[MOST_PIECE_BYTES];
            long lastNanos = 0;
            try {
                while (true) {
                    direction.awaitUnclogged();
                    int length = from.getInputStream().read(bytes, 0, direction.pieceBytes());
                    if (length < 0) {
                        return;
                    }
                    direction.awaitUnclogged();
                    room.acquire(length);
                    long leaves = direction.departure(length);
                    lastNanos = Math.max(lastNanos, leaves + direction.underWayNanos());
                    underWay.add(new Piece(Arrays.copyOf(bytes, length), lastNanos));
                    sleepUntil(leaves);
                }
            } finally {
                underWay.add(END);
            }
        }

        private void write(Direction direction, BlockingQueue<Piece> underWay, Semaphore room, Socket to) throws IOException, InterruptedException {
            try {
                for (Piece piece = underWay.take(); piece != END; piece = underWay.take()) {
                    sleepUntil(piece.atNanos());
                    direction.awaitUnclogged();
                    if (!deaf) {
                        to.getOutputStream().write(piece.bytes());
                    }
                    room.release(piece.bytes().length);
                }
                if (!deaf) {
                    to.shutdownOutput();
                }
            } finally {
                if (waysOpen.decrementAndGet() == 0) {
                    close(false);
                }
            }
        }

        void reset() {
            close(true);
        }

        private void close(boolean hard) {
            pairs.remove(this);
            for (Socket socket : List.of(agent, far)) {
                try {
                    if (hard) {
                        // With no time to linger the close is a reset.
                        socket.setSoLinger(true, 0);
                    }
                    socket.close();
                } catch (IOException e) {
                    // Gone already.
                }
            }
        }

        /** Where one socket fails, the other one hears of it, unless the line is to keep that to itself. */
        private void guarded(Way way) {
            try {
                way.run();
            } catch (IOException e) {
                if (!deaf) {
                    reset();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Way {
        void run() throws IOException, InterruptedException;
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
