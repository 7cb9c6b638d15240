package ledwall.protocol.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.ReleaseRef;
import org.jspecify.annotations.Nullable;

/**
 * The timelines that a screen holds, each with its switch, oldest first: together they say what is due at any instant. Each timeline is due from its switch
 * until the next one's. Within one the order from below is: blocks, releases as far as the tokens allow, quiet.
 *
 * @param tokens what the screen has heard of releases
 */
public record Programme(List<Entry> entries, Tokens tokens) {
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

    /** Of a screen that has heard of no release. */
    public Programme(List<Entry> entries) {
        this(entries, Tokens.NONE);
    }

    /** The same for a screen that has heard this. */
    public Programme with(Tokens heard) {
        return heard.equals(tokens) ? this : new Programme(entries, heard);
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

    /** Whether an item is part of a release that was withdrawn. */
    public boolean withdrawn(ItemId item) {
        return entries.stream().flatMap(entry -> entry.timeline().releases().stream()).anyMatch(each ->
                tokens.withdrawnNanos(each.release().release()) != Block.FOREVER && each.block().cues().stream().anyMatch(cue -> cue.item().equals(item)));
    }

    /** The same without releases: what turns on beneath them, and is due where they are not. */
    public Programme ordinary() {
        return entries.stream().allMatch(entry -> entry.timeline().releases().isEmpty()) ? this
                : new Programme(entries.stream().map(entry -> new Entry(entry.timeline().withReleases(List.of()), entry.change())).toList(), tokens);
    }

    /** The same without quiet windows and releases: what turns beneath all of them. */
    public Programme beneath() {
        Programme ordinary = ordinary();
        return entries.stream().allMatch(entry -> entry.timeline().quiet().isEmpty()) ? ordinary
                : new Programme(ordinary.entries().stream().map(entry -> new Entry(entry.timeline().withQuiet(List.of()), entry.change())).toList(), tokens);
    }

    /** The first instant after {@code atNanos} at which a release takes the screen or gives it back, or at which another timeline might see to that. */
    public long nextRelease(long atNanos) {
        var entry = inForce(atNanos);
        if (entry.isEmpty()) {
            return nextChange(atNanos);
        }
        Layer layer = layer(entry.get().timeline(), atNanos);
        return Math.min(endOf(entry.get()), layer.opening() == null ? layer.nextNanos() : layer.opening().untilNanos());
    }

    /** When the last release gave the screen back that had it under the timeline in force; {@link Long#MIN_VALUE} with none. */
    public long releasedNanos(long atNanos) {
        return inForce(atNanos).map(entry -> layer(entry.timeline(), atNanos).lastNanos()).orElse(Long.MIN_VALUE);
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
            next = Math.min(next, Math.min(entry.get().timeline().quietAfter(atNanos), layer(entry.get().timeline(), atNanos).nextNanos()));
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

    private Optional<Showing> due(Entry entry, long endNanos, long atNanos) {
        Timeline timeline = entry.timeline();
        if (timeline.quietAt(atNanos).isPresent()) {
            return Optional.empty();
        }
        long open = Math.max(timeline.quietBefore(atNanos), entry.change().atNanos());
        long close = Math.min(timeline.quietAfter(atNanos), endNanos);
        Layer layer = layer(timeline, atNanos);
        Opening opening = layer.opening();
        if (opening != null) {
            ReleaseBlock release = opening.release();
            return Optional.of(turn(entry, release.block(), release.release(), Math.max(open, opening.fromNanos()), Math.min(close, opening.untilNanos()), atNanos));
        }
        for (Block block : timeline.blocks()) {
            if (block.covers(atNanos)) {
                return Optional.of(turn(entry, block, null, Math.max(open, layer.lastNanos()), Math.min(close, layer.nextNanos()), atNanos));
            }
        }
        return Optional.empty();
    }

    /**
     * What releases make of a timeline around an instant.
     *
     * @param opening the one that has the screen then; {@code null} where none does
     * @param lastNanos when the last one before gave it back
     * @param nextNanos when the next one takes it
     */
    private record Layer(@Nullable Opening opening, long lastNanos, long nextNanos) {
        private static final Layer NONE = new Layer(null, Long.MIN_VALUE, Block.FOREVER);
    }

    private Layer layer(Timeline timeline, long atNanos) {
        if (timeline.releases().isEmpty()) {
            return Layer.NONE;
        }
        Opening now = null;
        long last = Long.MIN_VALUE;
        for (ReleaseBlock release : timeline.releases()) {
            Opening opening = Opening.of(timeline, release, tokens).orElse(null);
            if (opening != null && opening.fromNanos() > atNanos) {
                return new Layer(now, last, opening.fromNanos());
            }
            if (opening != null && opening.covers(atNanos)) {
                now = opening;
            } else if (opening != null) {
                last = opening.untilNanos();
            }
        }
        return new Layer(now, last, Block.FOREVER);
    }

    private static Showing turn(Entry entry, Block block, @Nullable ReleaseRef release, long openNanos, long closeNanos, long atNanos) {
        Turn turn = Turn.at(block, start(block, entry.change()), entry.timeline().frameRate(), atNanos);
        return new Showing(entry.timeline().version(), block, turn.index(), block.cues().get(turn.index()), turn.beginNanos(),
                Math.max(turn.beginNanos(), Math.max(block.fromNanos(), openNanos)), Math.min(turn.endNanos(), Math.min(block.untilNanos(), closeNanos)), release);
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
}
