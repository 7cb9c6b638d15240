package ledwall.protocol.message;

/** What an agent says. */
public sealed interface ToController extends Message
        permits Hello, Proof, Enrol, TimeRequest, TimelineReady, TimelineRefused, MediaWanted, MediaCredit, MediaDone, Heartbeat, AsRunBatch, Snapshot,
                SnapshotFailed, CommandDone, LogPiece, LogFailed, StopState, ReleaseKept, Goodbye {}
