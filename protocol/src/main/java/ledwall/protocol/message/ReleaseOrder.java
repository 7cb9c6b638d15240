package ledwall.protocol.message;

import java.util.List;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.timeline.Verdict;

/**
 * What was decided of releases that this wall has: a state, not an event, said after each welcome before any timeline, and at once when it changes.
 *
 * @param whole whether it is all that counts for this wall; otherwise other releases are as they were
 */
public record ReleaseOrder(List<Order> orders, boolean whole) implements ToAgent {
    /** More are refused: thirty a day for half a year. */
    public static final int MAX_ORDERS = 5_000;

    /** The verdict on one release; the revision is the one that may be shown, or the newest of one that was withdrawn. */
    public record Order(ReleaseRef ref, Verdict verdict) {
        static void write(JsonWriter out, Order order) {
            out.field("release", order.ref().release()).field("revision", order.ref().revision()).field("verdict", order.verdict());
        }

        static Order read(JsonObject in) {
            return new Order(new ReleaseRef(in.id("release", ReleaseId::new), in.number("revision")), in.constant("verdict", Verdict.class));
        }
    }

    public ReleaseOrder {
        orders = List.copyOf(orders);
        if (orders.size() > MAX_ORDERS) {
            throw new IllegalArgumentException(orders.size() + " orders are more than " + MAX_ORDERS);
        }
    }

    @Override
    public void write(JsonWriter out) {
        out.objects("orders", orders, Order::write).field("whole", whole);
    }

    static ReleaseOrder read(JsonObject in, Bytes attachment) {
        return new ReleaseOrder(in.objects("orders", Order::read), in.truth("whole"));
    }
}
