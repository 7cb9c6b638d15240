package ledwall.sim;

import java.util.ArrayList;
import java.util.List;
import ledwall.protocol.runtime.Connection;

/** A connection's owner that writes down what it is told; tests put what it should do into {@link #onFrame}. */
public final class Recorder implements Connection.Handler {
    public final List<Connection> opened = new ArrayList<>();
    public final List<byte[]> frames = new ArrayList<>();
    public final List<String> closed = new ArrayList<>();
    public final List<String> refused = new ArrayList<>();
    public int writabilityChanges;
    public OnFrame onFrame = (connection, frame) -> {};

    /** What to do with a frame. */
    public interface OnFrame {
        void received(Connection connection, byte[] frame);
    }

    public Connection connection() {
        return opened.getLast();
    }

    @Override
    public void opened(Connection connection) {
        opened.add(connection);
    }

    @Override
    public void received(Connection connection, byte[] frame) {
        frames.add(frame);
        onFrame.received(connection, frame);
    }

    @Override
    public void refused(Connection connection, String why) {
        refused.add(why);
    }

    @Override
    public void writabilityChanged(Connection connection) {
        writabilityChanges++;
    }

    @Override
    public void closed(Connection connection, String reason) {
        closed.add(reason);
    }
}
