package ledwall.agent.player.mpv;

import org.jspecify.annotations.Nullable;

/** One line that mpv sent (mpv manual, "JSON IPC" and "List of events"). What the player does not use is {@link Other}. */
sealed interface MpvMessage {
    /** The answer to the request of this id; {@code data} is a Long, Double, Boolean, String or null. {@code loadfile} answers with its playlist entry's id. */
    record Reply(long requestId, boolean success, String error, @Nullable Object data) implements MpvMessage {}

    /** An observed property's new value; null where it has none now. */
    record Changed(String property, @Nullable Object data) implements MpvMessage {}

    /** mpv begins to open the playlist entry. */
    record StartFile(long entry) implements MpvMessage {}

    /** The entry is over: {@code reason} is eof, stop (replaced), quit, error or redirect. */
    record EndFile(long entry, String reason, String error) implements MpvMessage {}

    /** A seek begins. */
    record Seek() implements MpvMessage {}

    /** The first picture after a start or a seek is ready. */
    record PlaybackRestart() implements MpvMessage {}

    /** mpv's own log, asked for from errors up. */
    record LogLine(String text) implements MpvMessage {}

    /** Anything else, also what is not understood. */
    record Other(String what) implements MpvMessage {}
}
