package ledwall.protocol.runtime.real;

import java.io.IOException;
import java.nio.file.Path;
import ledwall.sim.Recorder;

/** A process of its own that echoes frames, for {@link DescriptorLimitTest}: prints its port, and ends with its standard input. */
final class EchoAtTheLimit {
    private EchoAtTheLimit() {}

    public static void main(String[] arguments) throws IOException {
        var node = RealNode.open("echo", Path.of(arguments[0]), (task, error) -> Runtime.getRuntime().halt(1));
        var echo = new Recorder();
        echo.onFrame = (connection, frame) -> connection.send(frame);
        var bound = node.node().listener().listen("127.0.0.1", 0, node.node().loop(), echo);
        System.out.println(bound.port());
        System.out.flush();
        while (System.in.read() >= 0) {
            // Lives as long as whoever started it.
        }
        Runtime.getRuntime().halt(0);
    }
}
