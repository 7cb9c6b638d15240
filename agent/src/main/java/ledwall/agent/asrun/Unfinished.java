package ledwall.agent.asrun;

import ledwall.protocol.asrun.AsRunRecord;
import org.jspecify.annotations.Nullable;

/** A showing without an END: {@code start} is null where it was not seen to come on. */
public record Unfinished(AsRunRecord intent, @Nullable AsRunRecord start) {}
