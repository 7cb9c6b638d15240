package ledwall.protocol.message;

/** How far a connection is. Each phase has its own messages and its own limit on a frame's size. */
public enum Phase {
    /** From the first byte until the welcome: the peer is a stranger. */
    GREETING(4 * 1024, 4 * 1024),
    /** After the welcome. */
    WELCOMED(1024 * 1024, 8 * 1024 * 1024);

    private final int maxFrameBytes;
    private final int maxInflatedBytes;

    Phase(int maxFrameBytes, int maxInflatedBytes) {
        this.maxFrameBytes = maxFrameBytes;
        this.maxInflatedBytes = maxInflatedBytes;
    }

    /** The largest frame that either side accepts in this phase, in bytes after the length field. */
    public int maxFrameBytes() {
        return maxFrameBytes;
    }

    /**
     * The largest body that a deflated one may become in this phase, in bytes. A stranger gets no leverage: his 4 KiB could otherwise become 4 MiB of JSON and
     * a hundred of objects, on the loop that serves everybody.
     */
    public int maxInflatedBytes() {
        return maxInflatedBytes;
    }
}
