package ledwall.agent.player.mpv;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** mpv's command line. Every option is there for a reason that was measured or seen. */
final class MpvCommand {
    /** A frame is seen this long after its {@code time-pos} event, at any frame rate up to 50 (the default, 50 ms, would make it depend on the rate). */
    static final Duration TIMING_OFFSET = Duration.ofMillis(20);

    static final String SOCKET_OPTION = "--input-ipc-server=";

    private MpvCommand() {}

    /** @param geometry where its window is at first */
    static List<String> line(MpvSettings settings, Path socket, String geometry, Path script) {
        // A session of its own: neither Ctrl-C nor a hang-up of the agent's terminal reaches it. Where more priority is not allowed, nice goes on without.
        var line = new ArrayList<String>(List.of("setsid", "nice", "-n", "-5", "mpv", "--script=" + script, "--geometry=" + geometry));
        line.addAll(options(settings, socket));
        return line;
    }

    /** The line's end: what remains of it once setsid and nice have become mpv. */
    static List<String> options(MpvSettings settings, Path socket) {
        return List.of(
            "--no-config", "--no-terminal", "--no-audio", "--hwdec=no",
            // `once` and `no`: with `yes` mpv never exits, not even after its list and its agent are gone.
            "--idle=once", "--keep-open=no", "--keep-open-pause=no",
            "--force-window=immediate", "--no-border", "--cursor-autohide=always", "--stop-screensaver=no",
            "--no-osc", "--osd-level=0", "--no-input-default-bindings", "--input-vo-keyboard=no",
            "--hr-seek=yes", "--hr-seek-framedrop=no", "--framedrop=vo",
            // `display-*` without a real vsync ran away: 236 frames a second instead of 25.
            "--video-sync=audio",
            "--video-timing-offset=" + TIMING_OFFSET.toMillis() / 1000.0,
            "--vd-lavc-threads=" + settings.decoderThreads(), "--demuxer-readahead-secs=2",
            "--vo=" + videoOutputs(settings.videoOutput()),
            socketOption(socket));
    }

    /** Where the graphics card cannot be used mpv would end at once: a wall drawn in software is better than a dark one. */
    private static String videoOutputs(String wanted) {
        return wanted.equals("gpu") ? "gpu,x11" : wanted;
    }

    static String socketOption(Path socket) {
        return SOCKET_OPTION + socket;
    }
}
