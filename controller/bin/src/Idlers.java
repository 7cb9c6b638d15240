import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * A crowd at the agents' port that comes to stay: some say nothing, some half a length field, some a hello and nothing more. Whoever is shown out comes back a
 * second later. One thread; the counts are read from others.
 */
final class Idlers implements AutoCloseable {
    private static final long BACK_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** So many come at a time, or the kernel's queue of the port would hold most of the crowd, unseen by the controller. */
    private static final int AT_A_TIME = 20;

    /** One place in the crowd. */
    private static final class Idler {
        private final byte[] says;
        private long sinceNanos;
        private SocketChannel channel;

        private Idler(byte[] says) {
            this.says = says;
        }
    }

    private final InetSocketAddress port;
    private final Selector selector = Selector.open();
    private final ArrayDeque<Idler> outside = new ArrayDeque<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("idlers").unstarted(this::run);
    private volatile boolean ending;
    volatile int standing;
    volatile int mostStanding;
    volatile long opened;
    volatile long shownOut;
    volatile long failed;
    volatile long longestNanos;

    /** @param hello a framed hello */
    Idlers(InetSocketAddress port, int count, byte[] hello) throws IOException {
        this.port = port;
        for (int k = 0; k < count; k++) {
            outside.add(new Idler(switch (k % 4) {
                case 0 -> hello;
                case 1 -> new byte[] {0, 0};
                default -> new byte[0];
            }));
        }
    }

    void come() {
        thread.start();
    }

    private void run() {
        try {
            while (!ending) {
                long now = System.nanoTime();
                for (int k = 0; k < AT_A_TIME && !outside.isEmpty() && outside.peek().sinceNanos <= now; k++) {
                    dial(outside.remove());
                }
                selector.select(key -> serve((Idler) key.attachment(), key), 5);
            }
        } catch (IOException e) {
            System.out.println("the idle crowd ended: " + e);
        }
    }

    private void dial(Idler idler) throws IOException {
        idler.channel = SocketChannel.open();
        idler.channel.configureBlocking(false);
        try {
            boolean there = idler.channel.connect(port);
            idler.channel.register(selector, there ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, idler);
            if (there) {
                entered(idler);
            }
        } catch (IOException e) {
            failed++;
            leave(idler);
        }
    }

    private void entered(Idler idler) throws IOException {
        idler.sinceNanos = System.nanoTime();
        opened++;
        standing++;
        mostStanding = Math.max(mostStanding, standing);
        idler.channel.write(ByteBuffer.wrap(idler.says));
    }

    private void serve(Idler idler, SelectionKey key) {
        boolean inside = !key.isConnectable();
        try {
            if (!inside) {
                idler.channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                inside = true;
                entered(idler);
            } else if (idler.channel.read(ByteBuffer.allocate(4096)) < 0) {
                gone(idler);
            }
        } catch (IOException e) {
            if (inside) {
                gone(idler);
            } else {
                failed++;
                leave(idler);
            }
        }
    }

    private void gone(Idler idler) {
        standing--;
        shownOut++;
        longestNanos = Math.max(longestNanos, System.nanoTime() - idler.sinceNanos);
        leave(idler);
    }

    private void leave(Idler idler) {
        try {
            idler.channel.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
        idler.sinceNanos = System.nanoTime() + BACK_AFTER_NANOS;
        outside.add(idler);
    }

    /** Of those that stand there now, how long the first has stood; ends the crowd. */
    double endSeconds() throws InterruptedException {
        ending = true;
        thread.join();
        long now = System.nanoTime();
        return selector.keys().stream().filter(key -> key.isValid() && key.interestOps() == SelectionKey.OP_READ)
                .mapToLong(key -> now - ((Idler) key.attachment()).sinceNanos).max().orElse(0) / 1e9;
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
