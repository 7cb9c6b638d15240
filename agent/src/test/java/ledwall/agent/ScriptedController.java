package ledwall.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.WireName;
import ledwall.protocol.message.AsRunAck;
import ledwall.protocol.message.AsRunBatch;
import ledwall.protocol.message.Challenge;
import ledwall.protocol.message.Command;
import ledwall.protocol.message.CommandDone;
import ledwall.protocol.message.CommandName;
import ledwall.protocol.message.CoverRequest;
import ledwall.protocol.message.Enrol;
import ledwall.protocol.message.Enrolled;
import ledwall.protocol.message.Goodbye;
import ledwall.protocol.message.GoodbyeReason;
import ledwall.protocol.message.Handshake;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.Hello;
import ledwall.protocol.message.MediaChunk;
import ledwall.protocol.message.LogFailed;
import ledwall.protocol.message.LogPiece;
import ledwall.protocol.message.LogRequest;
import ledwall.protocol.message.MediaCredit;
import ledwall.protocol.message.MediaDone;
import ledwall.protocol.message.MediaUnavailable;
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
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.message.TimelineReady;
import ledwall.protocol.message.TimelineRefused;
import ledwall.protocol.message.TimelineSwitch;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.message.ToController;
import ledwall.protocol.message.Welcome;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Listener;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.Instants;
import ledwall.sim.SimWorld;

/** As much of a controller as one agent needs, saying what a test tells it to. Its timeline clock is the simulation's true time. */
final class ScriptedController implements Connection.Handler {
    static final int PORT = 7420;
    static final int CHUNK_BYTES = 64 * 1024;

    final List<ToController> heard = new ArrayList<>();
    final Map<MediaHash, byte[]> library = new TreeMap<>();
    /** Files of which one byte is sent wrong. */
    final List<MediaHash> spoilt = new ArrayList<>();
    /** Files of which nothing is ever sent, and nothing said. */
    final Set<MediaHash> withheld = new TreeSet<>();
    /** What is said to each agent when it is welcomed: state, not a queue. */
    final List<ToAgent> state = new ArrayList<>();
    /** How often each file was asked for from its first byte on. */
    final Map<MediaHash, List<Long>> asked = new LinkedHashMap<>();

    private final SimWorld world;
    private final ScreenId screen;
    private final Bytes key;
    private Node node;
    private Listener.@Nullable Bound bound;
    private @Nullable Connection connection;
    private Bytes agentNonce = Bytes.EMPTY;
    private Bytes nonce = Bytes.EMPTY;
    private @Nullable MediaHash sending;
    private long at;
    private long credit;
    private int chunkBytes = CHUNK_BYTES;
    /** The key that this controller proves itself with: another one than the screen's makes it an impostor. */
    Bytes provenKey;
    int sessions;
    /** What each welcome names this timeline clock by; 0 as a controller of before there were such names. */
    long followAtNanos;
    /** How far its timeline clock is ahead of the simulation's true time. */
    long aheadNanos;
    /** It hears and answers nothing. */
    boolean silent;
    /** So many bytes of nonsense take the challenge's place, if more than none. */
    int challengeBytes;
    /** No chunk beyond this offset is sent, as by a line that stalls. */
    long holdAt = Long.MAX_VALUE;

    ScriptedController(SimWorld world, Node node, ScreenId screen, Bytes key) throws IOException {
        this.world = world;
        this.node = node;
        this.screen = screen;
        this.key = key;
        this.provenKey = key;
        listen();
    }

    private void listen() throws IOException {
        bound = node.listener().listen("controller", PORT, node.loop(), this);
    }

    /** The process of before was killed; another one goes on with what was stored. */
    void restarted(Node fresh) throws IOException {
        node = fresh;
        connection = null;
        sending = null;
        listen();
    }

    /** Stops listening; the session, if any, goes on. */
    void close() {
        if (bound != null) {
            bound.close();
        }
    }

    long timelineNow() {
        return Instants.nanos(world.trueTime()) + aheadNanos;
    }

    void say(ToAgent message) {
        if (connection != null) {
            connection.send(MessageCodec.encode(message));
        }
    }

    void sayRaw(byte[] frame) {
        if (connection != null) {
            connection.send(frame);
        }
    }

