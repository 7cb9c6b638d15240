package ledwall.controller.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Challenge;
import ledwall.protocol.message.Goodbye;
import ledwall.protocol.message.GoodbyeReason;
import ledwall.protocol.message.Handshake;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.Hello;
import ledwall.protocol.message.Message;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.Phase;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.Proof;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.message.Welcome;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Node;
import org.jspecify.annotations.Nullable;

/** One connection to the agents' port, led by hand: says what it is told to say, and keeps what it hears. */
public final class SimPeer implements Connection.Handler {
    private static final Bytes NONCE = Bytes.of(new byte[Handshake.NONCE_BYTES]);

    public final List<ToAgent> heard = new ArrayList<>();
    private final Node node;
    private @Nullable Connection connection;
    private @Nullable String closed;
    private @Nullable ScreenId screen;
    private @Nullable Bytes key;
    private Consumer<ToAgent> ear = heard::add;
    private boolean beating;
    private long beats;

    public SimPeer(Node node) {
        this.node = node;
        node.dialer().dial("controller", ControllerRig.PORT, Duration.ofSeconds(5), node.loop(), this, reason -> closed = reason);
    }

    public Node node() {
        return node;
    }

    /** Greets as an agent with this key, and sends heartbeats from the welcome on. */
    public SimPeer greet(ScreenId its, Bytes with) {
        screen = its;
        key = with;
        beating = true;
        send(new Hello(1, 1, its, "peer", "boot", NONCE));
        return this;
    }

    /** Says hello as this screen's agent, and nothing after it. */
    public SimPeer hello(ScreenId its) {
        send(new Hello(1, 1, its, "peer", "boot", NONCE));
        return this;
    }

    public void send(Message message) {
        raw(MessageCodec.encode(message));
    }

    public void raw(byte[] frame) {
        node.loop().post("peer sends", () -> {
            if (connection != null) {
                connection.send(frame);
            }
        });
    }

    /** From now on what is heard goes there, and is not kept. */
    public void listen(Consumer<ToAgent> listener) {
        ear = listener;
    }

    /** Says nothing any more, but keeps the connection. */
    public void fallSilent() {
        beating = false;
    }

    public boolean isOpen() {
        return connection != null && closed == null;
    }

    public boolean isClosed() {
        return closed != null;
    }

    public boolean isWelcome() {
        return heard.stream().anyMatch(Welcome.class::isInstance);
    }

    public Optional<GoodbyeReason> goodbye() {
        return heard.stream().filter(Goodbye.class::isInstance).map(message -> ((Goodbye) message).reason()).findFirst();
    }

    public <M> List<M> all(Class<M> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void opened(Connection opened) {
        connection = opened;
        opened.limitInbound(Phase.WELCOMED.maxFrameBytes());
    }

    @Override
    public void received(Connection from, byte[] frame) {
        ToAgent message = MessageCodec.fromController(frame).orElseThrow();
        ear.accept(message);
        if (message instanceof Challenge challenge && screen != null && key != null) {
            send(new Proof(Handshake.agentMac(key, screen, NONCE, challenge.nonce())));
        } else if (message instanceof Welcome) {
            beat();
        }
    }

    private void beat() {
        if (beating && isOpen()) {
            send(new Heartbeat(++beats, 0, PlayState.SLATE, 0, null, 0, null, "", 0, 0, 0, 0, 0, 0, false, 0, List.of()));
            node.loop().after(Duration.ofSeconds(2), "beat", this::beat);
        }
    }

    @Override
    public void writabilityChanged(Connection which) {}

    @Override
    public void closed(Connection which, String reason) {
        closed = reason;
    }
}
