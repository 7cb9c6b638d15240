package ledwall.agent.player.mpv;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import ledwall.agent.player.PlayList;

/**
 * mpv's edit decision list: many pieces of files played as one file, gapless, with one continuous position (mpv, DOCS/edl-mpv.rst). mpv's own playlist leaves the last
 * frame of each item standing for 66 to 152 ms, differently on each screen.
 */
final class Edl {
    /** Chapters would be made at every entry, and cost time with thousands of them. */
    private static final String HEAD = "edl://!no_chapters;";

    private Edl() {}

    static String of(PlayList list) {
        var out = new StringBuilder(HEAD);
        String separator = "";
        for (PlayList.Entry entry : list.entries()) {
            // Nine digits: entries of 1/30 s must not add up to a visible error over two hours.
            double seconds = (double) entry.frames() / entry.frameRate();
            out.append(separator).append(quoted(entry.path())).append(String.format(Locale.ROOT, ",0,%.9f", seconds));
            separator = ";";
        }
        return out.toString();
    }

    /** {@code %N%text}, N counting bytes: the only form in which names with {@code , ; % !} or of any script pass unharmed. Options of {@code loadfile} take it too. */
    static String quoted(String text) {
        return "%" + text.getBytes(StandardCharsets.UTF_8).length + "%" + text;
    }
}
