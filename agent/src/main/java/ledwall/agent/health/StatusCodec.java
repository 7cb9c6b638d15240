package ledwall.agent.health;

import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.timeline.Instants;

/** {@code status.json}, in the words of the HTTP API: milliseconds, RFC 3339, camelCase. */
final class StatusCodec {
    private static final long MILLI = 1_000_000L;

    private StatusCodec() {}

    static byte[] encode(Status status) {
        Heartbeat beat = status.heartbeat();
        return JsonWriter.object(out -> out
                .field("agentVersion", status.agentVersion())
                .field("writtenAt", status.writtenAt())
                .field("bootId", status.bootId())
                .object("link", status.link(), (o, link) -> o
                        .field("screen", link.screen())
                        .field("screenName", link.screenName())
                        .field("controller", link.controller())
                        .field("phase", link.phase())
                        .field("why", link.why()))
                .field("state", beat.state())
                .field("itemId", beat.item())
                .field("itemName", beat.itemName())
                .field("positionMillis", beat.positionNanos() / MILLI)
                .field("driftMillis", beat.driftNanos() / (double) MILLI)
                .field("droppedFrames", beat.droppedFrames())
                .field("timelineVersion", beat.version())
                .field("timelineHash", beat.hash())
                .field("readyUntil", beat.readyUntilNanos() == 0 ? null : Instants.instant(beat.readyUntilNanos()))
                .object("clock", beat, (o, b) -> o
                        .field("locked", b.clockLocked())
                        .field("offsetMillis", b.clockOffsetNanos() / (double) MILLI)
                        .field("boundMillis", b.clockBoundNanos() / (double) MILLI)
                        .field("roundTripMillis", b.roundTripNanos() / (double) MILLI))
                .field("freeDiskBytes", beat.freeDiskBytes())
                .objects("problems", beat.problems(), (o, problem) -> o
                        .field("code", problem.code())
                        .field("since", Instants.instant(problem.sinceNanos()))
                        .field("detail", problem.detail())));
    }
}
