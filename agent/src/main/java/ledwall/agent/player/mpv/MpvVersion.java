package ledwall.agent.player.mpv;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What differs between versions of mpv that are in use. */
final class MpvVersion {
    private static final Pattern NUMBER = Pattern.compile("mpv v?(\\d+)\\.(\\d+).*");
    private static final int INDEXED_SINCE = 38;

    private MpvVersion() {}

    /** Whether {@code loadfile} takes an index before its options, as from 0.38 on. A version that cannot be read is taken for Debian's 0.35. */
    static boolean indexedLoadfile(@Nullable Object version) {
        if (!(version instanceof String text)) {
            return false;
        }
        Matcher number = NUMBER.matcher(text);
        return number.matches() && (Integer.parseInt(number.group(1)) > 0 || Integer.parseInt(number.group(2)) >= INDEXED_SINCE);
    }
}
