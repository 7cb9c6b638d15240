package ledwall.sim;

import java.net.SocketAddress;

/** A machine's name and a port. */
final class SimAddress extends SocketAddress {
    private static final long serialVersionUID = 1;

    private final String host;
    private final int port;

    SimAddress(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
