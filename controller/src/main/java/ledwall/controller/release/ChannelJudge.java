package ledwall.controller.release;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a channel could go now. Pure. */
final class ChannelJudge {
    private ChannelJudge() {}

    /**
     * @param health what it answered when it was asked; null where it was not
     * @param deciding whether only a fresh answer counts
     */
    static Standing standing(Outlet outlet, Running.@Nullable Heard health, boolean deciding, Instant now) {
        Cause known = outlet.cause();
        if (outlet.state() != OutletState.READY) {
            Cause cause = Objects.requireNonNullElseGet(known, () -> new Cause(Codes.CHANNEL_PREPARING, "Nothing was prepared yet."));
            return Standing.lacking(outlet, cause, 0, null);
        }
        Instant at = health == null ? null : health.at();
        if (deciding && (at == null || at.plus(WallJudge.FRESH).isBefore(now))) {
            return Standing.lacking(outlet, new Cause(Codes.CHANNEL_SILENT, "It was asked whether all is well, and has not answered in time."), Standing.ALL, null);
        }
        return health == null || at == null || health.health().well() ? Standing.ready(outlet)
            : Standing.lacking(outlet, new Cause(Codes.CHANNEL_ILL, health.health().words()), Standing.ALL, null);
    }
}
