package ledwall.sim;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection, as TCP makes it: bytes in order or not at all, cut anywhere, a bounded number of them between the writer and the reader. What
 * cannot pass now (clog, partition) waits and passes later, as retransmission would have it.
 */
final class SimWire {
    /** Stands for the FIN among the chunks. */
    private static final byte[] FIN = new byte[0];

    private static final int MAX_CHUNK_BYTES = 16 << 10;

    /** A reader tells of less room than this only where the buffers are small: else a full line would end up carrying crumbs, each as dear as a chunk. */
    private static final int WORTH_TELLING_BYTES = 1_460;

    private final SimWorld world;
    private final SimNetwork network;
    final Direction direction;
    private final SimChannel writer;
    private final SimChannel reader;
    private final int budgetBytes;
    private final RandomGenerator random;

    /** Accepted from the writer, not yet on the line. */
    private final Deque<byte[]> waiting = new ArrayDeque<>();

    /** Arrived while nothing may pass: delivered at the heal, before all that comes later. */
    private final Deque<byte[]> parked = new ArrayDeque<>();

    /** In the reader's socket, not yet read. */
    private final Deque<byte[]> arrived = new ArrayDeque<>();

    /** Accepted from the writer and not yet known to it as read. */
    private int unacknowledgedBytes;

    private int unsentAcknowledgements;
    private long lineFreeNanos;
    private long lastArrivalNanos;
    private boolean dead;

    SimWire(SimWorld world, SimNetwork network, Direction direction, SimChannel writer, SimChannel reader, RandomGenerator random) {
        this.world = world;
        this.network = network;
        this.direction = direction;
        this.writer = writer;
        this.reader = reader;
        this.random = random;
        this.budgetBytes = network.line(direction).budgetBytes;
    }

    int space() {
        return budgetBytes - unacknowledgedBytes;
    }

    void accept(byte[] bytes) {
        unacknowledgedBytes += bytes.length;
        waiting.add(bytes);
        transmit();
    }

    void finish() {
        waiting.add(FIN);
        transmit();
    }

    /** The connection's state is lost on the way: nothing passes any more, and neither end is told. */
    void die() {
        dead = true;
        waiting.clear();
        parked.clear();
    }

    /** The writer aborts: what is on its way is lost, and the reader sees a reset. */
    void resetReader() {
        if (!dead) {
            die();
            network.resetLater(direction, reader);
        }
    }

    /** Nothing may arrive before this instant: the handshake comes first. */
    void notBefore(long nanos) {
        lastArrivalNanos = nanos;
    }

    private void transmit() {
        if (dead || !network.passes(direction)) {
            return;
        }
        var line = network.line(direction);
        while (!waiting.isEmpty()) {
            byte[] chunk = cut(waiting.removeFirst());
            lineFreeNanos = Math.max(lineFreeNanos, world.nowNanos()) + chunk.length * 1_000_000_000L / line.bytesPerSecond;
            lastArrivalNanos = Math.max(lastArrivalNanos, lineFreeNanos + line.delayNanos(random));
            world.schedule(lastArrivalNanos - world.nowNanos(), null, "arrival", () -> arrive(chunk));
        }
    }

    /** Takes a seeded first part; the rest goes back. Often a few bytes, so that every split of a frame occurs. */
    private byte[] cut(byte[] bytes) {
        if (bytes.length <= 1) {
            return bytes;
        }
        int limit = Math.min(bytes.length, random.nextInt(4) == 0 ? 16 : MAX_CHUNK_BYTES);
        int length = random.nextInt(3) == 0 ? limit : random.nextInt(1, limit + 1);
        if (length == bytes.length) {
            return bytes;
        }
        world.marks().hit("network.rechunked");
        waiting.addFirst(Arrays.copyOfRange(bytes, length, bytes.length));
        return Arrays.copyOf(bytes, length);
    }

    private void arrive(byte[] chunk) {
        if (dead) {
            return;
        }
        if (!parked.isEmpty() || !network.passes(direction)) {
            parked.add(chunk);
            return;
        }
        deliver(chunk);
    }

    private void deliver(byte[] chunk) {
        if (reader.isGone()) {
            // A machine without power is silent; one that lives and does not know the connection says so.
            if (network.answers(direction.to()) && chunk.length > 0) {
                network.resetLater(direction.back(), writer);
            }
            return;
        }
        world.traceBytes(chunk);
        arrived.add(chunk);
        reader.readable();
    }

    /** What waited for the way to be free goes on; called whenever a fault of this direction or of the way back ended. */
    void resume() {
        if (dead) {
            return;
        }
        if (network.passes(direction)) {
            while (!parked.isEmpty()) {
                deliver(parked.removeFirst());
            }
            transmit();
        }
        acknowledge(0);
    }

    boolean hasArrived() {
        return !arrived.isEmpty();
    }

    /** Bytes for the reader; null is the end of the stream. */
    byte @Nullable [] take() {
        byte[] chunk = arrived.removeFirst();
        if (chunk.length == 0) {
            return null;
        }
        acknowledge(chunk.length);
        return chunk;
    }

    private void acknowledge(int bytes) {
        unsentAcknowledgements += bytes;
        if (unsentAcknowledgements < Math.min(WORTH_TELLING_BYTES, Math.max(1, budgetBytes / 2)) || !network.passes(direction.back())) {
            return;
        }
        int acknowledged = unsentAcknowledgements;
        unsentAcknowledgements = 0;
        world.schedule(network.line(direction.back()).delayNanos(random), null, "acknowledgement", () -> {
            unacknowledgedBytes -= acknowledged;
            writer.spaceFreed();
        });
    }
}
