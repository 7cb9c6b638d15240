package ledwall.protocol.message;

import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/**
 * How far a wall is with a release that its newest timeline holds.
 *
 * @param haveBytes of the files that its blocks name: all of them that are verified, and what came of the others. It equals {@code needBytes} only once all are
 *        verified
 * @param due whether the timeline that will have taken over by its begin holds it: not before its switch is known, and it is ready
 */
public record ReleaseProgress(ReleaseRef ref, long haveBytes, long needBytes, boolean due) {
    public ReleaseProgress {
        if (haveBytes < 0 || haveBytes > needBytes) {
            throw new IllegalArgumentException(haveBytes + " of " + needBytes + " bytes of release " + ref);
        }
    }

    public boolean complete() {
        return haveBytes == needBytes;
    }

    static void write(JsonWriter out, ReleaseProgress progress) {
        out.field("release", progress.ref().release()).field("revision", progress.ref().revision()).field("haveBytes", progress.haveBytes())
                .field("needBytes", progress.needBytes()).field("due", progress.due());
    }

    static ReleaseProgress read(JsonObject in) {
        return new ReleaseProgress(new ReleaseRef(in.id("release", ReleaseId::new), in.number("revision")), in.number("haveBytes"), in.number("needBytes"),
                in.truth("due"));
    }
}