    <M extends ToController> List<M> heard(Class<M> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <M extends ToController> Optional<M> last(Class<M> type) {
        List<M> all = heard(type);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** Whether the agent said that it is ready with this version, with nothing missing. */
    boolean ready(long version) {
        return heard(TimelineReady.class).stream().anyMatch(ready -> ready.version() == version && ready.missingMedia() == 0);
    }

    @Override
    public void opened(Connection opened) {
        opened.limitInbound(Phase.WELCOMED.maxFrameBytes());
    }

    @Override
    public void received(Connection from, byte[] frame) {
        ToController message = MessageCodec.fromAgent(frame).orElseThrow();
        heard.add(message);
        if (silent) {
            return;
        }
        switch (message) {
            case Hello hello -> {
                agentNonce = hello.nonce();
                nonce = Bytes.of(node.entropy().bytes(Handshake.NONCE_BYTES));
                from.send(challengeBytes > 0 ? new byte[challengeBytes] : MessageCodec.encode(new Challenge(1, nonce)));
            }
            case Proof proof -> proven(from, proof);
            case Enrol enrol -> from.send(MessageCodec.encode(
                    enrol.code().equals("GOOD-CODE") ? new Enrolled(screen, "North wall", key) : new Goodbye(GoodbyeReason.WRONG_CODE, "no such code")));
            case TimeRequest request -> say(new TimeAnswer(request.sequence(), request.agentSentNanos(), timelineNow(), timelineNow()));
            case MediaWanted wanted -> wanted(wanted);
            case MediaCredit more -> {
                credit += more.bytes();
                chunkBytes = more.chunkBytes() > 0 ? more.chunkBytes() : chunkBytes;
                pump();
            }
            case AsRunBatch batch -> say(new AsRunAck(batch.records().getLast().sequence()));
            case TimelineReady _, TimelineRefused _, MediaDone _, Heartbeat _, Snapshot _, SnapshotFailed _, CommandDone _, LogPiece _, LogFailed _, StopState _, ReleaseKept _,
                 Goodbye _ -> { }
        }
    }

    private void proven(Connection from, Proof proof) {
        if (!proof.mac().equalsSecret(Handshake.agentMac(key, screen, agentNonce, nonce))) {
            from.send(MessageCodec.encode(new Goodbye(GoodbyeReason.WRONG_PROOF, "not this screen's key")));
            from.close("wrong proof");
            return;
        }
        sessions++;
        connection = from;
        credit = 0;
        sending = null;
        Bytes mac = Handshake.controllerMac(provenKey, screen, agentNonce, nonce);
        say(new Welcome("session-" + sessions, mac, screen, "North wall", 640, 360, 25, "0.1.0", 2_000, 6_000, followAtNanos));
        state.forEach(this::say);
    }

    private void wanted(MediaWanted wanted) {
        asked.computeIfAbsent(wanted.hash(), _ -> new ArrayList<>()).add(wanted.offset());
        if (!library.containsKey(wanted.hash())) {
            say(new MediaUnavailable(wanted.hash(), "unknown", "it is not in the library"));
            return;
        }
        sending = wanted.hash();
        at = wanted.offset();
        pump();
    }

    private void pump() {
        while (sending != null && !withheld.contains(sending) && connection != null && connection.writable()) {
            byte[] file = library.get(sending);
            int length = (int) Math.min(Math.min(chunkBytes, credit), file.length - at);
            if (length == 0 || at + length > holdAt) {
                return;
            }
            byte[] piece = Arrays.copyOfRange(file, (int) at, (int) at + length);
            if (spoilt.contains(sending) && at == 0) {
                piece[0] ^= 1;
            }
            say(new MediaChunk(sending, at, file.length, Bytes.of(piece)));
            at += length;
            credit -= length;
            if (at == file.length) {
                sending = null;
            }
        }
    }

    /** How far the file on its way was sent. */
    long sent() {
        return sending == null ? 0 : at;
    }

    /** Takes up again what {@link #holdAt} held. */
    void release() {
        holdAt = Long.MAX_VALUE;
        pump();
    }

    @Override
    public void writabilityChanged(Connection of) {
        pump();
    }

    @Override
    public void closed(Connection gone, String reason) {
        world.trace("controller: connection " + gone.id() + " closed: " + reason);
        if (gone == connection) {
            connection = null;
            sending = null;
        }
    }

    boolean connected() {
        return connection != null;
    }

    /** Asks for a thing by name. */
    void command(String id, String name) {
        say(new Command(id, name, null));
    }

    void command(String id, CommandName name, @Nullable CoverRequest cover) {
        say(new Command(id, WireName.of(name), cover));
    }

    void askForLog(long id, int maxBytes) {
        say(new LogRequest(id, maxBytes));
    }

    void offer(TimelineOffer offer, @Nullable TimelineSwitch change) {
        state.add(offer);
        say(offer);
        if (change != null) {
            change(change);
        }
    }

    void change(TimelineSwitch change) {
        state.add(change);
        say(change);
    }

    static long seconds(long seconds) {
        return seconds * Frames.SECOND;
    }
}
