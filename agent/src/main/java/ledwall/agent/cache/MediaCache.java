package ledwall.agent.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import ledwall.protocol.id.MediaHash;

/** The verified files on this agent's disk. On the agent's loop. */
public final class MediaCache {
    private final List<Consumer<MediaHash>> listeners = new ArrayList<>();

    /** The absolute path of a file whose SHA-256 was seen to be its name; empty where it is not (or no longer) here. */
    public Optional<String> verified(MediaHash hash) {
        return Optional.empty();
    }

    /** Told on the loop each time a file became verified or ceased to be. */
    public void onChange(Consumer<MediaHash> listener) {
        listeners.add(listener);
    }
}
