package ledwall.controller.session;

import ledwall.controller.health.Offline;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.AsRunAck;
import ledwall.protocol.message.AsRunBatch;
import ledwall.protocol.message.CommandDone;
import ledwall.protocol.message.Enrol;
import ledwall.protocol.message.Goodbye;
import ledwall.protocol.message.GoodbyeReason;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.Hello;
import ledwall.protocol.message.LogFailed;
import ledwall.protocol.message.LogPiece;
import ledwall.protocol.message.MediaCredit;
import ledwall.protocol.message.MediaDone;
import ledwall.protocol.message.MediaWanted;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.Phase;
import ledwall.protocol.message.Proof;
import ledwall.protocol.message.ReleaseKept;
import ledwall.protocol.message.Snapshot;
import ledwall.protocol.message.SnapshotFailed;
import ledwall.protocol.message.StopState;
import ledwall.protocol.message.TimeAnswer;
import ledwall.protocol.message.TimeRequest;
import ledwall.protocol.message.TimelineReady;
import ledwall.protocol.message.TimelineRefused;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.message.ToController;
import ledwall.protocol.message.Welcome;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.SlowestLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of an agent, from its first byte to its end: greets it, then hands its messages to the rooms they belong to. On the control loop.
 */
final class Session {
    /** How often agents are asked to send a heartbeat. */
    static final int HEARTBEAT_MILLIS = 2_000;
    /** Without one for so long the screen is offline and the connection is closed. */
    static final int OFFLINE_AFTER_MILLIS = 6_000;
    /** A greeting that takes longer is no greeting. */
    static final long GREETING_NANOS = 5_000_000_000L;
    /** An agent that has read nothing for so long, and longer where much waits, is stuck; a new connection serves it better. */
    static final long STUCK_NANOS = 20_000_000_000L;
    private static final Logger log = LoggerFactory.getLogger(Session.class);

    /** How far the connection is. */
    enum State {
        /** The agent proves who it is. */
        GREETING,
        /** It is the session of its screen. */
        WELCOME,
        /** A goodbye was said; whatever still comes is ignored. */
        CLOSING,
        /** The connection is gone. */
        CLOSED
    }

    private final Node node;
    private final Rooms rooms;
    private final Connection connection;
    private final String address;
    private final AgentServer server;
    private final Greeting greeting;
    private State state = State.GREETING;
    private Greeting.@Nullable Guest guest;
    /** When the agent must have been heard again, monotonic. */
    private long deadlineNanos;
    /** When the agent must have read enough for the connection to take something again; no such instant while it does. */
    private long readByNanos = Long.MAX_VALUE;

    Session(Node node, Rooms rooms, String version, Connection connection, AgentServer server) {
        this.node = node;
        this.rooms = rooms;
        this.connection = connection;
        this.address = connection.remote().replaceFirst(":\\d+$", "");
        this.server = server;
        this.greeting = new Greeting(node, rooms, version, this);
        this.deadlineNanos = node.clock().nanos() + GREETING_NANOS;
        log.debug("[{}] connected from {}", connection.id(), connection.remote());
    }

    Connection connection() {
        return connection;
    }

    /** Where the connection comes from, without its port. */
    String address() {
        return address;
    }

    State state() {
        return state;
    }

    /** Whether anything that comes is still looked at. */
    boolean listens() {
        return state == State.GREETING || state == State.WELCOME;
    }

    Phase phase() {
        return state == State.WELCOME ? Phase.WELCOMED : Phase.GREETING;
    }

    /** A stranger to whom this side owes an answer. */
    boolean waitsForUs() {
        return greeting.looksUp();
    }

    /** A stranger said who it claims to be. */
    void greeted() {
        server.greeted(this);
    }

    /** @throws IllegalStateException before the welcome */
    ScreenId screen() {
        return welcomedAs().id();
    }

    /**
     * The screen as it was when its agent was welcomed.
     *
     * @throws IllegalStateException before the welcome
     */
    Screen welcomedAs() {
        var known = guest;
        if (known == null) {
            throw new IllegalStateException("connection " + connection.id() + " has not proved who it is");
        }
        return known.screen();
    }

    /** A message that may come in this {@link #phase}. */
    void received(ToController message) {
        switch (message) {
            case Hello hello -> greeting.hello(hello);
            case Proof proof -> greeting.proof(proof);
            case Enrol enrol -> greeting.enrol(enrol);
            case Goodbye goodbye -> leave(goodbye);
            case TimeRequest request -> time(request);
            case Heartbeat heartbeat -> heartbeat(heartbeat);
            case TimelineReady ready -> rooms.rollouts().ready(screen(), ready);
            case TimelineRefused refused -> rooms.rollouts().refused(screen(), refused);
            case MediaWanted wanted -> rooms.transfers().wanted(connection, wanted);
            case MediaCredit credit -> rooms.transfers().credit(connection, credit);
            case MediaDone done -> rooms.transfers().done(connection, done);
            case AsRunBatch batch -> rooms.ledger().received(screen(), batch, upTo -> send(new AsRunAck(upTo)));
            case Snapshot snapshot -> rooms.snapshots().received(screen(), snapshot);
            case SnapshotFailed failed -> rooms.snapshots().failed(screen(), failed);
            case CommandDone done -> rooms.commands().done(screen(), done);
            case StopState state -> rooms.stops().heard(screen(), state);
            case ReleaseKept kept -> rooms.releases().heard(screen(), kept);
            case LogPiece piece -> rooms.logs().received(screen(), piece);
            case LogFailed failed -> rooms.logs().failed(screen(), failed);
        }
    }

