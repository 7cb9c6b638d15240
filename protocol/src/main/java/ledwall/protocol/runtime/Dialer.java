package ledwall.protocol.runtime;

import java.time.Duration;

/** Opens connections. */
public interface Dialer {
    /** Dials {@code host:port}; {@code handler.opened} or {@code failed} follows once, on {@code loop}. */
    void dial(String host, int port, Duration timeout, Loop loop, Connection.Handler handler, Failed failed);

    /** Told that a dial came to nothing. */
    interface Failed {
        void failed(String reason);
    }
}
