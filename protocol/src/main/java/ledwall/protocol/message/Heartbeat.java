package ledwall.protocol.message;

import java.util.List;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The agent lives, and this is on its glass.
 *
 * @param atNanos when it was written, on the timeline clock as the agent knows it
 * @param version the timeline in force, 0 with none; {@code hash} is then null
 * @param readyUntilNanos see {@link TimelineReady}, for the newest timeline that the agent keeps
 * @param positionNanos how far into the cue the glass is
 * @param driftNanos the player against the timeline, + = late; over the last 5 s the value furthest from 0
 * @param clockOffsetNanos timeline clock minus the agent's wall clock
 * @param clockBoundNanos how far the agent's idea of the timeline clock may be wrong
 * @param roundTripNanos the least round trip of late
 * @param upkeep null from an older agent
 * @param releases of the newest timeline that the agent keeps: those that are not over, the nearest first
 */
public record Heartbeat(long sequence, long atNanos, PlayState state, long version, @Nullable TimelineHash hash, long readyUntilNanos, @Nullable ItemId item,
                        String itemName, long positionNanos, long driftNanos, long droppedFrames, long freeDiskBytes, long clockOffsetNanos,
                        long clockBoundNanos, boolean clockLocked, long roundTripNanos, List<Problem> problems,
                        @Nullable Upkeep upkeep, List<ReleaseProgress> releases) implements ToController {
    public static final int MAX_PROBLEMS = 50;
    public static final int MAX_RELEASES = 16;

    public Heartbeat {
        problems = List.copyOf(problems);
        releases = List.copyOf(releases);
        if (problems.size() > MAX_PROBLEMS) {
            throw new IllegalArgumentException(problems.size() + " problems in one heartbeat are more than " + MAX_PROBLEMS);
        }
        if (releases.size() > MAX_RELEASES) {
            throw new IllegalArgumentException(releases.size() + " releases in one heartbeat are more than " + MAX_RELEASES);
        }
    }

    /** Of a wall whose timeline holds no release. */
    public Heartbeat(long sequence, long atNanos, PlayState state, long version, @Nullable TimelineHash hash, long readyUntilNanos, @Nullable ItemId item,
                     String itemName, long positionNanos, long driftNanos, long droppedFrames, long freeDiskBytes, long clockOffsetNanos,
                     long clockBoundNanos, boolean clockLocked, long roundTripNanos, List<Problem> problems, @Nullable Upkeep upkeep) {
        this(sequence, atNanos, state, version, hash, readyUntilNanos, item, itemName, positionNanos, driftNanos, droppedFrames, freeDiskBytes,
                clockOffsetNanos, clockBoundNanos, clockLocked, roundTripNanos, problems, upkeep, List.of());
    }

    /** As an agent says it that knows nothing of {@link Upkeep}. */
    public Heartbeat(long sequence, long atNanos, PlayState state, long version, @Nullable TimelineHash hash, long readyUntilNanos, @Nullable ItemId item,
                     String itemName, long positionNanos, long driftNanos, long droppedFrames, long freeDiskBytes, long clockOffsetNanos,
                     long clockBoundNanos, boolean clockLocked, long roundTripNanos, List<Problem> problems) {
        this(sequence, atNanos, state, version, hash, readyUntilNanos, item, itemName, positionNanos, driftNanos, droppedFrames, freeDiskBytes,
                clockOffsetNanos, clockBoundNanos, clockLocked, roundTripNanos, problems, null);
    }

    @Override
    public void write(JsonWriter out) {
        out.field("sequence", sequence).field("atNanos", atNanos).field("state", state).field("version", version).field("hash", hash)
                .field("readyUntilNanos", readyUntilNanos).field("item", item).field("itemName", itemName).field("positionNanos", positionNanos)
                .field("driftNanos", driftNanos).field("droppedFrames", droppedFrames).field("freeDiskBytes", freeDiskBytes)
                .field("clockOffsetNanos", clockOffsetNanos).field("clockBoundNanos", clockBoundNanos).field("clockLocked", clockLocked)
                .field("roundTripNanos", roundTripNanos).objects("problems", problems, Problem::write).object("upkeep", upkeep, Upkeep::write);
        if (!releases.isEmpty()) {
            out.objects("releases", releases, ReleaseProgress::write);
        }
    }

    static Heartbeat read(JsonObject in, Bytes attachment) {
        JsonObject upkeep = in.objectOrNull("upkeep");
        return new Heartbeat(in.number("sequence"), in.number("atNanos"), in.constant("state", PlayState.class), in.number("version"),
                in.idOrNull("hash", TimelineHash::new), in.number("readyUntilNanos"), in.idOrNull("item", ItemId::new), in.text("itemName"),
                in.number("positionNanos"), in.number("driftNanos"), in.number("droppedFrames"), in.number("freeDiskBytes"),
                in.number("clockOffsetNanos"), in.number("clockBoundNanos"), in.truth("clockLocked"), in.number("roundTripNanos"),
                in.objects("problems", Problem::read), upkeep == null ? null : Upkeep.read(upkeep),
                in.has("releases") ? in.objects("releases", ReleaseProgress::read) : List.of());
    }
}
