package ledwall.controller.session;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import ledwall.controller.screen.Enrolments;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.message.Challenge;
import ledwall.protocol.message.Goodbye;
import ledwall.protocol.message.Handshake;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.Hello;
import ledwall.protocol.message.Message;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.Proof;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.message.Vectors;
import ledwall.protocol.message.Welcome;

/** A real socket to the agents' port, led byte by byte. Blocking: whoever waits in vain fails by the socket's time limit. */
final class RawPeer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 12_000;
    private static final Bytes NONCE = Bytes.of(new byte[Handshake.NONCE_BYTES]);

    private final Socket socket;
    private final DataInputStream in;

    RawPeer(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    void write(byte[] bytes, int from, int length) throws IOException {
        socket.getOutputStream().write(bytes, from, length);
    }

    void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    void send(Message message) throws IOException {
        write(Vectors.stream(MessageCodec.encode(message)));
    }

    /** Greets up to the challenge. */
    RawPeer hello(Enrolments.Enrolled as) throws IOException {
        send(new Hello(1, 1, as.screen().id(), "raw", "boot", NONCE));
        return this;
    }

    /** Greets to the end. */
    RawPeer welcome(Enrolments.Enrolled as) throws IOException {
        hello(as);
        var challenge = await(Challenge.class);
        send(new Proof(Handshake.agentMac(as.key(), as.screen().id(), NONCE, challenge.nonce())));
        await(Welcome.class);
        return this;
    }

    void beat(long sequence) throws IOException {
        send(new Heartbeat(sequence, 0, PlayState.SLATE, 0, null, 0, null, "", 0, 0, 0, 0, 0, 0, false, 0, List.of()));
    }

    <M extends ToAgent> M await(Class<M> type) throws IOException {
        while (true) {
            ToAgent message = read();
            if (type.isInstance(message)) {
                return type.cast(message);
            }
            if (message instanceof Goodbye goodbye) {
                throw new IOException("expected " + type.getSimpleName() + ", but was told " + goodbye);
            }
        }
    }

    /** Reads on until the controller closes; the goodbye, if one came. */
    Optional<Goodbye> awaitEnd() throws IOException {
        Optional<Goodbye> goodbye = Optional.empty();
        try {
            while (true) {
                if (read() instanceof Goodbye said) {
                    goodbye = Optional.of(said);
                }
            }
        } catch (EOFException | SocketException end) {
            return goodbye;
        }
    }

    private ToAgent read() throws IOException {
        while (true) {
            byte[] frame = in.readNBytes(in.readInt());
            var message = MessageCodec.fromController(frame);
            if (message.isPresent()) {
                return message.get();
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
