package ledwall.controller.setup;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import ledwall.protocol.id.Bytes;

/**
 * The last lines of the log in memory, for technicians who have a browser and no shell: wherever the log itself goes, to a file, a console or the system's
 * journal. Safe from any thread.
 */
public final class LogRing extends AppenderBase<ILoggingEvent> {
    static final int MAX_BYTES = 512 * 1024;

    private final PatternLayoutEncoder encoder;
    private final ArrayDeque<byte[]> lines = new ArrayDeque<>();
    private int bytes;

    LogRing(PatternLayoutEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    protected synchronized void append(ILoggingEvent event) {
        keep(encoder.encode(event));
    }

    /** Takes lines of an earlier run, oldest first. */
    synchronized void keep(byte[] line) {
        lines.add(line);
        bytes += line.length;
        while (bytes > MAX_BYTES) {
            bytes -= lines.remove().length;
        }
    }

    /** Everything kept, in order. */
    public synchronized Bytes text() {
        byte[] out = new byte[bytes];
        int at = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, out, at, line.length);
            at += line.length;
        }
        return Bytes.of(out);
    }
}
