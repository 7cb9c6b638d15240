package ledwall.protocol.message;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The one list of messages: wire number, type, phase. Numbers never change and are never used again; a test holds this table, the sealed types and PROTOCOL.md
 * together.
 */
public final class MessageTable {
    /**
     * One line of the table.
     *
     * @param attached whether raw bytes follow the fields
     */
    public record Entry<M extends Message>(int number, Class<M> type, Phase phase, boolean attached, BiFunction<JsonObject, Bytes, M> read) {
        /** A {@link Goodbye} may come in any phase, everything else in its own. */
        boolean allowedIn(Phase now) {
            return type == Goodbye.class || phase == now;
        }
    }

    private static final Map<Integer, Entry<?>> BY_NUMBER = new LinkedHashMap<>();
    private static final Map<Class<?>, Entry<?>> BY_TYPE = new LinkedHashMap<>();

    static {
        add(1, Hello.class, Phase.GREETING, Hello::read);
        add(2, Challenge.class, Phase.GREETING, Challenge::read);
        add(3, Proof.class, Phase.GREETING, Proof::read);
        add(4, Welcome.class, Phase.GREETING, Welcome::read);
        add(5, Enrol.class, Phase.GREETING, Enrol::read);
        add(6, Enrolled.class, Phase.GREETING, Enrolled::read);
        add(7, Goodbye.class, Phase.GREETING, Goodbye::read);
        add(16, TimeRequest.class, Phase.WELCOMED, TimeRequest::read);
        add(17, TimeAnswer.class, Phase.WELCOMED, TimeAnswer::read);
        add(18, Heartbeat.class, Phase.WELCOMED, Heartbeat::read);
        addAttached(32, TimelineOffer.class, TimelineOffer::read);
        add(33, TimelineReady.class, Phase.WELCOMED, TimelineReady::read);
        add(34, TimelineRefused.class, Phase.WELCOMED, TimelineRefused::read);
        add(35, TimelineSwitch.class, Phase.WELCOMED, TimelineSwitch::read);
        add(48, MediaWanted.class, Phase.WELCOMED, MediaWanted::read);
        add(49, MediaCredit.class, Phase.WELCOMED, MediaCredit::read);
        addAttached(50, MediaChunk.class, MediaChunk::read);
        add(51, MediaUnavailable.class, Phase.WELCOMED, MediaUnavailable::read);
        add(52, MediaDone.class, Phase.WELCOMED, MediaDone::read);
        add(64, AsRunBatch.class, Phase.WELCOMED, AsRunBatch::read);
        add(65, AsRunAck.class, Phase.WELCOMED, AsRunAck::read);
        add(80, SnapshotRequest.class, Phase.WELCOMED, SnapshotRequest::read);
        addAttached(81, Snapshot.class, Snapshot::read);
        add(82, SnapshotFailed.class, Phase.WELCOMED, SnapshotFailed::read);
        add(96, Command.class, Phase.WELCOMED, Command::read);
        add(97, CommandDone.class, Phase.WELCOMED, CommandDone::read);
        add(98, LogRequest.class, Phase.WELCOMED, LogRequest::read);
        addAttached(99, LogPiece.class, LogPiece::read);
        add(100, LogFailed.class, Phase.WELCOMED, LogFailed::read);
        add(112, StopOrder.class, Phase.WELCOMED, StopOrder::read);
        add(113, StopState.class, Phase.WELCOMED, StopState::read);
        add(114, ReleaseOrder.class, Phase.WELCOMED, ReleaseOrder::read);
        add(115, ReleaseKept.class, Phase.WELCOMED, ReleaseKept::read);
    }

    private MessageTable() {}

    private static <M extends Message> void add(int number, Class<M> type, Phase phase, BiFunction<JsonObject, Bytes, M> read) {
        put(new Entry<>(number, type, phase, false, read));
    }

    private static <M extends Message> void addAttached(int number, Class<M> type, BiFunction<JsonObject, Bytes, M> read) {
        put(new Entry<>(number, type, Phase.WELCOMED, true, read));
    }

    private static void put(Entry<?> entry) {
        if (BY_NUMBER.putIfAbsent(entry.number(), entry) != null || BY_TYPE.putIfAbsent(entry.type(), entry) != null) {
            throw new IllegalStateException("message number " + entry.number() + " or " + entry.type() + " stands twice in the table");
        }
    }

    public static Collection<Entry<?>> entries() {
        return BY_NUMBER.values();
    }

    /** Null where no message has this number. */
    public static @Nullable Entry<?> byNumber(int number) {
        return BY_NUMBER.get(number);
    }

    public static Entry<?> of(Message message) {
        Entry<?> entry = BY_TYPE.get(message.getClass());
        if (entry == null) {
            throw new IllegalStateException(message.getClass() + " does not stand in the table");
        }
        return entry;
    }
}
