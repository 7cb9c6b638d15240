package ledwall.agent.asrun;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import ledwall.agent.keep.KeptFile;
import ledwall.protocol.asrun.AsRunChain;
import ledwall.protocol.asrun.AsRunJson;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.runtime.Disk;
import org.jspecify.annotations.Nullable;

/**
 * The log's files: {@code asrun/<first sequence>.log}, one record as JSON a line, and {@code asrun/acked}. Blocking; called inside {@code Work}, or before
 * the loop runs.
 */
final class SegmentFiles {
    static final String FOLDER = "asrun";
    private static final String ACKED = FOLDER + "/acked";
    private static final Pattern NAME = Pattern.compile("(\\d{12})\\.log");
    private static final int HEAD_BYTES = 4_096;

    private final Disk disk;
    private final KeptFile acked;

    SegmentFiles(Disk disk) {
        this.disk = disk;
        this.acked = new KeptFile(disk, ACKED);
    }

    /** What the controller holds: {@code hash} is the last record's, so that the chain can go on even where that record itself is lost here. */
    record Acked(long sequence, String hash) {
        static final Acked NOTHING = new Acked(0, AsRunChain.BEGIN);
    }

    /** A file's records up to the first one that is not whole or not chained to the one before; {@code goodBytes} is where that one begins. */
    record Content(List<AsRunRecord> records, long goodBytes, boolean whole, boolean moreBehind) {
        @Nullable AsRunRecord last() {
            return records.isEmpty() ? null : records.getLast();
        }
    }

    /** The segments on disk, oldest first. */
    List<Segment> list() throws IOException {
        var out = new ArrayList<Segment>();
        for (String name : disk.list(FOLDER)) {
            var matcher = NAME.matcher(name);
            if (matcher.matches()) {
                long first = Long.parseLong(matcher.group(1));
                String path = Segment.path(first);
                out.add(new Segment(first, disk.size(path), firstAt(path)));
            }
        }
        return out;
    }

    private long firstAt(String path) throws IOException {
        byte[] head = disk.read(path, 0, HEAD_BYTES);
        AsRunRecord record = record(head, 0, lineEnd(head, 0));
        return record == null ? 0 : record.atNanos();
    }

    Content read(Segment segment) throws IOException {
        byte[] bytes = disk.read(segment.path(), 0, (int) disk.size(segment.path()));
        var records = new ArrayList<AsRunRecord>();
        int at = 0;
        while (at < bytes.length) {
            int end = lineEnd(bytes, at);
            AsRunRecord record = record(bytes, at, end);
            AsRunRecord last = records.isEmpty() ? null : records.getLast();
            boolean follows = record != null && (last == null ? record.sequence() == segment.first() : AsRunChain.follows(last, record));
            if (record == null || !follows) {
                return new Content(records, at, false, wholeLineBehind(bytes, end));
            }
            records.add(record);
            at = end + 1;
        }
        return new Content(records, at, true, false);
    }

    /** Puts the end of a file, in which whole records stand behind the damage, aside for people to look at; gives the path. */
    String putAside(Segment segment, Content content) throws IOException {
        int rest = (int) (disk.size(segment.path()) - content.goodBytes());
        String aside = unused(disk, segment.path() + ".damaged");
        disk.write(aside, 0, disk.read(segment.path(), content.goodBytes(), rest));
        disk.force(aside);
        return aside;
    }

    /** This path, or one that is numbered, of which there is no file yet. */
    static String unused(Disk disk, String path) throws IOException {
        String free = path;
        for (int number = 2; disk.exists(free); number++) {
            free = path + "-" + number;
        }
        return free;
    }

    /** Cuts a file's end off. */
    void cut(Segment segment, Content content) throws IOException {
        if (content.goodBytes() == 0) {
            disk.delete(segment.path());
        } else {
            disk.truncate(segment.path(), content.goodBytes());
            disk.force(segment.path());
        }
    }

    /** Writes at {@code offset} and forces. Doing it again after a failure, with the same or more bytes, leaves the same file. */
    void write(String path, long offset, byte[] lines) throws IOException {
        disk.write(path, offset, lines);
        disk.force(path);
    }

    void delete(Segment segment) throws IOException {
        disk.delete(segment.path());
    }

    Acked acked() throws IOException {
        try {
            List<String> lines = acked.read().orElse(List.of());
            return lines.isEmpty() ? Acked.NOTHING : new Acked(Long.parseLong(lines.getFirst()), lines.getLast());
        } catch (KeptFile.Damaged | NumberFormatException e) {
            // Sending again what the controller holds does no harm; leaving out what it does not hold would.
            return Acked.NOTHING;
        }
    }

    void writeAcked(Acked held) throws IOException {
        acked.write(List.of(Long.toString(held.sequence()), held.hash()));
    }

    /** A record as the line that stands in a file. */
    static String line(AsRunRecord record) {
        return new String(AsRunJson.bytes(record), StandardCharsets.UTF_8) + '\n';
    }

    private static int lineEnd(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean wholeLineBehind(byte[] bytes, int end) {
        for (int at = end + 1; at < bytes.length; at = lineEnd(bytes, at) + 1) {
            if (record(bytes, at, lineEnd(bytes, at)) != null) {
                return true;
            }
        }
        return false;
    }

    /** {@code null} where the line is not whole: its line feed is written with it, so a torn one lacks it. */
    private static @Nullable AsRunRecord record(byte[] bytes, int from, int end) {
        if (end >= bytes.length) {
            return null;
        }
        try {
            return AsRunJson.read(JsonObject.parse(bytes, from, end - from));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
