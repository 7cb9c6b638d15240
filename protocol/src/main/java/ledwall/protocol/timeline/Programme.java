package ledwall.protocol.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The timelines that a screen holds, each with its switch, oldest first: together they say what is due at any instant. Each timeline is due from its switch
 * until the next one's.
 */
public record Programme(List<Entry> entries) {
    public static final Programme EMPTY = new Programme(List.of());

    /** A timeline and the instant at which it takes over. */
    public record Entry(Timeline timeline, Switch change) {}

    public Programme {
        entries = List.copyOf(entries);
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).change().atNanos() < entries.get(i - 1).change().atNanos()) {
                throw new IllegalArgumentException("the switch of entry " + i + " lies before the one before it");
            }
        }
    }

    /** The timeline in force at an instant; empty before the first switch. */
    public Optional<Entry> inForce(long atNanos) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).change().atNanos() <= atNanos) {
                return Optional.of(entries.get(i));
            }
        }
        return Optional.empty();
    }

    /** What is due at an instant; empty where the slate is, and where it is quiet. */
    public Optional<Showing> due(long atNanos) {
        return inForce(atNanos).flatMap(entry -> due(entry, endOf(entry), atNanos));
    }

    /** The quiet window at an instant, cut where another timeline takes over: until its end the screen is black on purpose. */
    public Optional<QuietWindow> quiet(long atNanos) {
        return inForce(atNanos).flatMap(entry -> entry.timeline().quietAt(atNanos)
                .map(window -> new QuietWindow(window.fromNanos(), Math.min(window.untilNanos(), endOf(entry)))));
    }

    /** The first instant after {@code atNanos} at which it begins or ceases to be quiet, or at which another timeline might see to that. */
    public long nextQuiet(long atNanos) {
        var entry = inForce(atNanos);
        if (entry.isEmpty()) {
            return nextChange(atNanos);
        }
        var window = quiet(atNanos);
        return window.isPresent() ? window.get().untilNanos() : Math.min(entry.get().timeline().quietAfter(atNanos), endOf(entry.get()));
    }

    /** The same without quiet windows: what turns beneath them. */
    public Programme beneath() {
        return entries.stream().allMatch(entry -> entry.timeline().quiet().isEmpty()) ? this
                : new Programme(entries.stream().map(entry -> new Entry(entry.timeline().withQuiet(List.of()), entry.change())).toList());
    }

    /**
     * The first instant after {@code atNanos} at which something else may be due (another cue, a window's edge, quiet, a switch), or {@link Block#FOREVER}.
     */
    public long nextChange(long atNanos) {
        var due = due(atNanos);
        if (due.isPresent()) {
            return due.get().endNanos();
        }
        var quiet = quiet(atNanos);
        if (quiet.isPresent()) {
            return quiet.get().untilNanos();
        }
        long next = Block.FOREVER;
        for (Entry entry : entries) {
            if (entry.change().atNanos() > atNanos) {
                next = Math.min(next, entry.change().atNanos());
            }
        }
        var entry = inForce(atNanos);
        if (entry.isPresent()) {
            next = Math.min(next, entry.get().timeline().quietAfter(atNanos));
            for (Block block : entry.get().timeline().blocks()) {
                if (block.fromNanos() > atNanos) {
                    return Math.min(next, block.fromNanos());
                }
            }
        }
        return next;
    }

    /**
     * What is due in {@code [fromNanos, untilNanos)}, in order, at most {@code most} showings; gaps are where the slate is, or quiet. The first may begin before
     * {@code fromNanos}.
     */
    public List<Showing> between(long fromNanos, long untilNanos, int most) {
        var out = new ArrayList<Showing>();
        long at = fromNanos;
        while (at < untilNanos && out.size() < most) {
            var due = due(at);
            due.ifPresent(out::add);
            at = nextChange(at);
        }
        return out;
    }

    private long endOf(Entry entry) {
        int i = entries.lastIndexOf(entry);
        return i + 1 < entries.size() ? entries.get(i + 1).change().atNanos() : Block.FOREVER;
    }

    private static Optional<Showing> due(Entry entry, long endNanos, long atNanos) {
        if (entry.timeline().quietAt(atNanos).isPresent()) {
            return Optional.empty();
        }
        for (Block block : entry.timeline().blocks()) {
            if (block.covers(atNanos)) {
                return Optional.of(turn(entry, block, endNanos, atNanos));
            }
        }
        return Optional.empty();
    }

    private static Showing turn(Entry entry, Block block, long endNanos, long atNanos) {
        int fps = entry.timeline().frameRate();
        Block.Start start = start(block, entry.change());
        long turnFrames = block.turnFrames();
        // Frames since the anchor, also before it: a joined screen may ask about the past of a kept anchor.
        long since = atNanos - start.anchorNanos();
        long turn = since >= 0 ? Frames.at(since, fps) / turnFrames : -1 - (Frames.covering(-since, fps) - 1) / turnFrames;
        long base = turn * turnFrames;
        int index = start.firstCue();
        for (int i = 0; i < block.cues().size(); i++) {
            Cue cue = block.cues().get(index);
            long end = instant(start.anchorNanos(), base + cue.frames(), fps);
            if (atNanos < end) {
                long begin = instant(start.anchorNanos(), base, fps);
                long open = Math.max(entry.timeline().quietBefore(atNanos), entry.change().atNanos());
                long close = Math.min(entry.timeline().quietAfter(atNanos), endNanos);
                return new Showing(entry.timeline().version(), block, index, cue, begin, Math.max(begin, Math.max(block.fromNanos(), open)),
                        Math.min(end, Math.min(block.untilNanos(), close)));
            }
            base += cue.frames();
            index = index + 1 == block.cues().size() ? 0 : index + 1;
        }
        throw new AssertionError("no cue of the turn covers " + atNanos);
    }

    /** Where the turns of a block begin under a switch. */
    public static Block.Start start(Block block, Switch change) {
        Block.@Nullable Start stored = block.start();
        if (stored != null) {
            return stored;
        }
        if (block.covers(change.atNanos())) {
            return new Block.Start(change.atNanos(), Math.min(change.firstCue(), block.cues().size() - 1));
        }
        return new Block.Start(block.fromNanos(), 0);
    }

    private static long instant(long anchorNanos, long frames, int fps) {
        return frames >= 0 ? anchorNanos + Frames.toNanos(frames, fps) : anchorNanos - Frames.toNanos(-frames, fps);
    }
}
