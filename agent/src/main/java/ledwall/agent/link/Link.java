package ledwall.agent.link;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ledwall.agent.health.Problems;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.AsRunAck;
import ledwall.protocol.message.Challenge;
import ledwall.protocol.message.Command;
import ledwall.protocol.message.Enrolled;
import ledwall.protocol.message.Goodbye;
import ledwall.protocol.message.GoodbyeReason;
import ledwall.protocol.message.Handshake;
import ledwall.protocol.message.Hello;
import ledwall.protocol.message.LogRequest;
import ledwall.protocol.message.MalformedFrame;
import ledwall.protocol.message.MediaChunk;
import ledwall.protocol.message.MediaUnavailable;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.Phase;
import ledwall.protocol.message.ReleaseOrder;
import ledwall.protocol.message.SnapshotRequest;
import ledwall.protocol.message.StopOrder;
import ledwall.protocol.message.TimeAnswer;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.message.TimelineSwitch;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.message.ToController;
import ledwall.protocol.message.Welcome;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Node;

/**
 * The agent's one connection to its controller: dials, proves itself, has the controller prove itself, hands on what is said, and dials again when it breaks.
 * It decides nothing about content. On the agent's loop; deadlines are fields that {@link #step} looks at.
 */
public final class Link implements Uplink {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(5);
    private static final long GREETING_NANOS = 5_000_000_000L;
    private static final long STABLE_NANOS = 30_000_000_000L;
    private static final int INSTANCE_BYTES = 8;
    private static final String REFUSED = "controllerRefuses";
    private static final String UNTRUSTED = "controllerNotTrusted";

    private final Node node;
    private final Identity identity;
    private final Session session;
    private final Problems problems;
    private final Runnable wake;
    private final Backoff backoff;
    private LinkPhase phase = LinkPhase.WAITING;
    private String why = "starting";
    /** Makes late news of an earlier dial recognisable. */
    private long attempt;
    private long deadlineNanos;
    private long stableAtNanos = Long.MAX_VALUE;
    private final String instance;
    private @Nullable Connection connection;
    private @Nullable Greeting greeting;
    /** Watches the welcomed connection; null without one. */
    private @Nullable LineWatch watch;

    /** Who this agent is, and where its controller. */
    public record Identity(String host, int port, ScreenId screen, Bytes key, String agentVersion) {}

    /** @param wake asks for a {@link #step} soon */
    public Link(Node node, Identity identity, Session session, Problems problems, Runnable wake) {
        this.node = node;
        this.identity = identity;
        this.session = session;
        this.problems = problems;
        this.wake = wake;
        this.backoff = new Backoff(node.entropy());
        this.instance = HexFormat.of().formatHex(node.entropy().bytes(INSTANCE_BYTES));
        this.deadlineNanos = node.clock().nanos();
    }

    public LinkPhase phase() {
        return phase;
    }

    /** Why the phase is what it is, for people. */
    public String why() {
        return why;
    }

    @Override
    public boolean open() {
        return phase == LinkPhase.WELCOMED;
    }

    @Override
    public boolean writable() {
        return open() && connection != null && connection.writable();
    }

    @Override
    public void send(ToController message) {
        if (open()) {
            say(message);
        }
    }

    /** Says goodbye and closes; nothing is dialled again. */
    public void stop() {
        if (phase == LinkPhase.STOPPED) {
            return;
        }
        part(new Goodbye(GoodbyeReason.SHUTDOWN, "the agent is ending"));
        enter(LinkPhase.STOPPED, node.clock().nanos(), "the agent is ending");
    }

    /** Acts on what is due; returns when to be called next. */
    public long step(long now) {
        if (now >= stableAtNanos) {
            stableAtNanos = Long.MAX_VALUE;
            backoff.reset();
        }
        if (now >= deadlineNanos) {
            switch (phase) {
                case WAITING -> dial(now);
                case DIALING -> drop(now, backoff.next(), "the dial was never answered");
                case GREETING -> leave(GoodbyeReason.DEADLINE, "the greeting took longer than " + GREETING_NANOS / 1_000_000_000L + " s", backoff.next());
                case WELCOMED -> watch(now);
                case STOPPED -> deadlineNanos = Long.MAX_VALUE;
            }
        }
        return Math.min(deadlineNanos, stableAtNanos);
    }

