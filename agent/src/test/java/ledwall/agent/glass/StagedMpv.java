package ledwall.agent.glass;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A real mpv with a picture of one colour, started where the stage wants it. */
final class StagedMpv implements AutoCloseable {
    private final Process process;
    private final Path socket;

    StagedMpv(Path folder, String name, String display, String geometry, String vo, String colour, int width, int height) throws IOException {
        socket = folder.resolve(name + ".sock");
        // A graphics card in software is none that mpv takes unasked.
        String context = vo.equals("gpu") ? "--gpu-context=x11egl" : "--no-border";
        var builder = new ProcessBuilder(List.of("mpv", context, "--no-config", "--no-terminal", "--no-audio", "--hwdec=no", "--idle=yes",
            "--force-window=immediate", "--no-border", "--geometry=" + geometry, "--cursor-autohide=always",
            "--stop-screensaver=no", "--no-osc", "--osd-level=0", "--no-input-default-bindings",
            "--input-vo-keyboard=no", "--vo=" + vo, "--pause", "--input-ipc-server=" + socket, picture(colour, width, height)));
        builder.environment().put("DISPLAY", display);
        process = builder.redirectErrorStream(true).redirectOutput(folder.resolve(name + ".log").toFile()).start();
        Awaitility.await("mpv answers").atMost(Duration.ofSeconds(10)).until(() -> Files.exists(socket));
    }

    static String picture(String colour, int width, int height) {
        return "av://lavfi:color=c=" + colour + ":s=" + width + "x" + height + ":r=25";
    }

    long pid() {
        return process.pid();
    }

    /** Has it open something else, as a change of list does. */
    void load(String url) throws IOException {
        command("{\"command\":[\"loadfile\",\"" + url + "\"]}\n");
    }

    void command(String json) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
            channel.read(ByteBuffer.allocate(4096));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
