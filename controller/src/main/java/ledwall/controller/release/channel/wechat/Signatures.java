package ledwall.controller.release.channel.wechat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ledwall.protocol.id.Bytes;
import org.jspecify.annotations.Nullable;

/** How WeChat signs: the SHA-1 of all parts, sorted and joined; one of them is the token that both sides know. */
final class Signatures {
    private Signatures() {}

    static String of(String... parts) {
        String sorted = Stream.of(parts).sorted().collect(Collectors.joining());
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(sorted.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    static boolean same(String right, @Nullable String given) {
        return given != null && bytes(right).equalsSecret(bytes(given));
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
