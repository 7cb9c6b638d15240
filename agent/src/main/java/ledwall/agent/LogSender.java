package ledwall.agent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;

import ledwall.agent.link.Uplink;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.message.LogFailed;
import ledwall.protocol.message.LogPiece;
import ledwall.protocol.message.LogRequest;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;

/** Sends the end of this agent's log to a controller that asks, one request at a time. On the agent's loop; the file is read inside Work. */
final class LogSender {
    /** Written by {@link ledwall.agent.setup.Logs}; the one before it tells what led here, where this one has just begun. */
    private static final String FILE = "agent.log";
    private static final String BEFORE = "agent.1.log";

    private final Node node;
    private final Uplink uplink;
    private boolean busy;

    LogSender(Node node, Uplink uplink) {
        this.node = node;
        this.uplink = uplink;
    }

    void requested(LogRequest request) {
        if (busy) {
            uplink.send(new LogFailed(request.id(), "busy", "the log asked for before is still being sent"));
            return;
        }
        busy = true;
        Disk disk = node.disk();
        node.work().submit("log", "read the log's end", () -> end(disk, request.maxBytes()), node.loop(), new Work.Outcome<byte[]>() {
            @Override
            public void done(byte[] text) {
                send(request.id(), text, 0);
            }

            @Override
            public void failed(Exception cause) {
                busy = false;
                uplink.send(new LogFailed(request.id(), "noLog", "the log cannot be read: " + cause.getMessage()));
            }
        });
    }

    /** One piece for each turn of the loop: deflating half a megabyte at once would hold up the player's reports. */
    private void send(long id, byte[] text, int offset) {
        int until = Math.min(text.length, offset + LogPiece.MAX_BYTES);
        uplink.send(new LogPiece(id, offset, text.length, Bytes.of(Arrays.copyOfRange(text, offset, until))));
        if (until < text.length && uplink.open()) {
            node.loop().post("send the log", () -> send(id, text, until));
        } else {
            busy = false;
        }
    }

    private static byte[] end(Disk disk, int maxBytes) throws IOException {
        if (!disk.exists(FILE)) {
            throw new FileNotFoundException("this agent keeps none in its folder");
        }
        byte[] last = tail(disk, FILE, maxBytes);
        if (last.length == maxBytes || !disk.exists(BEFORE)) {
            return fromLine(last, disk.size(FILE) > last.length);
        }
        byte[] before = tail(disk, BEFORE, maxBytes - last.length);
        byte[] both = Arrays.copyOf(before, before.length + last.length);
        System.arraycopy(last, 0, both, before.length, last.length);
        return fromLine(both, disk.size(BEFORE) > before.length);
    }

    private static byte[] tail(Disk disk, String file, int maxBytes) throws IOException {
        long size = disk.size(file);
        return disk.read(file, Math.max(0, size - maxBytes), maxBytes);
    }

    /** Where the first line is cut, what follows it. */
    private static byte[] fromLine(byte[] text, boolean cut) {
        int at = 0;
        while (cut && at < text.length && text[at] != '\n') {
            at++;
        }
        return cut && at < text.length ? Arrays.copyOfRange(text, at + 1, text.length) : text;
    }
}
