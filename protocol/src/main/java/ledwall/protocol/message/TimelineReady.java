package ledwall.protocol.message;

import ledwall.protocol.id.TimelineHash;

/**
 * How far the agent is with a timeline: everything up to {@code readyUntilNanos} is verified on its disk. Sent once the timeline is kept and at each change.
 *
 * @param missingMedia how many files still lack
 * @param missingBytes how many bytes of them still lack
 */
public record TimelineReady(long version, TimelineHash hash, long readyUntilNanos, int missingMedia, long missingBytes) implements ToController {}
