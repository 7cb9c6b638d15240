package ledwall.agent.setup;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that can be set on an agent; {@link Setting} says how.
 *
 * @param controller {@code null} where the enrolment's controller serves
 * @param output empty for the whole display
 */
public record Settings(@Nullable Address controller, Path data, PlayerKind player, String display, String output, String videoOutput, int decoderThreads,
                       Duration displayDelay) {
    /** A controller's address. */
    public record Address(String host, int port) {
        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** What paints. */
    public enum PlayerKind { MPV, BLANK }
}
