package ledwall.controller.health;

import java.time.Instant;
import java.util.List;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.Upkeep;
import org.jspecify.annotations.Nullable;

/**
 * One screen as the board shows it. What comes from the agent is null until its first heartbeat, and stays at the last word of a screen that went offline.
 *
 * @param clock null before the first heartbeat
 * @param desired the newest timeline that the screen should keep, on air already or to come; null while there is none
 * @param inSync the timeline on air is the one due, the clock is locked, and the player was within {@link Board#IN_SYNC_NANOS} for the last 5 s
 * @param next what follows the cue on air; null where nothing does
 * @param condition what a technician asks beside that
 * @param stop null where it is not to be stopped
 * @param quietUntil when the quiet hours end that it has now; null where it has none
 * @param cueEndsAt when the cue on air ends; null where nothing is planned now
 */
public record ScreenStatus(Screen screen, boolean online, @Nullable Instant lastHeartbeatAt, @Nullable String agentVersion, @Nullable ClockReport clock,
                           @Nullable TimelineName desired, @Nullable Report reported, boolean inSync, List<BoardProblem> problems, @Nullable NextItem next,
                           @Nullable Instant cueEndsAt, Condition condition, @Nullable ScreenStop stop,
                           @Nullable Instant quietUntil) {
    public ScreenStatus {
        problems = List.copyOf(problems);
    }

    /** The timeline clock against the screen PC's wall clock, and how far the agent may be wrong about it. */
    public record ClockReport(long offsetNanos, long boundNanos, boolean locked) {}

    /** A timeline by number and content. */
    public record TimelineName(long version, TimelineHash hash) {}

    /**
     * What the agent last said.
     *
     * @param timeline the newest that it keeps; null where it holds none
     * @param onAir the one that its glass follows now
     * @param readyUntil everything up to here is verified on its disk
     */
    public record Report(@Nullable TimelineName timeline, @Nullable TimelineName onAir, Instant readyUntil,
                         PlayState state, @Nullable ItemId item, String itemName, long positionNanos,
                         long driftNanos, long droppedFrames, long freeDiskBytes) {}

    /**
     * How the screen is.
     *
     * @param since when it came online or went offline; null where it was never seen
     * @param offline null while it is online
     * @param agentAddress of its last session
     * @param roundTripNanos null before the first heartbeat
     * @param upkeep null before the first heartbeat, and from an older agent
     */
    public record Condition(@Nullable Instant since, @Nullable Offline offline, Impact impact, @Nullable String agentAddress, @Nullable Long roundTripNanos,
                            @Nullable Upkeep upkeep) {}

    /** What comes on next, and when. */
    public record NextItem(ItemId item, String itemName, Instant at) {}
}
