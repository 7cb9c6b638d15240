package ledwall.controller.release.channel;

import java.util.Map;
import java.util.Optional;

/** What one kind of channel takes and how it is called. Each adapter brings its own. Safe from any thread. */
public interface ChannelType {
    ChannelKind kind();

    /** What the other side allows; nothing is limited unless the adapter says so. */
    default Limits limits() {
        return Limits.NONE;
    }

    /** Reads everything that it takes, so that what is wrong or unknown is told at once. */
    void check(ChannelSettings settings);

    /** Names the account behind the settings; two channels of one kind must not share one, for each would count its calls alone. Empty where that does no harm. */
    default Optional<String> account(Channel channel) {
        return Optional.empty();
    }

    /**
     * Where the secrets themselves are sent, which is nowhere where they only sign. An edit that changes it must bring them anew: whoever may edit settings is not
     * thereby to have what is kept sent to an address of their own.
     */
    Optional<String> confidant(Channel channel);

    /** The channel ready to be called; makes no call itself. */
    OnlineChannel open(Channel channel, Map<String, String> secrets, Line line);
}
