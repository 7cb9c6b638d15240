package ledwall.agent.player.mpv;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import ledwall.agent.player.PlayList;
import ledwall.protocol.timeline.Frames;

/**
 * mpv's edit decision list: many pieces of files played as one file, gapless, with one continuous position (mpv, DOCS/edl-mpv.rst). mpv's own playlist leaves the last
 * frame of each item standing for 66 to 152 ms, differently on each screen.
 */
final class Edl {
    /** Chapters would be made at every entry, and cost time with thousands of them. */
    private static final String HEAD = "edl://!no_chapters;";

    private String lastId = "";
    private String last = "";

    /** The list's text; the last one is kept: 1,500 entries take some 20 ms of a wall's time in a JVM that has just started. */
    String text(PlayList list) {
        if (!list.id().equals(lastId)) {
            last = of(list);
            lastId = list.id();
        }
        return last;
    }

    static String of(PlayList list) {
        // On the loop, a moment before the wall must change: no formatter, which takes 300 ms for 1,500 entries in a JVM that has just started.
        var pieces = new HashMap<PlayList.Entry, String>();
        var out = new StringBuilder(HEAD);
        String separator = "";
        for (PlayList.Entry entry : list.entries()) {
            out.append(separator).append(pieces.computeIfAbsent(entry, Edl::piece));
            separator = ";";
        }
        return out.toString();
    }

    /** The length to the nanosecond: entries of 1/30 s must not add up to a visible error over two hours. */
    private static String piece(PlayList.Entry entry) {
        long nanos = Frames.toNanos(entry.frames(), entry.frameRate());
        String fraction = Long.toString(Frames.SECOND + nanos % Frames.SECOND).substring(1);
        return quoted(entry.path()) + ",0," + nanos / Frames.SECOND + "." + fraction;
    }

    /** {@code %N%text}, N counting bytes: the only form in which names with {@code , ; % !} or of any script pass unharmed. Options of {@code loadfile} take it too. */
    static String quoted(String text) {
        return "%" + text.getBytes(StandardCharsets.UTF_8).length + "%" + text;
    }
}
