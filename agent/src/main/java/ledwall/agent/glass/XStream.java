package ledwall.agent.glass;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Bytes to and from an X server. Blocking, but never for longer than {@value #PATIENCE_MILLIS} ms: a server that hangs must not take its reader with it. */
final class XStream implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private XStream(SocketChannel channel, Selector selector, SelectionKey key) {
        this.channel = channel;
        this.selector = selector;
        this.key = key;
    }

    static XStream connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        channel.configureBlocking(false);
        Selector selector = Selector.open();
        return new XStream(channel, selector, channel.register(selector, SelectionKey.OP_READ));
    }

    static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    void send(ByteBuffer request) throws IOException {
        while (request.hasRemaining()) {
            if (channel.write(request) == 0) {
                waitFor(SelectionKey.OP_WRITE, "took no request");
            }
        }
    }

    ByteBuffer read(int length) throws IOException {
        ByteBuffer out = buffer(length);
        fill(out);
        return out.flip();
    }

    void fill(ByteBuffer out) throws IOException {
        while (out.hasRemaining()) {
            int count = channel.read(out);
            if (count < 0) {
                throw new EOFException("the X server closed the connection");
            }
            if (count == 0) {
                waitFor(SelectionKey.OP_READ, "did not answer");
            }
        }
    }

    private void waitFor(int operation, String otherwise) throws IOException {
        key.interestOps(operation);
        if (selector.select(PATIENCE_MILLIS) == 0) {
            throw new SocketTimeoutException("the X server " + otherwise + " for " + PATIENCE_MILLIS / 1000 + " s");
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
