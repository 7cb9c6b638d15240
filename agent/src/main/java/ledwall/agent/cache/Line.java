package ledwall.agent.cache;

import ledwall.agent.link.Uplink;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.MediaCredit;
import ledwall.protocol.message.MediaDone;
import ledwall.protocol.message.MediaWanted;

/** What is told the controller of files, and how much it may send: as the line carries it and the disk takes it. On the agent's loop. */
final class Line {
    /** With so much waiting for the disk no more is asked for: it would be lost with this process, and has to come again. */
    private static final long BEHIND_BYTES = 256L << 10;

    private final Uplink uplink;
    private Window window = new Window();

    Line(Uplink uplink) {
        this.uplink = uplink;
    }

    boolean open() {
        return uplink.open();
    }

    /** The controller owes nothing of before. */
    void begin() {
        window = new Window();
    }

    /** Asks for a file from that byte on. */
    void ask(MediaWant want, long fromByte, long now) {
        uplink.send(new MediaWanted(want.hash(), fromByte, want.dueNanos()));
        window.asked(now);
    }

    void arrived(int bytes, long now) {
        window.arrived(bytes, now);
    }

    /** Credit in whole chunks, so that the controller need not send crumbs. {@code unwritten}: bytes that the disk still has to take. */
    void topUp(long unwritten, long now) {
        if (unwritten > BEHIND_BYTES) {
            window.held();
        } else if (!window.measures(now)) {
            int chunk = window.chunkBytes();
            long more = (window.bytes() - window.underWay()) / chunk * chunk;
            if (more > 0) {
                window.granted(more, now);
                uplink.send(new MediaCredit(more, chunk));
            }
        }
    }

    /** Nothing more of this file needs to come. {@code whole}: it is what its name says. */
    void done(MediaHash hash, boolean whole) {
        uplink.send(new MediaDone(hash, whole));
    }

    /** What lately came in a second, on average; 0 before it was measured. */
    long bytesPerSecond() {
        return window.bytesPerSecond();
    }
}
