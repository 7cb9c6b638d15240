package ledwall.controller.release.channel.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelSettings;
import ledwall.controller.release.channel.NoAnswer;

/**
 * Which addresses a channel may call. Whoever may make a channel must not thereby reach into the house's own network: https to the open internet, or this machine by
 * its own name for a program beside the controller; anything else has to be allowed in the channel's settings. Judged by the address that is then called, so that a
 * name cannot point elsewhere in between.
 */
public enum Reach {
    /** https to public addresses, http and https to loopback. */
    OPEN_NETWORK,
    /** Also plain http, and addresses of networks of one's own. */
    ANYWHERE;

    private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /** The setting by which a channel is allowed more. */
    public static final String SETTING = "anywhere";

    public static Reach of(Channel channel) {
        return "yes".equals(channel.setting(SETTING)) ? ANYWHERE : OPEN_NETWORK;
    }

    /** Reads the setting, and an address setting that must be fit for either. */
    public static void check(ChannelSettings settings, String url) {
        settings.oneOf(SETTING, "yes", "no");
        settings.url(url);
    }

    /**
     * The address to call.
     *
     * @throws NoAnswer.Unsent if it is not known, or not to be called
     */
    InetAddress resolve(URI uri) throws NoAnswer.Unsent {
        InetAddress[] found;
        try {
            found = InetAddress.getAllByName(uri.getHost());
        } catch (UnknownHostException e) {
            throw new NoAnswer.Unsent("The name " + uri.getHost() + " is not known. Check the address, and this machine's name service.");
        }
        if (this == ANYWHERE) {
            return found[0];
        }
        boolean tls = "https".equals(uri.getScheme());
        return Arrays.stream(found).filter(address -> allows(uri.getHost(), tls, address)).findFirst()
            .orElseThrow(() -> new NoAnswer.Unsent(tls ? uri.getHost() + " lies in a network of one's own; the channel's setting " + SETTING + "=yes allows that."
                : uri.getHost() + " would be called without TLS; use https, or allow it by the channel's setting " + SETTING + "=yes."));
    }

    /**
     * This machine only where an administrator wrote it: a name belongs to whoever answers for it, and could be pointed at what listens here, such as the operators'
     * own page or a database.
     */
    static boolean allows(String host, boolean tls, InetAddress address) {
        return address.isLoopbackAddress() ? THIS_MACHINE.matcher(host).matches() : tls && isPublic(address);
    }

    /** Neither of this link, nor of a private network, nor shared by a carrier, nor a group. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean own = address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()
            || address.isMulticastAddress();
        if (own) {
            return false;
        }
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (bytes.length == 4) {
            return first != 0 && first < 224 && !(first == 100 && second >= 64 && second < 128) && !(first == 198 && (second == 18 || second == 19));
        }
        // Unique local fc00::/7; all that holds an IPv4 address, which may be any: ::/8 (64:ff9b:: is there), 2002::/16, and 2001::/32.
        boolean teredo = first == 0x20 && second == 1 && bytes[2] == 0 && bytes[3] == 0;
        return (first & 0xfe) != 0xfc && first != 0 && !(first == 0x20 && second == 2) && !teredo;
    }
}