    private void watch(long now) {
        LineWatch watched = watch;
        if (watched == null) {
            return;
        }
        String over = watched.over(now);
        if (over == null) {
            deadlineNanos = watched.nextNanos(now);
        } else {
            leave(GoodbyeReason.DEADLINE, over, backoff.next());
        }
    }

    private void dial(long now) {
        attempt++;
        enter(LinkPhase.DIALING, now, "dialling " + identity.host() + ":" + identity.port());
        // The dialer has its own deadline; ours only guards against one that forgets to answer.
        deadlineNanos = now + 2 * DIAL_TIMEOUT.toNanos();
        var dialled = new Dialled(attempt);
        node.dialer().dial(identity.host(), identity.port(), DIAL_TIMEOUT, node.loop(), dialled, dialled::failed);
    }

    private void greet(Connection opened) {
        long now = node.clock().nanos();
        connection = opened;
        opened.limitInbound(Phase.GREETING.maxFrameBytes());
        enter(LinkPhase.GREETING, now, "connected to " + opened.remote() + " as " + opened.id());
        deadlineNanos = now + GREETING_NANOS;
        var begun = new Greeting(identity, Bytes.of(node.entropy().bytes(Handshake.NONCE_BYTES)));
        greeting = begun;
        say(new Hello(Wire.NEWEST, Wire.OLDEST, identity.screen(), identity.agentVersion(), node.clock().bootId(), instance, begun.nonce));
    }

    private void received(byte[] frame) {
        long now = node.clock().nanos();
        if (watch != null) {
            watch.frame(now);
        }
        Optional<ToAgent> message;
        try {
            message = MessageCodec.fromController(frame, open() ? Phase.WELCOMED : Phase.GREETING);
        } catch (MalformedFrame e) {
            leave(e.reason(), String.valueOf(e.getMessage()), backoff.next());
            return;
        }
        if (message.isEmpty()) {
            return; // A newer controller may say things that this version does not know.
        }
        dispatch(message.get(), now);
    }

    private void dispatch(ToAgent message, long now) {
        switch (message) {
            case Challenge challenge -> challenged(challenge);
            case Welcome welcome -> welcomed(welcome, now);
            case Enrolled _ -> leave(GoodbyeReason.OUT_OF_PHASE, "this agent has a key and asked for none", backoff.next());
            case Goodbye goodbye -> dismissed(goodbye, now);
            case TimeAnswer answer -> session.time(answer, now);
            case TimelineOffer offer -> session.offer(offer);
            case TimelineSwitch change -> session.change(change);
            case MediaChunk chunk -> session.chunk(chunk, now);
            case MediaUnavailable answer -> session.unavailable(answer, now);
            case AsRunAck ack -> session.acknowledged(ack);
            case SnapshotRequest request -> session.snapshot(request);
            case Command command -> session.command(command);
            case StopOrder order -> session.stop(order);
            case ReleaseOrder order -> session.releases(order);
            case LogRequest request -> session.log(request);
        }
    }

    private void challenged(Challenge challenge) {
        Greeting begun = greeting;
        if (begun == null || begun.challenged()) {
            leave(GoodbyeReason.OUT_OF_PHASE, "a second challenge", backoff.next());
            return;
        }
        if (challenge.protocol() < Wire.OLDEST || challenge.protocol() > Wire.NEWEST) {
            leave(GoodbyeReason.VERSION, "protocol " + challenge.protocol() + " was not offered", backoff.longest());
            return;
        }
        if (connection != null) {
            // Already now: what follows the welcome may come in one packet with it, and is cut into frames before this loop has seen the welcome.
            connection.limitInbound(Phase.WELCOMED.maxFrameBytes());
        }
        say(begun.prove(challenge));
    }

