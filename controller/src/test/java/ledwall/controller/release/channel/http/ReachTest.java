package ledwall.controller.release.channel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may make a channel, or answers for a partner's name, does not thereby reach into the house. */
class ReachTest {
    @ParameterizedTest
    @CsvSource({
        // As it stands in the setting, what the name service says, whether it may be called with TLS, and without.
        "partner.example, 93.184.216.34, true, false", "localhost, 127.0.0.1, true, true", "127.0.0.1, 127.0.0.1, true, true", "127.8.8.8, 127.8.8.8, true, true",
        "[::1], ::1, true, true",
        // A name that somebody points at this machine, whenever they like.
        "partner.example, 127.0.0.1, false, false", "partner.example, ::1, false, false", "2130706433, 127.0.0.1, false, false",
        "localhost.partner.example, 127.0.0.1, false, false",
        "127.0.0.1.partner.example, 127.0.0.1, false, false", "partner.example, ::ffff:127.0.0.1, false, false",
        "partner.example, 10.1.2.3, false, false", "partner.example, 192.168.1.1, false, false", "partner.example, 169.254.169.254, false, false",
        "partner.example, 0.0.0.0, false, false", "partner.example, ::, false, false"})
    void thisMachineIsReachedByItsOwnNameAlone(String host, String address, boolean withTls, boolean without) throws UnknownHostException {
        InetAddress found = InetAddress.getByAddress("any", InetAddress.getByName(address).getAddress());

        assertEquals(withTls, Reach.allows(host, true, found));
        assertEquals(without, Reach.allows(host, false, found));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "127.0.0.1", "0.0.0.0", "100.64.0.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "198.18.0.1", "::", "::1", "fe80::1", "fec0::1", "fc00::1", "fdff::1", "ff02::1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "::10.0.0.1",
        "2002:0a00:0001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "::ffff:10.0.0.1"})
    void whatIsNotOfTheOpenInternetIsNotPublic(String address) throws UnknownHostException {
        assertEquals(false, Reach.isPublic(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "198.20.0.1", "2606:4700::1111", "240e::1", "2408::1", "2001:db9::1"})
    void whatIsOfItIs(String address) throws UnknownHostException {
        assertEquals(true, Reach.isPublic(InetAddress.getByName(address)));
    }
}
