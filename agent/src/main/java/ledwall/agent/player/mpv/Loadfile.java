package ledwall.agent.player.mpv;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import ledwall.agent.player.PlayList;
import org.jspecify.annotations.Nullable;

/** mpv's {@code loadfile} commands. They differ between versions: from 0.38 on an index stands before the options. */
final class Loadfile {
    /** Black is renewed well before it ends; left alone, mpv ends with it. */
    static final Duration RENEW_BLACK = Duration.ofSeconds(30);
    static final String BLACK_FOR_GOOD = "av://lavfi:color=c=black:s=64x36:r=1";
    private static final String BLACK = BLACK_FOR_GOOD + ":d=" + 2 * RENEW_BLACK.toSeconds();
    /** A start at a frame's own beginning must not end up a rounding error before it. */
    private static final double INTO_FRAME_SECONDS = 1e-4;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Edl edl;
    private boolean indexed;

    Loadfile(Edl edl) {
        this.edl = edl;
    }

    void version(@Nullable Object mpvVersion) {
        indexed = MpvVersion.indexedLoadfile(mpvVersion);
    }

    /** Opens the list at a position in place of what is there, under a title that holds its id. */
    List<?> list(PlayList list, long positionNanos) {
        String options = String.format(Locale.ROOT, "start=%.9f,force-media-title=", seconds(positionNanos)) + Edl.quoted(MpvFound.title(list.id()));
        return command(edl.text(list), "replace", options);
    }

    /** Black after what plays. */
    List<?> blackBehind() {
        return command(BLACK, "append", "");
    }

    /** Black in place of what is there. */
    List<?> blackNow() {
        return command(BLACK, "replace", "force-media-title=black");
    }

    /** Black without end in place of what is there; said in words that every release understands, so that nothing need be asked first. */
    static List<?> blackForGood() {
        return List.of("loadfile", BLACK_FOR_GOOD, "replace");
    }

    /** Seeks in what is open. */
    static List<?> seek(long positionNanos) {
        return List.of("seek", seconds(positionNanos), "absolute+exact");
    }

    private static double seconds(long positionNanos) {
        return positionNanos / NANOS_PER_SECOND + INTO_FRAME_SECONDS;
    }

    private List<?> command(String url, String how, String options) {
        return indexed ? List.of("loadfile", url, how, -1, options) : List.of("loadfile", url, how, options);
    }
}
