package ledwall.agent.asrun;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ledwall.agent.asrun.SegmentFiles.Acked;
import ledwall.agent.asrun.SegmentFiles.Content;
import ledwall.agent.health.Problems;
import ledwall.protocol.asrun.AsRunChain;
import ledwall.protocol.asrun.AsRunRecord;

/**
 * What the last run left on disk.
 *
 * @param lastSequence the last number in use, which the controller may hold though it is lost here
 * @param lastOnDisk the last record in the last file; 0 without one
 * @param lastShownNanos when the showing that came on last was planned; {@link Long#MIN_VALUE} where none did
 */
record Recovery(List<Segment> segments, Acked acked, long lastSequence, long lastOnDisk, String lastHash, long lastAtNanos, long lastShownNanos,
                Map<Long, Unfinished> unfinished) {
    static Recovery read(SegmentFiles files, Problems problems) throws IOException {
        List<Segment> segments = new ArrayList<>(files.list());
        Acked acked = files.acked();
        Content content = mend(files, segments, problems);
        AsRunRecord last = content.last();
        if (last == null || last.sequence() < acked.sequence()) {
            return new Recovery(segments, acked, acked.sequence(), last == null ? 0 : last.sequence(), acked.hash(), last == null ? 0 : last.atNanos(),
                    Long.MIN_VALUE, new LinkedHashMap<>());
        }
        // A showing lasts minutes, a segment holds hours: the last two hold every showing that is not over.
        var unfinished = new LinkedHashMap<Long, Unfinished>();
        var records = new ArrayList<AsRunRecord>();
        if (segments.size() > 1) {
            records.addAll(files.read(segments.get(segments.size() - 2)).records());
        }
        records.addAll(content.records());
        follow(records, unfinished);
        long shown = Long.MIN_VALUE;
        for (AsRunRecord record : records) {
            shown = record.kind() == AsRunRecord.Kind.START ? record.plannedNanos() : shown;
        }
        return new Recovery(segments, acked, last.sequence(), last.sequence(), AsRunChain.hash(last), last.atNanos(), shown, unfinished);
    }

    /** Cuts what a crash tore off the end, and gives what then is the last segment. */
    private static Content mend(SegmentFiles files, List<Segment> segments, Problems problems) throws IOException {
        while (!segments.isEmpty()) {
            Segment segment = segments.getLast();
            Content content = files.read(segment);
            if (!content.whole()) {
                if (content.moreBehind()) {
                    String aside = files.putAside(segment, content);
                    problems.raise("asRunDamaged",
                            "The as-run log on this PC's disk is damaged behind record " + (segment.first() + content.records().size() - 1)
                            + "; what follows was put aside as " + aside + ". Check the disk.");
                }
                files.cut(segment, content);
            }
            segments.removeLast();
            if (!content.records().isEmpty()) {
                segments.add(segment.grown(content.goodBytes()));
                return content;
            }
            if (content.whole()) {
                files.delete(segment);
            }
        }
        return new Content(List.of(), 0, true, false);
    }

    private static void follow(List<AsRunRecord> records, Map<Long, Unfinished> unfinished) {
        for (AsRunRecord record : records) {
            switch (record.kind()) {
                case INTENT -> unfinished.put(record.sequence(), new Unfinished(record, null));
                case START -> unfinished.computeIfPresent(record.intent(), (intent, showing) -> new Unfinished(showing.intent(), record));
                case END -> unfinished.remove(record.intent());
            }
        }
    }
}
