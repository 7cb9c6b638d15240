package ledwall.controller.web;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import ledwall.protocol.runtime.Clock;

/**
 * How much each address may ask: a bucket of tokens that fills again at an even rate. Of so many addresses at most: the one unseen for longest is forgotten, whose
 * bucket has most likely filled up since. Safe from any thread.
 */
final class AddressBuckets {
    private static final double SECOND = 1e9;
    /** An IPv6 subscriber has a whole /64. */
    private static final int NETWORK_BYTES = 8;

    private final Clock clock;
    private final double perSecond;
    private final double most;
    private final Map<String, Bucket> buckets;

    private static final class Bucket {
        double tokens;
        long atNanos;

        Bucket(double tokens, long atNanos) {
            this.tokens = tokens;
            this.atNanos = atNanos;
        }
    }

    AddressBuckets(Clock clock, double perSecond, int most, int addresses) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.most = most;
        buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > addresses;
            }
        };
    }

    /** Takes a token if there is one. */
    synchronized boolean take(String address) {
        long now = clock.nanos();
        Bucket bucket = buckets.computeIfAbsent(network(address), fresh -> new Bucket(most, now));
        bucket.tokens = Math.min(most, bucket.tokens + (now - bucket.atNanos) / SECOND * perSecond);
        bucket.atNanos = now;
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens--;
        return true;
    }

    synchronized int remembered() {
        return buckets.size();
    }

    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            if (bytes.length > 4) {
                var out = new StringBuilder();
                for (int i = 0; i < NETWORK_BYTES; i++) {
                    out.append(Integer.toHexString(bytes[i] & 0xff)).append(':');
                }
                return out.toString();
            }
        } catch (IllegalArgumentException e) {
            // Not an address: a bucket of its own all the same.
        }
        return address;
    }
}
