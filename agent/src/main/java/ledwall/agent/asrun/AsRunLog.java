package ledwall.agent.asrun;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ledwall.agent.asrun.SegmentFiles.Acked;
import ledwall.agent.health.Problems;
import ledwall.protocol.asrun.AsRunChain;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Kind;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;

/**
 * The as-run log on this agent's disk: chained, forced in groups, sent until acknowledged. On the loop, but for {@link #open}.
 *
 * <p>What the controller holds is kept 7 days, at most 64 MiB of it; what it does not hold is kept up to 256 MiB, some weeks of ten-second cues, beyond which
 * the oldest goes. It does not send anything, and does not know why something was shown.
 */
public final class AsRunLog {
    private static final String LANE = "asrun";
    /** Records made and not yet on disk; beyond it, on a disk that refuses for hours, new ones are refused and counted. */
    private static final int MAX_QUEUE = 10_000;
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Loop loop;
    private final Work work;
    private final SegmentFiles files;
    private final Problems problems;
    private final ScreenId screen;
    private final Backlog backlog;
    private final Map<Long, Unfinished> unfinished = new LinkedHashMap<>();
    private final ArrayDeque<AsRunRecord> queue = new ArrayDeque<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean writing;
    private boolean ackWriting;
    private Acked ackOnDisk;
    private long lastSequence;
    private String lastHash;
    private long lastAtNanos;
    private long lastShownNanos;
    private long refused;

    private AsRunLog(Loop loop, Work work, SegmentFiles files, ScreenId screen, Problems problems, Recovery found) {
        this.screen = screen;
        this.loop = loop;
        this.work = work;
        this.files = files;
        this.problems = problems;
        this.lastSequence = found.lastSequence();
        this.lastHash = found.lastHash();
        this.lastAtNanos = found.lastAtNanos();
        this.lastShownNanos = found.lastShownNanos();
        this.ackOnDisk = found.acked();
        this.unfinished.putAll(found.unfinished());
        this.backlog = new Backlog(loop, work, files, problems, found, this::tell);
    }

    /**
     * Reads what the last run left; blocking, called before the loop runs. A torn tail is cut off, and the log of another screen put aside.
     *
     * @param screen whose log this is
     */
    public static AsRunLog open(Loop loop, Work work, Disk disk, ScreenId screen, Problems problems) throws IOException {
        LogOwner.claim(disk, screen, problems);
        var files = new SegmentFiles(disk);
        return new AsRunLog(loop, work, files, screen, problems, Recovery.read(files, problems));
    }

    /** Whose log this is. */
    public ScreenId screen() {
        return screen;
    }

    /**
     * Something is meant to be seen.
     *
     * @param standInFor what was due instead and cannot be shown; {@code null} where this is what was planned
     * @return the showing's number, which {@link #start} and {@link #end} take; 0 where the log is full and the showing goes unrecorded
     */
    public long intent(long version, ItemId item, String itemName, MediaHash media, long plannedNanos, @Nullable ItemId standInFor, long atNanos, long boundNanos) {
        if (queue.size() >= MAX_QUEUE) {
            refuse();
            return 0;
        }
        long sequence = lastSequence + 1;
        var record = new AsRunRecord(sequence, Kind.INTENT, sequence, version, item, itemName, media, plannedNanos, atNanos, boundNanos, Outcome.NONE,
                standInFor, lastHash);
        unfinished.put(record.sequence(), new Unfinished(record, null));
        add(record);
        return record.sequence();
    }

    /** It came on. */
    public void start(long intent, long atNanos, long boundNanos) {
        Unfinished showing = unfinished.get(intent);
        if (showing != null && showing.start() == null) {
            AsRunRecord record = next(Kind.START, showing.intent(), atNanos, boundNanos, Outcome.NONE);
            unfinished.put(intent, new Unfinished(showing.intent(), record));
            lastShownNanos = record.plannedNanos();
            add(record);
        }
    }

