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
    private final Selector readable;

    private XStream(SocketChannel channel, Selector readable) {
        this.channel = channel;
        this.readable = readable;
    }

    static XStream connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        channel.configureBlocking(false);
        Selector readable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
        return new XStream(channel, readable);
    }

    static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    void send(ByteBuffer request) throws IOException {
        while (request.hasRemaining()) {
            // Requests are a few words, and each waits for its answer: there is always room for the next.
            if (channel.write(request) == 0) {
                throw new IOException("the X server takes no requests");
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
            if (count == 0 && readable.select(PATIENCE_MILLIS) == 0) {
                throw new SocketTimeoutException("the X server did not answer for " + PATIENCE_MILLIS / 1000 + " s");
            }
            readable.selectedKeys().clear();
        }
    }

    @Override
    public void close() throws IOException {
        readable.close();
        channel.close();
    }
}
