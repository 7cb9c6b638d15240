package ledwall.controller.refusal;

import java.net.InetAddress;

/** What a peer's address says about who may sit behind it. */
public final class Addresses {
    private Addresses() {}

    /**
     * Whether this is an address of this computer itself. Everybody who comes through a proxy or a tunnel here has it, so that it stands for nobody in
     * particular.
     *
     * @param address a literal, with or without brackets; anything else is no loopback address
     */
    public static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
