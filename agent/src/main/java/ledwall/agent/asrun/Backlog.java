package ledwall.agent.asrun;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import ledwall.agent.asrun.SegmentFiles.Acked;
import ledwall.agent.asrun.SegmentFiles.Content;
import ledwall.agent.health.Problems;
import ledwall.protocol.asrun.AsRunChain;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;

/**
 * What is on disk and not yet acknowledged. A bounded head of it stands in memory; the rest is read when the head runs low. Also decides which files may go.
 * On the loop.
 */
final class Backlog {
    static final long SEGMENT_BYTES = 1 << 20;
    private static final long KEEP_NANOS = 7L * 86_400 * 1_000_000_000L;
    private static final long KEEP_BYTES = 64L << 20;
    private static final long MAX_UNACKED_BYTES = 256L << 20;
    /** Records in memory: eight batches. */
    private static final int HEAD = 4_000;
    private static final int HEAD_LOW = 1_000;

    private final Loop loop;
    private final Work work;
    private final SegmentFiles files;
    private final Problems problems;
    private final Runnable more;
    private final List<Segment> segments;
    private final ArrayDeque<AsRunRecord> head = new ArrayDeque<>();
    private Acked acked;
    /** The last sequence that is in the head or was there. */
    private long headTo;
    private long forcedTo;
    /** The last sequence in the last file: numbers jump where records were lost that the controller holds. */
    private long writtenTo;
    private boolean loading;
    private long dropped;

    Backlog(Loop loop, Work work, SegmentFiles files, Problems problems, Recovery found, Runnable more) {
        this.loop = loop;
        this.work = work;
        this.files = files;
        this.problems = problems;
        this.more = more;
        this.segments = new ArrayList<>(found.segments());
        this.acked = found.acked();
        this.headTo = acked.sequence();
        this.forcedTo = found.lastSequence();
        this.writtenTo = found.lastOnDisk();
        load();
    }

    long forcedTo() {
        return forcedTo;
    }

    Acked acked() {
        return acked;
    }

    List<AsRunRecord> pending(int most) {
        var out = new ArrayList<AsRunRecord>();
        for (AsRunRecord record : head) {
            // Behind a damaged file the numbers jump: a batch ends there.
            if (out.size() == most || (!out.isEmpty() && record.sequence() != out.getLast().sequence() + 1)) {
                break;
            }
            out.add(record);
        }
        return out;
    }

    void ack(long upTo) {
        // What was never in the head was never sent, and must not be taken for held.
        if (upTo <= acked.sequence() || upTo > headTo) {
            return;
        }
        String hash = acked.hash();
        AsRunRecord first = head.peek();
        while (first != null && first.sequence() <= upTo) {
            hash = AsRunChain.hash(head.remove());
            first = head.peek();
        }
        acked = new Acked(upTo, hash);
        load();
    }

    /** The file to which records starting with this one are to be appended. */
    Segment segmentFor(AsRunRecord first) {
        boolean fits = !segments.isEmpty() && segments.getLast().bytes() < SEGMENT_BYTES && first.sequence() == writtenTo + 1;
        return fits ? segments.getLast() : new Segment(first.sequence(), 0, first.atNanos());
    }

    /** These records are on disk, in {@code segment} as it is now. */
    void forced(Segment segment, List<AsRunRecord> records) {
        if (!segments.isEmpty() && segments.getLast().first() == segment.first()) {
            segments.removeLast();
        }
        segments.add(segment);
        for (AsRunRecord record : records) {
            if (headTo >= forcedTo && record.sequence() > headTo && !loading && head.size() < HEAD) {
                head.add(record);
                headTo = record.sequence();
            }
            forcedTo = Math.max(forcedTo, record.sequence());
            writtenTo = record.sequence();
        }
        load();
        dropBeyondBound();
    }

    /** Lets go of files that the controller holds, once they are old or many. */
    void tidy(long nowNanos) {
        long held = 0;
        for (int i = segments.size() - 2; i >= 0; i--) {
            if (segments.get(i + 1).first() > acked.sequence() + 1) {
                continue;
            }
            held += segments.get(i).bytes();
            if (held > KEEP_BYTES || segments.get(i + 1).firstAtNanos() < nowNanos - KEEP_NANOS) {
                drop(segments.remove(i));
            }
        }
    }

    private void dropBeyondBound() {
        while (unackedBytes() > MAX_UNACKED_BYTES && segments.size() > 1) {
            Segment oldest = segments.removeFirst();
            long next = segments.getFirst().first();
            if (next > acked.sequence() + 1) {
                dropped += next - Math.max(oldest.first(), acked.sequence() + 1);
                problems.raise("asRunDropped", dropped + " as-run records were never sent and gave way to newer ones. Bring the screen's connection back.");
                head.removeIf(record -> record.sequence() < next);
                headTo = Math.max(headTo, next - 1);
            }
            drop(oldest);
        }
    }

    private long unackedBytes() {
        long sum = 0;
        for (int i = 0; i < segments.size(); i++) {
            if (i + 1 == segments.size() || segments.get(i + 1).first() > acked.sequence() + 1) {
                sum += segments.get(i).bytes();
            }
        }
        return sum;
    }

    private void drop(Segment segment) {
        work.submit("asrun", "delete " + segment.path(), () -> {
            files.delete(segment);
            return true;
        }, loop, done -> {});
    }

    private void load() {
        if (loading || headTo >= forcedTo || head.size() > HEAD_LOW) {
            return;
        }
        int index = 0;
        while (index + 1 < segments.size() && segments.get(index + 1).first() <= headTo + 1) {
            index++;
        }
        if (segments.isEmpty()) {
            return;
        }
        Segment segment = segments.get(index);
        long behind = index + 1 < segments.size() ? segments.get(index + 1).first() - 1 : forcedTo;
        loading = true;
        work.submit("asrun", "read " + segment.path(), () -> files.read(segment), loop, new Work.Outcome<>() {
            @Override
            public void done(Content content) {
                loading = false;
                loaded(content, segment, behind);
            }

            @Override
            public void failed(Exception cause) {
                // Tried again at the next acknowledgement or record.
                loading = false;
            }
        });
    }

    private void loaded(Content content, Segment segment, long behind) {
        for (AsRunRecord record : content.records()) {
            if (record.sequence() > headTo && record.sequence() <= forcedTo) {
                head.add(record);
                headTo = record.sequence();
            }
        }
        if (headTo < behind) {
            problems.raise("asRunDamaged", segment.path(), segment.path() + " on this PC's disk is damaged behind record " + headTo + ". Check the disk.");
            headTo = behind;
        }
        more.run();
        load();
    }
}
