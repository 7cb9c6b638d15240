package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/**
 * Whether this wall is stopped: a state, not an event, said first after each welcome and at once when it changes. An agent applies it if its revision is newer,
 * and a resume only if it knows of every stop that was made at the wall.
 *
 * @param revision counts up over the whole fleet
 * @param wallStops how many stops made at the wall the controller knows of
 */
public record StopOrder(long revision, boolean stopped, StopPicture picture, long wallStops) implements ToAgent {
    public StopOrder {
        if (revision < 0 || wallStops < 0) {
            throw new IllegalArgumentException("revision " + revision + " and wallStops " + wallStops + " count from 0 on");
        }
    }

    @Override
    public void write(JsonWriter out) {
        out.field("revision", revision).field("stopped", stopped).field("picture", picture).field("wallStops", wallStops);
    }

    static StopOrder read(JsonObject in, Bytes attachment) {
        return new StopOrder(in.number("revision"), in.truth("stopped"), in.constant("picture", StopPicture.class), in.number("wallStops"));
    }
}
