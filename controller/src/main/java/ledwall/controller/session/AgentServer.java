package ledwall.controller.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.GoodbyeReason;
import ledwall.protocol.message.MalformedFrame;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.Phase;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Listener;
import ledwall.protocol.runtime.Node;
import org.jspecify.annotations.Nullable;

/**
 * Serves the agents' port: knows every connection, and which one is the session of which screen. What one of them does wrong ends that one only. On the
 * control loop.
 */
public final class AgentServer implements Connection.Handler {
    /** Connections that are not yet welcome, all together, at each of the two stages of a greeting: a stranger costs memory and a key look-up. */
    static final int MAX_GREETINGS = 1_024;
    /** ... and from one address, so that one broken PC does not use them all up. An agent passes if fewer than so many come within its round trip. */
    static final int MAX_GREETINGS_PER_ADDRESS = 256;

    private final Node node;
    private final Rooms rooms;
    private final String version;
    private final Map<String, Session> connections = new LinkedHashMap<>();
    private final TreeMap<ScreenId, Session> welcome = new TreeMap<>();
    /** The screens in service, as they were last told. */
    private final TreeMap<ScreenId, Screen> registered = new TreeMap<>();
    /** Those of which nothing was heard yet, and those that have said who they are. Two rooms, so that a crowd in one leaves the other alone. */
    private final Lobby silent = new Lobby(MAX_GREETINGS, MAX_GREETINGS_PER_ADDRESS);
    private final Lobby greeted = new Lobby(MAX_GREETINGS, MAX_GREETINGS_PER_ADDRESS);
    private final StrangerLog strangers = new StrangerLog();
    /** Why connections were ended by this side; counted on the loop, read from anywhere. */
    private final Map<GoodbyeReason, LongAdder> goodbyes = new ConcurrentSkipListMap<>();
    private Listener.@Nullable Bound bound;

    /** @param version this release, as agents are told */
    public AgentServer(Node node, Rooms rooms, String version) {
        this.node = node;
        this.rooms = rooms;
        this.version = version;
    }