    private void welcomed(Welcome welcome, long now) {
        Connection open = connection;
        if (open == null || greeting == null || !greeting.proven(welcome)) {
            problems.raise(UNTRUSTED, "whatever answers at " + identity.host() + ":" + identity.port() + " does not hold this screen's key; "
                    + "nothing of it is played. Check the address, or enrol this screen again.");
            leave(GoodbyeReason.WRONG_PROOF, "the controller's proof is not this screen's", backoff.longest());
            return;
        }
        problems.clear(UNTRUSTED);
        problems.clear(REFUSED);
        enter(LinkPhase.WELCOMED, now, "session " + welcome.session() + " with controller " + welcome.controllerVersion());
        var watched = new LineWatch(open, now);
        watch = watched;
        deadlineNanos = watched.nextNanos(now);
        stableAtNanos = now + STABLE_NANOS;
        session.welcomed(welcome, now);
        wake.run();
    }

    private void dismissed(Goodbye goodbye, long now) {
        String reason = "the controller said goodbye: " + goodbye.reason() + " (" + goodbye.detail() + ")";
        long pause = switch (goodbye.reason()) {
            case TAKEN_OVER, UNKNOWN_SCREEN, WRONG_PROOF, WRONG_CODE, VERSION, RETIRED -> {
                problems.raise(REFUSED, reason);
                yield backoff.longest();
            }
            case SHUTDOWN, MALFORMED, OVERSIZED, OUT_OF_PHASE, DEADLINE, OVERLOADED, OTHER -> backoff.next();
            // Nothing is wrong, and the screen shall not be away for longer than it takes.
            case CHANGED -> 0;
        };
        drop(now, pause, reason);
    }

    /** Says why, then closes. */
    private void leave(GoodbyeReason reason, String detail, long pauseNanos) {
        part(new Goodbye(reason, detail));
        drop(node.clock().nanos(), pauseNanos, reason + ": " + detail);
    }

    private void part(Goodbye goodbye) {
        Connection open = connection;
        if (open != null) {
            say(goodbye);
            open.close(goodbye.reason() + ": " + goodbye.detail());
            connection = null;
        }
    }

    private void drop(long now, long pauseNanos, String reason) {
        Connection open = connection;
        connection = null;
        attempt++;
        stableAtNanos = Long.MAX_VALUE;
        boolean lost = phase == LinkPhase.WELCOMED;
        enter(LinkPhase.WAITING, now, reason);
        deadlineNanos = now + pauseNanos;
        if (open != null) {
            open.close(reason);
        }
        if (lost) {
            session.lost(now);
        }
        wake.run();
    }

    private void enter(LinkPhase next, long now, String reason) {
        LOG.info("link: {} -> {} at {} ms: {}", phase, next, now / 1_000_000, reason);
        phase = next;
        why = reason;
        if (next != LinkPhase.WELCOMED) {
            watch = null;
        }
        if (next == LinkPhase.STOPPED) {
            deadlineNanos = Long.MAX_VALUE;
            stableAtNanos = Long.MAX_VALUE;
        }
    }

    private void say(ToController message) {
        if (connection != null) {
            connection.send(MessageCodec.encode(message));
        }
    }

    /** One dial and the connection that came of it; what an older one still tells is ignored. */
    private final class Dialled implements Connection.Handler {
        private final long number;

        Dialled(long number) {
            this.number = number;
        }

        private boolean current() {
            return number == attempt && phase != LinkPhase.STOPPED;
        }

        void failed(String reason) {
            if (current()) {
                drop(node.clock().nanos(), backoff.next(), reason);
            }
        }

        @Override
        public void opened(Connection opened) {
            if (current()) {
                greet(opened);
                wake.run();
            } else {
                opened.close("the agent no longer waits for this connection");
            }
        }

        @Override
        public void received(Connection from, byte[] frame) {
            if (current()) {
                Link.this.received(frame);
            }
        }

        @Override
        public void refused(Connection by, String reason) {
            if (current()) {
                leave(GoodbyeReason.OVERSIZED, reason, backoff.next());
            }
        }

        @Override
        public void writabilityChanged(Connection of) {
            if (current()) {
                wake.run();
            }
        }

        @Override
        public void closed(Connection gone, String reason) {
            if (current()) {
                drop(node.clock().nanos(), backoff.next(), reason);
            }
        }
    }
}
