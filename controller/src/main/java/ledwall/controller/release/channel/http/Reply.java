package ledwall.controller.release.channel.http;

import java.nio.charset.StandardCharsets;
import ledwall.protocol.id.Bytes;

/** What came back, whole. */
public record Reply(int status, Bytes body) {
    private static final int SHOWN = 200;

    /** Its beginning, fit for one line of a log or a page. */
    public String shown() {
        return shown(new String(body.array(), 0, Math.min(body.length(), SHOWN), StandardCharsets.UTF_8));
    }

    /** The beginning of what somebody else says. */
    public static String shown(String words) {
        String text = words.substring(0, Math.min(words.length(), SHOWN));
        return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\ufffd]+", " ").strip();
    }

    public boolean good() {
        return status >= 200 && status < 300;
    }
}
