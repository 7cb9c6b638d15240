package ledwall.protocol.runtime;

import java.io.IOException;

/** Accepts connections. */
public interface Listener {
    /**
     * Listens until the returned handle is closed. {@code handler} serves all accepted connections, on {@code loop}.
     *
     * @throws IOException if the address cannot be bound
     */
    Bound listen(String host, int port, Loop loop, Connection.Handler handler) throws IOException;

    /** A listening socket. */
    interface Bound extends AutoCloseable {
        /** The port in use, also where 0 was asked for. */
        int port();

        /** Stops accepting; open connections stay. */
        @Override
        void close();
    }
}
