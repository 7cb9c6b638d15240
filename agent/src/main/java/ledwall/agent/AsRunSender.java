package ledwall.agent;

import java.util.List;

import ledwall.agent.asrun.AsRunLog;
import ledwall.agent.link.Uplink;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.message.AsRunAck;
import ledwall.protocol.message.AsRunBatch;

/** Sends the as-run log until it is acknowledged: one batch under way at a time, and the same one again in a new session. On the agent's loop. */
final class AsRunSender {
    /** An acknowledgement follows a commit; after this long the batch is taken for lost. The controller stores each record once, however often it comes. */
    private static final long AGAIN_NANOS = 10_000_000_000L;

    private final AsRunLog log;
    private final Uplink uplink;
    /** The last record of the batch under way; 0 with none. An acknowledgement beyond it speaks of nothing that was sent. */
    private long sentUpTo;
    private long againAtNanos;

    AsRunSender(AsRunLog log, Uplink uplink) {
        this.log = log;
        this.uplink = uplink;
    }

    void welcomed() {
        sentUpTo = 0;
    }

    void acknowledged(AsRunAck ack) {
        if (ack.upTo() > sentUpTo) {
            return;
        }
        log.ack(ack.upTo());
        if (ack.upTo() == sentUpTo) {
            sentUpTo = 0;
        }
    }

    /** Acts on what is due; returns when to be called next. */
    long step(long now) {
        if (!uplink.open()) {
            return Long.MAX_VALUE;
        }
        if (sentUpTo == 0 || now >= againAtNanos) {
            List<AsRunRecord> records = uplink.writable() ? log.pending(AsRunBatch.MAX_RECORDS) : List.of();
            if (records.isEmpty()) {
                return Long.MAX_VALUE;
            }
            uplink.send(new AsRunBatch(records));
            sentUpTo = records.getLast().sequence();
            againAtNanos = now + AGAIN_NANOS;
        }
        return againAtNanos;
    }
}
