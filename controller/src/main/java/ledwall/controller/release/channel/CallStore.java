package ledwall.controller.release.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import ledwall.protocol.id.ChannelId;

/** Calls of channels: how many a day, and how long they took. Blocking. */
public interface CallStore {
    /** So many calls of each channel are kept; the oldest go. */
    int KEPT = 200;

    /** A call that was made. {@code answered} tells whether its time says anything about the other side. */
    record Made(Instant at, String api, boolean publishes, Duration took, boolean answered) {}

    /** Counts one call, unless {@code most} were counted for that day. Committed when it returns: a crash never forgets a call that left. */
    boolean take(ChannelId channel, String api, long day, int most);

    int used(ChannelId channel, String api, long day);

    void called(ChannelId channel, Made call);

    /** The newest answered calls, newest first. */
    List<Duration> took(ChannelId channel, boolean publishes, int most);
}
