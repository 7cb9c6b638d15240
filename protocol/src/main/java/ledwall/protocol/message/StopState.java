package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/**
 * What the agent's latch says, once the glass has been told and the disk was asked to keep it: the answer to each {@link StopOrder}, and sent when somebody stops the
 * wall at the wall.
 *
 * @param wallStops how many stops were made at the wall
 * @param kept whether the disk has forced it; false where it refuses: the glass obeys, but a restart would not know
 * @param atNanos since when, on the timeline clock as the agent knows it
 * @param reason what was given at the wall; empty otherwise
 */
public record StopState(long revision, boolean stopped, StopPicture picture, long wallStops, boolean kept, long atNanos, String reason)
        implements ToController {
    public static final int MAX_REASON = 200;

    public StopState {
        if (revision < 0 || wallStops < 0) {
            throw new IllegalArgumentException("revision " + revision + " and wallStops " + wallStops + " count from 0 on");
        }
        if (reason.length() > MAX_REASON) {
            throw new IllegalArgumentException("a reason of " + reason.length() + " characters is longer than " + MAX_REASON);
        }
    }

    @Override
    public void write(JsonWriter out) {
        out.field("revision", revision).field("stopped", stopped).field("picture", picture).field("wallStops", wallStops).field("kept", kept)
                .field("atNanos", atNanos).field("reason", reason);
    }

    static StopState read(JsonObject in, Bytes attachment) {
        return new StopState(in.number("revision"), in.truth("stopped"), in.constant("picture", StopPicture.class), in.number("wallStops"),
                in.truth("kept"), in.number("atNanos"), in.text("reason"));
    }
}
