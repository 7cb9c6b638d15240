package ledwall.protocol.runtime;

/** One open stream to a peer, cut into frames by the pipeline below it. All calls on the loop that owns it. */
public interface Connection {
    /** A short id for log lines, unique in this process. */
    String id();

    /** The peer's address for people, such as {@code 127.0.0.1:40210}. */
    String remote();

    /** Queues one frame; ignored after the connection closed. Callers ask {@link #writable} first for whatever is not urgent. */
    void send(byte[] frame);

    /** False while more bytes wait to be sent than the connection's high-water mark. */
    boolean writable();

    /** How many bytes must leave before it is writable again; 0 while it is. */
    long bytesBeforeWritable();

    /** How many bytes came so far, those of a frame that is not whole yet too: a long frame on a slow line is no silence. */
    long receivedBytes();

    /** Frames larger than this, counted in bytes after the length field, close the connection from now on. */
    void limitInbound(int maxFrameBytes);

    /** Sends what is queued, then closes. {@link Handler#closed} follows exactly once. */
    void close(String reason);

    /** What a connection tells its owner; all calls on the owner's loop. */
    interface Handler {
        void opened(Connection connection);

        /** One frame's bytes after the length field. */
        void received(Connection connection, byte[] frame);

        /**
         * The peer sent a frame beyond the limit, and nothing after it can be read. A goodbye may still be sent here; the connection closes after this call.
         */
        default void refused(Connection connection, String why) {}

        /** The connection became writable again, or stopped being so. */
        void writabilityChanged(Connection connection);

        /** The last call for this connection; {@code reason} is for people. */
        void closed(Connection connection, String reason);
    }
}
