package ledwall.agent.playout;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ledwall.agent.asrun.AsRunLog;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import org.jspecify.annotations.Nullable;

/** The as-run showings that are not over: what is announced, and what is on the glass; and which turns were seen of late. Writes each step of one. On the loop. */
final class Showings {
    private static final int REMEMBERED = 64;

    private final AsRunLog log;
    private final Map<Turn, Entry> open = new LinkedHashMap<>();
    private final ArrayDeque<Turn> shown = new ArrayDeque<>();
    private @Nullable Entry onGlass;

    Showings(AsRunLog log) {
        this.log = log;
    }

    private record Turn(ItemId item, MediaHash media, long fullStartNanos, @Nullable ItemId standInFor) {
        static Turn of(Due due) {
            return new Turn(due.item(), due.media(), due.fullStartNanos(), due.standInFor());
        }
    }

    /** A showing without an end. {@code inferred}: this agent did not see all of it; {@code ahead}: its instants are on a clock that is yet to be gone over to. */
    record Entry(Due due, long intent, boolean inferred, boolean ahead) {}

    /** This is meant to be seen soon; gives its INTENT's sequence. A cue that is announced, or on the glass, is not announced again. */
    long announce(Due due, long nowNanos, long boundNanos, boolean ahead) {
        Entry known = open.get(Turn.of(due));
        if (known != null) {
            return known.intent();
        }
        long intent = intend(due, nowNanos, boundNanos);
        open.put(Turn.of(due), new Entry(due, intent, false, ahead));
        return intent;
    }

    /** No other clock is gone over to, or that is done. */
    void byClockOfNow() {
        open.replaceAll((_, entry) -> entry.ahead() ? new Entry(entry.due(), entry.intent(), entry.inferred(), false) : entry);
    }

    /** The last run has announced it. */
    void announced(Due due, long intent) {
        open.put(Turn.of(due), new Entry(due, intent, false, false));
    }

    /** Writes an INTENT of a showing that is over as soon as it is told. */
    long intend(Due due, long nowNanos, long boundNanos) {
        return log.intent(due.version(), due.item(), due.name(), due.media(), due.startNanos(), due.standInFor(), nowNanos, boundNanos);
    }

    /** What was announced comes on. */
    void begin(Due due, long atNanos, long boundNanos) {
        Entry entry = open.get(Turn.of(due));
        if (entry != null) {
            log.start(entry.intent(), atNanos, boundNanos);
            onGlass = entry;
            remember(due);
        }
    }

    /** What the last run has announced, or begun to show, is on the glass. */
    void goesOn(Due due, long intent) {
        onGlass = new Entry(due, intent, true, false);
        open.put(Turn.of(due), onGlass);
    }

    void end(Entry entry, long atNanos, long boundNanos, Outcome outcome) {
        log.end(entry.intent(), atNanos, boundNanos, outcome);
        open.remove(Turn.of(entry.due()));
        if (isOnGlass(entry)) {
            onGlass = null;
        }
    }

    /** What was to be seen at its time and was not. */
    void missed(Due due, long nowNanos, long boundNanos) {
        announce(due, nowNanos, boundNanos, false);
        Entry entry = open.get(Turn.of(due));
        if (entry != null) {
            end(entry, nowNanos, boundNanos, Outcome.MISSED);
        }
    }

    @Nullable Entry onGlass() {
        return onGlass;
    }

    boolean isOnGlass(Entry entry) {
        return onGlass != null && onGlass.due().sameTurn(entry.due());
    }

    /** As they are now, in the order in which they were announced. */
    List<Entry> open() {
        return List.copyOf(open.values());
    }

    void remember(Due due) {
        shown.add(Turn.of(due));
        if (shown.size() > REMEMBERED) {
            shown.remove();
        }
    }

    /** Whether it was on the glass, of late. */
    boolean wasShown(Due due) {
        return shown.contains(Turn.of(due));
    }
}
