package ledwall.protocol.message;

import java.util.List;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.timeline.Verdict;

/** What this wall holds of the releases that an order named, once the glass was told and the disk was asked to keep it: the answer to each {@link ReleaseOrder}. */
public record ReleaseKept(List<Kept> kept) implements ToController {
    /**
     * @param heardNanos when the verdict was heard first, on the timeline clock as the agent knows it
     * @param forced whether the disk has it; false where it refuses: the glass obeys, but a restart would not know
     */
    public record Kept(ReleaseRef ref, Verdict verdict, long heardNanos, boolean forced) {
        static void write(JsonWriter out, Kept kept) {
            out.field("release", kept.ref().release()).field("revision", kept.ref().revision()).field("verdict", kept.verdict())
                    .field("heardNanos", kept.heardNanos()).field("forced", kept.forced());
        }

        static Kept read(JsonObject in) {
            return new Kept(new ReleaseRef(in.id("release", ReleaseId::new), in.number("revision")), in.constant("verdict", Verdict.class),
                    in.number("heardNanos"), in.truth("forced"));
        }
    }

    public ReleaseKept {
        kept = List.copyOf(kept);
        if (kept.size() > ReleaseOrder.MAX_ORDERS) {
            throw new IllegalArgumentException(kept.size() + " releases kept are more than " + ReleaseOrder.MAX_ORDERS);
        }
    }

    @Override
    public void write(JsonWriter out) {
        out.objects("kept", kept, Kept::write);
    }

    static ReleaseKept read(JsonObject in, Bytes attachment) {
        return new ReleaseKept(in.objects("kept", Kept::read));
    }
}