    /** The greeting is over, and it is who it says: it takes its screen's place. The welcome goes first, then everything that is true for the screen. */
    void welcome(Greeting.Guest proved, Welcome welcome) {
        guest = proved;
        server.admit(this);
        enter(State.WELCOME, "agent " + proved.agent().version());
        deadlineNanos = node.clock().nanos() + OFFLINE_AFTER_MILLIS * 1_000_000L;
        send(welcome);
        ScreenId screen = proved.screen().id();
        rooms.stops().connected(screen, this::send);
        rooms.releases().connected(screen, this::send);
        rooms.board().connected(screen, proved.agent());
        rooms.transfers().opened(screen, connection);
        rooms.snapshots().connected(screen, this::send);
        rooms.commands().connected(screen, this::send);
        rooms.logs().connected(screen, this::send);
        rooms.rollouts().connected(screen, this::send);
        server.compare(this);
    }

    void send(ToAgent message) {
        if (state == State.GREETING || state == State.WELCOME) {
            connection.send(MessageCodec.encode(message));
        }
    }

    /** Says goodbye and closes. */
    void end(GoodbyeReason reason, String detail) {
        if (state == State.CLOSING || state == State.CLOSED) {
            return;
        }
        server.count(reason);
        send(new Goodbye(reason, detail));
        withdraw(State.CLOSING, cause(reason), reason + ": " + detail);
        connection.close(reason + ": " + detail);
    }

    void step(long now) {
        if (state == State.GREETING && now - deadlineNanos > 0) {
            end(GoodbyeReason.DEADLINE, "The greeting took longer than " + GREETING_NANOS / 1_000_000 + " ms.");
        } else if (state == State.WELCOME && now - deadlineNanos > 0) {
            end(GoodbyeReason.DEADLINE, "No heartbeat for " + OFFLINE_AFTER_MILLIS + " ms.");
        } else if (state == State.WELCOME && now >= readByNanos) {
            end(GoodbyeReason.DEADLINE, "Nothing was read for " + STUCK_NANOS / 1_000_000 + " ms or more.");
        }
    }

    void writabilityChanged() {
        readByNanos = connection.writable() ? Long.MAX_VALUE
                : node.clock().nanos() + STUCK_NANOS + SlowestLine.nanosFor(connection.bytesBeforeWritable());
        if (state == State.WELCOME && connection.writable()) {
            rooms.transfers().writable(connection);
        }
    }

    /** The connection is gone, on purpose or not. */
    void closed(String reason) {
        if (state != State.CLOSED) {
            withdraw(State.CLOSED, Offline.Cause.LINK_LOST, reason);
        }
    }

    private void leave(Goodbye goodbye) {
        var cause = goodbye.reason() == GoodbyeReason.SHUTDOWN ? Offline.Cause.SAID_GOODBYE : Offline.Cause.LINK_LOST;
        withdraw(State.CLOSING, cause, "the agent says goodbye, " + goodbye.reason() + ": " + goodbye.detail());
        connection.close("the agent said goodbye");
    }

    private void heartbeat(Heartbeat heartbeat) {
        deadlineNanos = node.clock().nanos() + OFFLINE_AFTER_MILLIS * 1_000_000L;
        rooms.board().heartbeat(screen(), heartbeat);
        rooms.releases().heartbeat(screen(), heartbeat);
        rooms.rollouts().plays(screen(), heartbeat.version(), heartbeat.hash());
    }

    private void time(TimeRequest request) {
        // An answer that waits behind a full line measures the line; the next request comes in a second.
        if (connection.writable()) {
            long now = rooms.clock().now();
            send(new TimeAnswer(request.sequence(), request.agentSentNanos(), now, now));
        }
    }

    /** Leaves the rooms, unless a newer session of the screen is there already. */
    private void withdraw(State next, Offline.Cause cause, String why) {
        boolean was = state == State.WELCOME;
        enter(next, why);
        server.leaveGreeting(this);
        rooms.transfers().closed(connection);
        if (was && server.dismiss(this)) {
            rooms.stops().disconnected(screen());
            rooms.releases().disconnected(screen());
            rooms.board().disconnected(screen(), cause, why);
            rooms.snapshots().disconnected(screen());
            rooms.commands().disconnected(screen());
            rooms.logs().disconnected(screen());
            rooms.rollouts().disconnected(screen());
        }
    }

    /** Why the screen is offline, where this side ends its session. */
    private static Offline.Cause cause(GoodbyeReason reason) {
        return switch (reason) {
            case MALFORMED, OVERSIZED, OUT_OF_PHASE, VERSION, WRONG_PROOF, UNKNOWN_SCREEN, RETIRED, WRONG_CODE, OVERLOADED -> Offline.Cause.REFUSED;
            case CHANGED, SHUTDOWN, TAKEN_OVER, DEADLINE, OTHER -> Offline.Cause.LINK_LOST;
        };
    }

    private void enter(State next, String why) {
        var known = guest;
        if (known == null) {
            // Strangers may come by the thousand: people read them folded, the simulation one by one.
            log.debug("[{} -] {} -> {}: {}", connection.id(), state, next, why);
            server.strangers().line(node.clock().nanos(), "[%s -] %s -> %s: %s".formatted(connection.id(), state, next, why));
        } else {
            log.info("[{} {}] {} -> {}: {}", connection.id(), known.screen().id(), state, next, why);
        }
        state = next;
    }
}