    /**
     * Opens the agents' port.
     *
     * @throws Refusal off loopback: keys prove who somebody is, but without TLS anybody on the way reads and changes what follows
     * @throws IOException if the address cannot be bound
     */
    public void open(String host, int port) throws IOException {
        if (!isLoopback(host)) {
            throw Refusal.invalid("agentsHostNotLoopback", "The agents' port does not open on " + host
                    + ": off loopback it needs TLS, which this release does not have yet.",
                    "Use 127.0.0.1 and let screen PCs come in through an SSH tunnel; the README shows one.");
        }
        bound = node.listener().listen(host, port, node.loop(), this);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.equals("[::1]") || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    /** The port in use; 0 while closed. */
    public int port() {
        var open = bound;
        return open == null ? 0 : open.port();
    }

    /** Stops accepting and says goodbye to everybody. */
    public void close() {
        var open = bound;
        if (open != null) {
            open.close();
            bound = null;
        }
        new ArrayList<>(connections.values()).forEach(session -> session.end(GoodbyeReason.SHUTDOWN, "The controller stops."));
    }

    /** Ends sessions of screens that were retired, and those that were told another size in their welcome. */
    public void registered(List<Screen> screens) {
        registered.clear();
        screens.forEach(screen -> registered.put(screen.id(), screen));
        for (Session session : new ArrayList<>(welcome.values())) {
            if (!registered.containsKey(session.screen())) {
                session.end(GoodbyeReason.RETIRED, "This screen was taken out of service.");
            } else {
                compare(session);
            }
        }
    }

    /** Ends a session whose agent was told something of the screen that holds no longer: it may have been edited while it was being welcomed. */
    void compare(Session session) {
        Screen now = registered.get(session.screen());
        if (now != null && !now.paintsAs(session.welcomedAs())) {
            session.end(GoodbyeReason.CHANGED, "The screen has " + now.width() + "x" + now.height() + " at " + now.frameRate() + " fps now.");
        }
    }

    /** Ends what missed its deadline. Call it a few times a second. */
    public void step() {
        long now = node.clock().nanos();
        new ArrayList<>(connections.values()).forEach(session -> session.step(now));
        strangers.step(now);
    }

    /** Screens with a welcome session. */
    public Set<ScreenId> online() {
        return Set.copyOf(welcome.keySet());
    }

    /** How many connections this side ended, by reason. From any thread. */
    public Map<GoodbyeReason, Long> goodbyes() {
        var out = new TreeMap<GoodbyeReason, Long>();
        goodbyes.forEach((reason, count) -> out.put(reason, count.sum()));
        return out;
    }

    void count(GoodbyeReason reason) {
        goodbyes.computeIfAbsent(reason, first -> new LongAdder()).increment();
    }

    /** Sessions that count. */
    public int welcomeCount() {
        return welcome.size();
    }

    /** Connections that are open or closing; for the bounds that the simulation checks. */
    public int connectionCount() {
        return connections.size();
    }

    /** Connections that are open and not welcome, for the bounds that the simulation checks. */
    public int greetingCount() {
        return silent.count() + greeted.count();
    }

    @Override
    public void opened(Connection connection) {
        var session = new Session(node, rooms, version, connection, this);
        connections.put(connection.id(), session);
        connection.limitInbound(Phase.GREETING.maxFrameBytes());
        makeRoom(silent, session, anybody -> true);
    }

    /** A stranger said who it claims to be: from now on this side has work for it, or waits for its proof. */
    void greeted(Session session) {
        silent.leave(session);
        makeRoom(greeted, session, other -> !other.waitsForUs());
    }

    private static void makeRoom(Lobby lobby, Session newcomer, Predicate<Session> mayGo) {
        Session out = lobby.enter(newcomer, mayGo);
        if (out != null) {
            out.end(GoodbyeReason.OVERLOADED, "Too many connections wait to be welcomed, " + lobby.countFrom(out.address()) + " of " + lobby.count()
                    + " from this address; try again.");
        }
    }

    StrangerLog strangers() {
        return strangers;
    }

    @Override
    public void received(Connection connection, byte[] frame) {
        Session session = connections.get(connection.id());
        if (session == null || !session.listens()) {
            return;
        }
        try {
            MessageCodec.fromAgent(frame, session.phase()).ifPresent(session::received);
        } catch (MalformedFrame malformed) {
            session.end(malformed.reason(), String.valueOf(malformed.getMessage()));
        }
    }

    @Override
    public void refused(Connection connection, String why) {
        Session session = connections.get(connection.id());
        if (session != null) {
            session.end(GoodbyeReason.OVERSIZED, why);
        }
    }

    @Override
    public void writabilityChanged(Connection connection) {
        Session session = connections.get(connection.id());
        if (session != null) {
            session.writabilityChanged();
        }
    }

    @Override
    public void closed(Connection connection, String reason) {
        Session session = connections.remove(connection.id());
        if (session != null) {
            session.closed(reason);
        }
    }

    /**
     * A connection proved a screen's key: it is the screen's session now. Three cases for an older one: it lives, and hears that it was taken over; it is
     * half-open, and says nothing more whatever is sent to it; it is closing already. In each it stops counting here and now, so that its late end disturbs
     * nobody.
     */
    void admit(Session session) {
        leaveGreeting(session);
        Session older = welcome.remove(session.screen());
        if (older != null) {
            older.end(GoodbyeReason.TAKEN_OVER, "A newer connection proved the same key.");
        }
        welcome.put(session.screen(), session);
        session.connection().limitInbound(Phase.WELCOMED.maxFrameBytes());
    }

    /** The session counts no longer, whatever its connection still does. False if a newer one took its place before. */
    boolean dismiss(Session session) {
        return welcome.remove(session.screen(), session);
    }

    /** The session is a stranger's no longer, or will be gone soon. */
    void leaveGreeting(Session session) {
        silent.leave(session);
        greeted.leave(session);
    }
}