    /** It is over, or will never be. */
    public void end(long intent, long atNanos, long boundNanos, Outcome outcome) {
        Unfinished showing = unfinished.remove(intent);
        if (showing != null) {
            add(next(Kind.END, showing.intent(), atNanos, boundNanos, outcome));
        }
    }

    /** The showings without an END, oldest first. */
    public List<Unfinished> unfinished() {
        return List.copyOf(unfinished.values());
    }

    /** When the showing that came on last was planned; {@link Long#MIN_VALUE} where none did. */
    public long lastShownNanos() {
        return lastShownNanos;
    }

    /** Whether this record, and with it everything before, is on disk. */
    public boolean forced(long sequence) {
        return sequence <= backlog.forcedTo();
    }

    /** The oldest records that are forced to disk and not acknowledged, at most {@code most}, consecutive. */
    public List<AsRunRecord> pending(int most) {
        return backlog.pending(most);
    }

    /** The controller holds everything up to and including {@code upTo}. */
    public void ack(long upTo) {
        backlog.ack(upTo);
        saveAck();
    }

    /** Told on the loop whenever {@link #pending} or {@link #forced} may say more than before. */
    public void onPending(Runnable listener) {
        listeners.add(listener);
    }

    private AsRunRecord next(Kind kind, AsRunRecord intent, long atNanos, long boundNanos, Outcome outcome) {
        return new AsRunRecord(lastSequence + 1, kind, intent.sequence(), intent.version(), intent.item(), intent.itemName(), intent.media(),
                intent.plannedNanos(), atNanos, boundNanos, outcome, intent.standInFor(), lastHash);
    }

    private void add(AsRunRecord record) {
        lastSequence = record.sequence();
        lastHash = AsRunChain.hash(record);
        lastAtNanos = record.atNanos();
        queue.add(record);
        // Posted, not written here: what is recorded at one instant is forced together.
        if (!writing && queue.size() == 1) {
            loop.post("write as-run", this::write);
        }
    }

    private void write() {
        if (writing || queue.isEmpty()) {
            return;
        }
        writing = true;
        var run = List.copyOf(queue);
        queue.clear();
        write(run);
    }

    private void write(List<AsRunRecord> records) {
        Segment into = backlog.segmentFor(records.getFirst());
        var lines = new StringBuilder();
        for (AsRunRecord record : records) {
            lines.append(SegmentFiles.line(record));
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        work.submit(LANE, "force as-run", () -> {
            files.write(into.path(), into.bytes(), bytes);
            return bytes.length;
        }, loop, new Work.Outcome<>() {
            @Override
            public void done(Integer written) {
                writing = false;
                problems.clear("asRunNotWritten");
                backlog.forced(into.grown(into.bytes() + written), records);
                tell();
                write();
            }

            @Override
            public void failed(Exception cause) {
                problems.raise("asRunNotWritten", "The as-run log cannot be written (" + cause.getMessage() + "). Free space on the screen PC's disk.");
                loop.after(RETRY, "write as-run again", () -> write(records));
            }
        });
    }

    private void saveAck() {
        Acked acked = backlog.acked();
        if (ackWriting || acked.sequence() <= ackOnDisk.sequence()) {
            return;
        }
        ackWriting = true;
        work.submit(LANE, "save as-run ack", () -> {
            files.writeAcked(acked);
            return acked;
        }, loop, new Work.Outcome<>() {
            @Override
            public void done(Acked saved) {
                ackWriting = false;
                ackOnDisk = saved;
                backlog.tidy(lastAtNanos);
                saveAck();
            }

            @Override
            public void failed(Exception cause) {
                // Unsaved it is merely sent again after a restart; the next acknowledgement saves it.
                ackWriting = false;
            }
        });
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }

    private void refuse() {
        refused++;
        problems.raise("asRunRefused", refused + " showings went unrecorded because the as-run log cannot be written.");
    }

    @Override
    public String toString() {
        return "as-run log at " + lastSequence + ", " + unfinished.size() + " unfinished";
    }
}
