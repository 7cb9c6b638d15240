package ledwall.protocol.message;

/** How far a connection is. Each phase has its own messages and its own limit on a frame's size. */
public enum Phase {
    /** From the first byte until the welcome: the peer is a stranger. */
    GREETING(4 * 1024),
    /** After the welcome. */
    WELCOMED(1024 * 1024);

    private final int maxFrameBytes;

    Phase(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /** The largest frame that either side accepts in this phase, in bytes after the length field. */
    public int maxFrameBytes() {
        return maxFrameBytes;
    }
}
