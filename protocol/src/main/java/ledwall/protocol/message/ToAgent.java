package ledwall.protocol.message;

/** What a controller says. */
public sealed interface ToAgent extends Message
        permits Challenge, Welcome, Enrolled, TimeAnswer, TimelineOffer, TimelineSwitch, MediaChunk, MediaUnavailable, AsRunAck, SnapshotRequest, Command,
                LogRequest, StopOrder, ReleaseOrder, Goodbye {}
