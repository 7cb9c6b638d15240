package ledwall.agent.link;

import ledwall.protocol.message.AsRunAck;
import ledwall.protocol.message.Command;
import ledwall.protocol.message.LogRequest;
import ledwall.protocol.message.MediaChunk;
import ledwall.protocol.message.MediaUnavailable;
import ledwall.protocol.message.ReleaseOrder;
import ledwall.protocol.message.SnapshotRequest;
import ledwall.protocol.message.StopOrder;
import ledwall.protocol.message.TimeAnswer;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.message.TimelineSwitch;
import ledwall.protocol.message.Welcome;

/** What a proven controller says, one method a message. On the agent's loop; {@code nowNanos} is the monotonic instant at which the message was received. */
public interface Session {
    void welcomed(Welcome welcome, long nowNanos);

    /** The session is over; another may follow. */
    void lost(long nowNanos);

    void time(TimeAnswer answer, long nowNanos);

    void offer(TimelineOffer offer);

    void change(TimelineSwitch change);

    void chunk(MediaChunk chunk, long nowNanos);

    void unavailable(MediaUnavailable answer, long nowNanos);

    void acknowledged(AsRunAck ack);

    void snapshot(SnapshotRequest request);

    void command(Command command);

    void stop(StopOrder order);

    void releases(ReleaseOrder order);

    void log(LogRequest request);
}
